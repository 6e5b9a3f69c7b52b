"""The solutions of the territory, for all its advisers: what is used, and what is missing."""

from litestar import Router, get
from litestar.exceptions import NotFoundException

from backend import clock
from backend.database import RequestSession
from backend.offers.imported import last_imports
from backend.offers.missing import counted_months, missing
from backend.offers.own_access import may_write
from backend.offers.remarks import open_remarks
from backend.offers.words import WRONG
from backend.people.access import AnyVisit, SignedInAdviser, today_of
from backend.referrals.used import used
from backend.referrals.words import CAUSES
from backend.territories.queries import structure_of
from backend.vocabulary.themes import LABELS
from backend.web.pages import Page, page


@get("/", sync_to_thread=True)
def index(visit: AnyVisit, session: RequestSession, adviser: SignedInAdviser) -> Page:
    territory, today = visit.territory, today_of(visit)
    if territory is None:
        raise NotFoundException
    structure = structure_of(session, adviser.structure_id)
    return page(
        visit,
        "referrals/desk/overview.html",
        territory=territory,
        used=used(session, territory, now=clock.now()),
        missing=missing(session, territory, today=today),
        months=counted_months(today),
        needs={need.value: label for need, label in LABELS.items()},
        causes=CAUSES,
        wrong=WRONG,
        is_team=structure.is_team,
        may_write=may_write(adviser, structure),
        remarks=open_remarks(session, territory) if structure.is_team else [],
        imported=last_imports(session) if structure.is_team else None,
    )


router = Router("/pro/solutions", route_handlers=[index])
