"""A receipt as it was issued, to read and to print; in French too, which binds."""

from dataclasses import replace
from datetime import date, datetime

from litestar import Router, get
from litestar.di import Provide
from markupsafe import Markup

from backend.claims import receipts
from backend.claims.about import subject_of
from backend.claims.access import (
    OwnClaim,
    OwnReceipt,
    provide_own_claim,
    provide_own_receipt,
)
from backend.claims.clocks import day_of
from backend.claims.kinds import TABLE
from backend.claims.legal import is_french, lines_of
from backend.claims.letters import BINDING
from backend.claims.models import Claim
from backend.claims.pages import Acknowledged
from backend.claims.queries import thread_of
from backend.claims.words import OUTCOMES
from backend.database import RequestSession
from backend.people.access import AnyVisit, Visit
from backend.web.language import DEFAULT
from backend.web.pages import Page, page, render


@get("/{receipt_id:int}", sync_to_thread=True)
def show(
    visit: AnyVisit, session: RequestSession, own_claim: OwnClaim, own_receipt: OwnReceipt
) -> Page:
    entries = {entry.id: entry for entry, _ in thread_of(session, own_claim)}
    facts = receipts.read(own_receipt.facts)
    entry = entries[own_receipt.entry_id]
    received_at = datetime.fromisoformat(facts.received_at)
    acknowledged = Acknowledged(
        entry,
        received_at,
        begun_on=day_of(max(received_at, entry.happened_at), visit.zone),
        answer_by=date.fromisoformat(facts.answer_by),
        due_on=date.fromisoformat(facts.due_on),
    )
    return page(
        visit,
        "claims/receipt.html",
        claim=own_claim,
        is_answer=acknowledged.is_answer,
        own=_written(visit, own_claim, facts, acknowledged),
        french=None
        if is_french(visit.language)
        else _written(replace(visit, language=DEFAULT), own_claim, facts, acknowledged),
        binding=BINDING,
    )


def _written(
    visit: Visit, claim: Claim, facts: receipts.Facts, acknowledged: Acknowledged
) -> Markup:
    """In the language of that visit."""
    written = render(
        visit,
        "claims/_receipt.html",
        claim=claim,
        facts=facts,
        acknowledged=acknowledged,
        told=TABLE[claim.kind],
        subject=subject_of(claim),
        outcomes=OUTCOMES,
        lines=lines_of(facts, language=visit.language, zone=visit.zone),
    )
    return Markup(written)  # noqa: S704 (a page of ours)


router = Router(
    "/droits/demandes/{claim_id:int}/accuse",
    route_handlers=[show],
    dependencies={
        "own_claim": Provide(provide_own_claim, sync_to_thread=True),
        "own_receipt": Provide(provide_own_receipt, sync_to_thread=True),
    },
)
