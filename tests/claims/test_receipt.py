"""The accusé de réception, as a page: complete, as it was issued, in French when it binds."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from backend.claims import receipts
from backend.claims.actions import complete, contest
from backend.claims.kinds import TABLE
from backend.claims.letters import BINDING
from backend.claims.models import Claim, ClaimRule, Receipt
from backend.claims.queries import receipts_of
from backend.claims.receipts import APPEALS
from backend.claims.service import answer, ask_missing, assign, forward
from backend.claims.states import Appeal, Kind, Outcome, Silence
from backend.claims.words import sentence
from backend.law.mentions import SENTENCES, Mention
from backend.law.models import Body, LegalContact
from backend.territories.models import Structure
from backend.web.dates import in_zone
from backend.web.language import speaking
from tests.cast import Cast, saved
from tests.claims.opening import SITE, WORDS, address, answered, opened, said, speaks
from tests.conftest import NOON, SignIn
from tests.visitor import Page

LANGUAGES = ("fr", "en", "ar")
OF_APPEAL = {
    Appeal.ORDINARY: Kind.NO_NEWS,
    Appeal.RAPO: Kind.OBSERVATIONS,
    Appeal.RAPO_DONE: Kind.RSA_DECISION,
    Appeal.CADA: Kind.ACCESS_DATA,
    Appeal.CNIL: Kind.ERASE_DATA,
    Appeal.DEFENDER: Kind.ACCESSIBILITY,
}


def at(claim: Claim, receipt: Receipt) -> str:
    return f"{address(claim)}/accuse/{receipt.id}"


def says(page: Page, cast: Cast, receipt: Receipt, language: str) -> None:
    """Each mention that was due, from the law's own table, with its articles."""
    facts = receipts.read(receipt.facts)
    with speaking(language), in_zone(cast.tarn.zone):
        for one in facts.said:
            assert " ".join(sentence(one, facts).split()) in page.text
            for key in one.articles:
                assert key in page.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("appeal", OF_APPEAL)
def test_each_mention_of_the_law_is_there_in_her_language_and_in_french(
    session: Session, cast: Cast, signed_in: SignIn, appeal: Appeal, language: str
) -> None:
    speaks(session, cast.amina, language)
    kind = OF_APPEAL[appeal]
    claim = opened(session, cast.amina, kind, helper="Ma sœur")
    (receipt,) = receipts_of(session, claim)

    page = signed_in(cast.amina).visits(at(claim, receipt))

    mentions = {one.mention for one in receipts.read(receipt.facts).said}
    assert mentions >= {*APPEALS[appeal], Mention.HELPED, Mention(TABLE[kind].silence.value)}
    for spoken in {language, "fr"}:
        says(page, cast, receipt, spoken)
        assert said(spoken, TABLE[kind].title) in page.text
    assert (said(language, BINDING) in page.text) is (language != "fr")
    copies = page.all("article", lang="fr", dir="ltr")
    assert len(copies) == 1
    assert len(page.all("article")) == (1 if language == "fr" else 2)


def test_it_looks_like_a_receipt(session: Session, cast: Cast, signed_in: SignIn) -> None:
    cast.department.address = "14 rue de la Paix, 81000 Albi"
    cast.department.email = "albi@tarn.example"
    session.add(cast.department)
    claim = opened(session, cast.amina, helper="Ma sœur")
    (receipt,) = receipts_of(session, claim)

    page = signed_in(cast.amina).visits(at(claim, receipt))

    (number,) = page.all("p", class_="receipt__number")
    assert claim.number in "".join(number.itertext())
    (promise,) = page.all("p", class_="receipt__promise")
    assert "".join(promise.itertext()) == "Nous vous répondons avant le lundi 9 mars 2026."
    assert "lundi 2 mars 2026 à 13 h" in page.text.replace("\u00a0", " ")
    for words in (WORDS, "Ma sœur", cast.department.name, "14 rue de la Paix", "albi@tarn"):
        assert words in page.text
    assert "tel:+33563000002" in page.links()
    assert page.all("print-button")
    assert "/droits/textes#crpa-l231-4" in page.links()


