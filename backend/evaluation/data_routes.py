"""The same figures as open data."""

import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from litestar import Response, Router, get
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from litestar.params import FromQuery
from litestar.response import Stream

from backend.database import RequestSession
from backend.evaluation.dataset import FILES, HERE, LICENCE, catalogue, data_package
from backend.evaluation.models import METHOD
from backend.evaluation.open_files import as_csv, as_json
from backend.evaluation.published import Published, fingerprint, newest_of, published
from backend.evaluation.schema import schema
from backend.evaluation.words import quarter_in_words
from backend.people.access import AnyVisit
from backend.web.pages import Page, page
from backend.web.visit import AnyRequest

PUBLIC = {"open": True, "exclude_from_csrf": True}
CACHED = {
    "Cache-Control": "public, max-age=3600",
    "Access-Control-Allow-Origin": "*",  # a page of another site may read open data
    "Cross-Origin-Resource-Policy": "cross-origin",
}
CODE = re.compile(r"[0-9A-Za-z]{1,10}")
File = Response[Any]


@get("/", opt={"open": True}, sync_to_thread=True)
def index(visit: AnyVisit, session: RequestSession, state: State) -> Page:
    return page(
        visit,
        "evaluation/data.html",
        site=_site(state),
        here=HERE,
        fields=schema()["fields"],
        licence=LICENCE,
        method=METHOD,
        newest=newest_of(session),
        quarter_in_words=quarter_in_words,
    )


def _site(state: State) -> str:
    return state.settings.public_url.rstrip("/")


@get("/resultats.csv", opt=PUBLIC, sync_to_thread=True)
def csv_file(
    request: AnyRequest, session: RequestSession, state: State, territoire: FromQuery[str] = ""
) -> File:
    releases = _asked(session, territoire)
    headers = {"Content-Disposition": 'attachment; filename="resultats.csv"'}
    return _file(request, session, releases, as_csv(state.reader, releases), headers)


@get("/resultats.json", opt=PUBLIC, sync_to_thread=True)
def json_file(
    request: AnyRequest, session: RequestSession, state: State, territoire: FromQuery[str] = ""
) -> File:
    releases = _asked(session, territoire)
    return _file(request, session, releases, as_json(state.reader, releases), {})


def _asked(session: RequestSession, code: str) -> list[Published]:
    if code and not CODE.fullmatch(code):
        raise NotFoundException
    releases = published(session, code)
    if code and not releases:
        raise NotFoundException
    return releases


def _file(
    request: AnyRequest,
    session: RequestSession,
    releases: list[Published],
    content: Iterator[str],
    headers: dict[str, str],
) -> File:
    """Sent while it is written; not at all to who has it already."""
    name = request.scope["path"].rpartition("/")[2]
    headers = CACHED | headers | {"ETag": f'"{fingerprint(session, releases)}"'}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Stream(content, headers=headers, media_type=FILES[name])


@get("/schema.json", opt=PUBLIC, sync_to_thread=False)
def schema_file() -> File:
    return _told(schema())


@get("/datapackage.json", opt=PUBLIC, sync_to_thread=False)
def package_file(state: State) -> File:
    return _told(data_package(_site(state)))


@get("/catalogue.jsonld", opt=PUBLIC, sync_to_thread=True)
def catalogue_file(session: RequestSession, state: State) -> File:
    return _told(catalogue(_site(state), published(session)), "application/ld+json")


def _told(content: dict[str, Any], media_type: str = "application/json") -> File:
    text = json.dumps(content, ensure_ascii=False, indent=2).encode()
    return Response(text, headers=CACHED, media_type=media_type)


router = Router(
    HERE,
    route_handlers=[index, csv_file, json_file, schema_file, package_file, catalogue_file],
)
