"""A territory's own colours and logo, public and cached."""

from litestar import Response, Router, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from backend.database import RequestSession
from backend.territories.queries import territory_with_code
from backend.territories.themes import style_sheet
from backend.web.assets import FOR_EVER

PUBLIC = {"open": True, "exclude_from_csrf": True}


@get("/{name:str}", opt=PUBLIC, sync_to_thread=True)
def theme(session: RequestSession, name: FromPath[str]) -> Response[str]:
    """`81.3f2a….css`: the digest makes a new address at each change of colours."""
    territory = territory_with_code(session, name.partition(".")[0])
    if territory is None or not name.endswith(".css"):
        raise NotFoundException
    return Response(
        style_sheet(territory.brand, territory.accent),
        headers={"Cache-Control": FOR_EVER},
        media_type="text/css",
    )


@get("/{code:str}/logo", opt=PUBLIC, sync_to_thread=True)
def logo(session: RequestSession, code: FromPath[str]) -> Response[bytes]:
    territory = territory_with_code(session, code)
    if territory is None or territory.logo is None or territory.logo_type is None:
        raise NotFoundException
    return Response(
        territory.logo,
        headers={"Cache-Control": "public, max-age=86400"},
        media_type=territory.logo_type,
    )


router = Router("/territoires", route_handlers=[theme, logo])