def test_it_names_who_deals_with_it_and_whom_to_turn_to(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    for body, name in ((Body.TRIBUNAL, "TA de Toulouse"), (Body.PRESIDENT, "Présidente du Tarn")):
        session.add(
            LegalContact(territory_id=cast.tarn.id, body=body, name=name, phone="+33562735757")
        )
    claim = opened(session, cast.amina)
    assign(session, claim, cast.claire, now=NOON)
    until = (NOON + timedelta(days=10)).date()
    ask_missing(session, claim, cast.claire, "Le bail", until, site=SITE, now=NOON)
    session.commit()
    first, second = receipts_of(session, claim)
    amina = signed_in(cast.amina)

    page = amina.visits(at(claim, second))
    assert "référente, Claire Bonnet" in page.text
    assert "TA de Toulouse" in page.text
    assert "Présidente du Tarn" in page.text
    assert "Le bail" in page.text
    says(page, cast, second, "fr")
    assert "Claire" not in amina.visits(at(claim, first)).text


def _missing(session: Session, cast: Cast, claim: Claim) -> None:
    until = (NOON + timedelta(days=10)).date()
    ask_missing(session, claim, cast.claire, "Le bail", until, site=SITE, now=NOON)


def _completed(session: Session, cast: Cast, claim: Claim) -> None:
    _missing(session, cast, claim)
    complete(session, claim, "Le voici", site=SITE, now=NOON + timedelta(days=2))


def _forwarded(session: Session, cast: Cast, claim: Claim) -> None:
    other = saved(session, Structure(territory_id=cast.tarn.id, name="CCAS d’Albi"))
    forward(session, claim, cast.claire, other, "C’est pour vous", site=SITE, now=NOON)


def _refused(session: Session, cast: Cast, claim: Claim) -> None:
    answer(session, claim, cast.claire, Outcome.REFUSED, "Parce que", site=SITE, now=NOON)


def _contested(session: Session, cast: Cast, claim: Claim) -> None:
    _refused(session, cast, claim)
    contest(session, claim, "Je ne suis pas d’accord", site=SITE, now=NOON)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("happen", "mention", "promise"),
    [
        (_missing, Mention.SUSPENDED, "avant le jeudi 19 mars 2026"),
        (_completed, Mention.COMPLETE, "avant le"),
        (_forwarded, Mention.FORWARDED, "avant le lundi 9 mars 2026"),
        (_refused, Mention.TRIBUNAL, "répondu le lundi 2 mars 2026"),
        (_contested, Mention.REJECTION, "au plus tard le samedi 2 mai 2026"),
    ],
)
def test_each_thing_that_is_acknowledged_says_its_own(
    session: Session,
    cast: Cast,
    signed_in: SignIn,
    happen: Callable[[Session, Cast, Claim], None],
    mention: Mention,
    promise: str,
    language: str,
) -> None:
    speaks(session, cast.amina, language)
    claim = opened(session, cast.amina)
    happen(session, cast, claim)
    session.commit()
    last = receipts_of(session, claim)[-1]
    session.commit()

    page = signed_in(cast.amina).visits(at(claim, last))

    said_there = {one.mention for one in receipts.read(last.facts).said}
    assert mention in said_there
    assert promise in page.text
    for spoken in {language, "fr"}:
        says(page, cast, last, spoken)
    assert not SENTENCES[mention].articles or all(
        key in page.text for key in SENTENCES[mention].articles if mention is not Mention.REJECTION
    )


def test_silence_that_means_yes_gives_a_right_to_a_paper(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    session.add(
        ClaimRule(
            territory_id=cast.tarn.id,
            kind=Kind.NO_NEWS,
            silence=Silence.ACCEPTANCE,
            article="CRPA L231-1",
            changed_at=NOON,
        )
    )
    claim = opened(session, cast.amina)
    (receipt,) = receipts_of(session, claim)
    page = signed_in(cast.amina).visits(at(claim, receipt))
    assert "considérée comme acceptée" in page.text
    assert "CRPA L232-3" in page.text
    says(page, cast, receipt, "fr")


def test_a_letter_s_ten_days_are_on_it(session: Session, cast: Cast, signed_in: SignIn) -> None:
    claim = opened(session, cast.amina, Kind.OBSERVATIONS, notice_on=date(2026, 2, 27))
    (receipt,) = receipts_of(session, claim)
    page = signed_in(cast.amina).visits(at(claim, receipt))
    assert "jusqu’au lundi 9 mars 2026" in page.text


def test_a_receipt_of_somebody_else_or_of_another_claim_is_not_found(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    claim, other = opened(session, cast.amina), answered(session, cast, kind=Kind.REDUCED_HOURS)
    (receipt,) = receipts_of(session, claim)
    signed_in(cast.bilal).visits(at(claim, receipt), status=404)
    signed_in(cast.amina).visits(at(other, receipt), status=404)
    signed_in(cast.amina).visits(f"{address(claim)}/accuse/99999999999", status=404)
