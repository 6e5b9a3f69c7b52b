"""The guided form: what each kind asks, what is sent, what is refused, never twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from backend import clock
from backend.claims.actions import ClaimFacts
from backend.claims.kinds import TABLE
from backend.claims.models import ClaimEntry
from backend.claims.sending import send
from backend.claims.states import Kind
from backend.database import writing
from backend.messaging.models import Letter
from backend.people.models import Person
from backend.territories.models import Structure
from backend.vocabulary.themes import DIAGNOSTIC, Theme
from tests.cast import Cast, saved
from tests.claims.opening import NEW, SITE, WORDS, claims_of, said, speaks
from tests.conftest import NOON, SignIn
from tests.projects.saving import objective
from tests.visitor import Visitor

LATE = "2026-01-05"


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_sent_in_one_page_without_javascript(
    session: Session, cast: Cast, signed_in: SignIn, kind: Kind
) -> None:
    amina = signed_in(cast.amina)
    path = f"{NEW}/{kind}"
    page = amina.visits(path)
    for words in (TABLE[kind].title, TABLE[kind].guidance, TABLE[kind].asks):
        assert said("fr", words) in page.text
    assert cast.department.name in page.text

    extra = {"theme": "logement"} if kind is Kind.SOCIAL_SUPPORT else {}
    page = amina.submits(page, path, htmx=False, mots=WORDS, aidant="Ma sœur", **extra)

    (claim,) = claims_of(session, cast.amina)
    assert (claim.kind, claim.words, claim.helper) == (kind, WORDS, "Ma sœur")
    assert "Votre demande est reçue. Voici son accusé de réception." in page.text
    assert claim.number in page.text
    assert page.response.url.path == f"/droits/demandes/{claim.id}"


def test_her_words_are_needed_and_what_she_typed_is_kept(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    path = f"{NEW}/social_support"

    page = amina.submits(amina.visits(path), path, aidant="Ma sœur")

    assert page.status == 422
    assert {"#mots", "#theme"} & set(page.links()) == {"#mots"}
    assert page.form(path)["aidant"] == "Ma sœur"
    page = amina.submits(page, path, mots=WORDS)
    assert page.status == 422
    assert "#theme" in page.links()
    assert page.form(path)["mots"] == WORDS
    page = amina.submits(page, path, theme=Theme.FIND_A_JOB)
    assert page.status == 422
    assert claims_of(session, cast.amina) == []


def test_words_too_long_are_kept(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    path = f"{NEW}/no_news"
    page = amina.submits(amina.visits(path), path, mots="a" * 4001)
    assert page.status == 422
    assert page.form(path)["mots"] == "a" * 4001


def test_a_difficulty_chosen_before_is_there_already(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    path = f"{NEW}/social_support"
    for theme in DIAGNOSTIC:
        assert amina.visits(f"{path}?theme={theme}").form(path)["theme"] == theme

    amina.submits(amina.visits(f"{path}?theme=sante"), path, mots=WORDS)

    (claim,) = claims_of(session, cast.amina)
    assert claim.theme is Theme.HEALTH


def test_what_is_wrong_in_her_data_is_chosen_before_too(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    path = f"{NEW}/correct_data"

    amina.submits(amina.visits(f"{path}?sujet=last_name"), path, mots="Benaly")

    (claim,) = claims_of(session, cast.amina)
    assert claim.about == "last_name"
    assert "Mon nom de famille" in amina.visits(f"/droits/demandes/{claim.id}").text


def test_she_contests_an_objective_of_hers_and_no_other(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    hers = objective(session, cast, "Obtenir le CAP")
    ended = objective(session, cast, "Ancien objectif", status="reached")
    others = objective(session, cast, "Objectif de Bilal", person_id=cast.bilal.id)
    amina = signed_in(cast.amina)
    path = f"{NEW}/contest_objective"
    page = amina.visits(path)
    assert "Obtenir le CAP" in page.text
    assert "Ancien objectif" not in page.text

    for wrong in (ended.id, others.id):
        page = amina.submits(page, path, mots=WORDS, objectif=str(wrong))
        assert page.status == 422
    amina.submits(page, path, objectif=str(hers.id))

    (claim,) = claims_of(session, cast.amina)
    assert claim.about == f"objective:{hers.id}"
    assert "Obtenir le CAP" in amina.visits(f"/droits/demandes/{claim.id}").text


def test_ten_days_to_answer_a_letter_and_late_is_taken_all_the_same(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    path = f"{NEW}/observations"
    assert "Vous avez dix jours" in amina.visits(path).text

    page = amina.submits(amina.visits(path), path, mots=WORDS, recu="05/01/2026")

    (claim,) = claims_of(session, cast.amina)
    assert claim.notice_on == date(2026, 1, 5)
    assert "jusqu’au jeudi 15 janvier" in page.text
    assert "partie après ce jour" in page.text


@pytest.mark.parametrize("day", ["2026-03-03", "2020-01-01", "demain"])
def test_a_day_that_cannot_be_is_refused(cast: Cast, signed_in: SignIn, day: str) -> None:
    amina = signed_in(cast.amina)
    path = f"{NEW}/observations"
    page = amina.submits(amina.visits(path), path, mots=WORDS, recu=day)
    assert page.status == 422
    assert "#recu" in page.links()
    assert page.form(path)["recu"] == day


def test_another_referent_is_asked_of_the_team(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    team = saved(session, Structure(territory_id=cast.tarn.id, name="Équipe du Tarn", is_team=True))
    session.commit()
    amina = signed_in(cast.amina)
    path = f"{NEW}/other_referent"

    page = amina.visits(path)
    assert "Équipe du Tarn" in page.text
    assert "ne lira pas cette demande" in page.text
    amina.submits(page, path, mots=WORDS)

    (claim,) = claims_of(session, cast.amina)
    assert claim.structure_id == team.id


def test_two_touches_are_one_claim(
    session: Session, cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina = signed_in(cast.amina)
    path = f"{NEW}/no_news"
    page = amina.visits(path)

    first, second = (amina.posts(path, mots=WORDS) for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    assert page.status == 200
    assert len(claims_of(session, cast.amina)) == 1
    assert len(session.exec(select(Letter)).all()) == 1
    session.commit()

    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(minutes=11))
    amina.posts(path, mots=WORDS)
    amina.posts(path, mots="Autre chose")
    assert len(claims_of(session, cast.amina)) == 3


def test_a_message_is_said_once(session: Session, cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    amina.posts(f"{NEW}/no_news", mots=WORDS)
    (claim,) = claims_of(session, cast.amina)
    for _ in range(2):
        amina.posts(f"/droits/demandes/{claim.id}/message", message="Alors ?")
    rows = session.exec(select(ClaimEntry).where(ClaimEntry.claim_id == claim.id)).all()
    assert [row.words for row in rows] == [WORDS, "Alors ?"]


def test_a_kind_that_does_not_exist_is_not_found(cast: Cast, signed_in: SignIn) -> None:
    amina: Visitor = signed_in(cast.amina)
    amina.visits(f"{NEW}/anything", status=404)
    assert amina.posts(f"{NEW}/anything", mots=WORDS).status_code == 404
    assert amina.posts(f"{NEW}/anything/brouillon", mots=WORDS).status_code == 404


def test_two_touches_at_the_same_moment_are_one_claim(
    session: Session, cast: Cast, engine: Engine
) -> None:
    person_id, facts = cast.amina.id, ClaimFacts(kind=Kind.NO_NEWS, words=WORDS)
    session.commit()
    both = Barrier(2)

    def touch(_: int) -> int:
        both.wait(timeout=30)
        with writing(engine) as own:
            return send(own, own.get_one(Person, person_id), facts, site=SITE, now=NOON).id

    with ThreadPoolExecutor(2) as hands:
        first, second = hands.map(touch, range(2))
    assert first == second
    assert len(claims_of(session, cast.amina)) == 1


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", [Kind.CONTEST_OBJECTIVE, Kind.OBSERVATIONS, Kind.SOCIAL_SUPPORT])
def test_the_form_speaks_her_language(
    session: Session, cast: Cast, signed_in: SignIn, kind: Kind, language: str
) -> None:
    objective(session, cast, "Obtenir le CAP")
    speaks(session, cast.amina, language)
    amina = signed_in(cast.amina)
    for words in (TABLE[kind].title, TABLE[kind].asks):
        assert said(language, words) in amina.visits(f"{NEW}/{kind}").text
    amina.posts(f"{NEW}/{kind}/brouillon", mots=WORDS)
    page = amina.visits("/droits")
    assert page.tree.get("dir") == ("rtl" if language == "ar" else "ltr")
    assert said(language, TABLE[kind].title) in page.text
