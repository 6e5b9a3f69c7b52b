"""Her rights: what each is, what she can ask, what the law says; and all she has asked.

The page on continuity is in backend/continuity, which notices what she may say there.
"""

from litestar import Router, get

from backend.claims import pages, queries
from backend.claims.about import subject_of
from backend.claims.drafts import drafts_of
from backend.claims.kinds import TABLE, Right
from backend.claims.legal import is_french, texts_by_code
from backend.claims.letters import BINDING
from backend.claims.rights import PAGES
from backend.claims.unread import unread_of
from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInPerson, Visit, today_of
from backend.people.models import Person
from backend.vocabulary.themes import DIAGNOSTIC, ICONS, LABELS
from backend.web.pages import Page, page


@get("/", sync_to_thread=True)
def index(visit: AnyVisit, session: RequestSession, person: SignedInPerson) -> Page:
    today = today_of(visit)
    claims = queries.claims_of(session, person)
    unread = unread_of(session, person)
    waiting = [one for one in claims if one.is_open or one.id in unread]
    return page(
        visit,
        "claims/index.html",
        waiting=[pages.follow(one, today=today, is_new=one.id in unread) for one in waiting],
        older=len(claims) - len(waiting),
        drafts=drafts_of(session, person),
        table=TABLE,
        rights={right.value: told for right, told in PAGES.items()},
        subject_of=subject_of,
    )


def right_page(visit: Visit, session: RequestSession, person: Person, right: Right) -> Page:
    return page(
        visit,
        "claims/right.html",
        right=right.value,
        told=PAGES[right],
        offers=pages.offered(session, person.territory_id, right),
        themes=[(theme, LABELS[theme], ICONS[theme]) for theme in DIAGNOSTIC]
        if right is Right.SOCIAL
        else [],
    )


@get("/projet", sync_to_thread=True)
def project(visit: AnyVisit, session: RequestSession, person: SignedInPerson) -> Page:
    return right_page(visit, session, person, Right.PROJECT)


@get("/accompagnement", sync_to_thread=True)
def social(visit: AnyVisit, session: RequestSession, person: SignedInPerson) -> Page:
    return right_page(visit, session, person, Right.SOCIAL)


@get("/donnees", sync_to_thread=True)
def data(visit: AnyVisit, session: RequestSession, person: SignedInPerson) -> Page:
    return right_page(visit, session, person, Right.DATA)


@get("/decision", sync_to_thread=True)
def defence(visit: AnyVisit, session: RequestSession, person: SignedInPerson) -> Page:
    return right_page(visit, session, person, Right.DEFENCE)


@get("/accessibilite", sync_to_thread=True)
def accessibility(visit: AnyVisit, session: RequestSession, person: SignedInPerson) -> Page:
    return right_page(visit, session, person, Right.ACCESSIBILITY)


@get("/textes", sync_to_thread=True)
def texts(visit: AnyVisit, person: SignedInPerson) -> Page:  # noqa: ARG001 (who may)
    return page(
        visit,
        "claims/texts.html",
        codes=texts_by_code(visit.language),
        binding=None if is_french(visit.language) else BINDING,
    )


@get("/demandes", sync_to_thread=True)
def claims(visit: AnyVisit, session: RequestSession, person: SignedInPerson) -> Page:
    """All of them, those that wait first."""
    today = today_of(visit)
    unread = unread_of(session, person)
    return page(
        visit,
        "claims/claims.html",
        followed=[
            pages.follow(one, today=today, is_new=one.id in unread)
            for one in queries.claims_of(session, person)
        ],
        subject_of=subject_of,
    )


router = Router(
    "/droits",
    route_handlers=[
        index,
        project,
        social,
        data,
        defence,
        accessibility,
        texts,
        claims,
    ],
)
