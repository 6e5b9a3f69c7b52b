"""« J'ai un souci » reaches the adviser she chose, at the desk and by e-mail, and nobody else."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from backend.checkins import actions, queries
from backend.checkins.actions import Question, Said
from backend.checkins.models import Answer, CheckIn, Moment
from backend.messaging.models import Letter
from backend.people.models import Adviser
from backend.reminders.worker import work_once
from backend.settings import Settings
from backend.steps.models import Step
from tests.cast import Cast
from tests.checkins.jobs import TODAY, accompanied_by, job, social_worker_of_amina
from tests.conftest import NOON, SignIn
from tests.doubles.mail import MailServer
from tests.visitor import Page, Visitor

DAY = timedelta(days=1)
BEGUN = TODAY - 8 * DAY
WORDS = "Mon fils n’a plus de place en crèche."


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with MailServer() as mail:
        yield mail


@pytest.fixture
def nadia(session: Session, cast: Cast) -> Adviser:
    return social_worker_of_amina(session, cast)


@pytest.fixture
def step(session: Session, cast: Cast) -> Step:
    return job(session, cast.amina, BEGUN)


def path_of(step: Step) -> str:
    return f"/parcours/emploi/{step.id}/semaine-1"


def tells(amina: Visitor, step: Step, adviser: Adviser, words: str = WORDS) -> Page:
    path = f"{path_of(step)}/souci"
    return amina.submits(amina.visits(path), path, personne=str(adviser.id), mots=words)


def kept(session: Session) -> CheckIn:
    session.expire_all()
    found = session.exec(select(CheckIn)).one()
    session.commit()
    return found


def letters(session: Session) -> list[Letter]:
    found = list(session.exec(select(Letter)).all())
    session.commit()
    return found


def test_her_referent_is_proposed_first(
    cast: Cast, nadia: Adviser, step: Step, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    page = amina.visits(path_of(step))
    assert f"{path_of(step)}/souci" in page.links()
    page = amina.visits(f"{path_of(step)}/souci")
    offered = [radio.get("value") for radio in page.all("input", type="radio")]
    assert offered == [str(cast.claire.id), str(nadia.id)]
    assert page.form(f"{path_of(step)}/souci")["personne"] == str(cast.claire.id)
    assert "assistante sociale, Nadia Roux" in page.text


def test_the_adviser_she_chose_is_told_and_she_reads_whom(
    cast: Cast, nadia: Adviser, step: Step, session: Session, signed_in: SignIn
) -> None:
    page = tells(signed_in(cast.amina), step, nadia)
    assert "assistante sociale, Nadia Roux" in page.text
    assert WORDS in page.text
    assert "tel:+33563000009" in page.links()
    check_in = kept(session)
    assert (check_in.answer, check_in.adviser_id) == (Answer.TROUBLE, nadia.id)
    [told] = queries.troubles_for(session, nadia, today=TODAY)
    assert (told.first_name, told.phone, told.words) == ("Amina", "+33612000001", WORDS)
    assert queries.troubles_for(session, cast.claire, today=TODAY) == []


def test_the_letter_names_nobody_and_arrives(
    cast: Cast,
    nadia: Adviser,
    step: Step,
    session: Session,
    engine: Engine,
    settings: Settings,
    mail: MailServer,
    signed_in: SignIn,
) -> None:
    tells(signed_in(cast.amina), step, nadia)
    check_in = kept(session)
    with_mail = replace(settings, smtp_url=f"smtp://{mail.host}:{mail.port}")
    for _ in range(2):
        asyncio.run(work_once(engine, with_mail, now=NOON))
    [received] = mail.wait_for(1)
    assert received.recipients == ("nadia@example.org",)
    assert f"https://parcours.test/pro/soucis/{check_in.id}" in received.text
    said = f"{received.message['Subject']} {received.text}"
    for secret in ("Amina", "Benali", "crèche", "emploi", "santé", "RSA", "Albi"):
        assert secret not in said
    assert "Une personne que vous accompagnez" in said


def test_the_told_adviser_reads_it_calls_and_notes_it(
    cast: Cast, nadia: Adviser, step: Step, session: Session, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    tells(amina, step, nadia)
    path = f"/pro/soucis/{kept(session).id}"
    desk = signed_in(nadia)
    page = desk.visits(path)
    assert "Amina Benali" in page.text
    assert WORDS in page.text
    assert "tel:+33612000001" in page.links()
    response = desk.posts(path)
    assert response.headers["location"] == "/pro"
    assert "Ce souci est noté comme réglé." in desk.visits("/pro").text
    assert kept(session).handled_at == NOON
    assert queries.troubles_for(session, nadia, today=TODAY) == []
    assert path not in [form.get("action") for form in desk.visits(path).all("form")]
    assert "Noté comme réglé" in amina.visits(path_of(step)).text


def test_another_adviser_of_hers_finds_nothing(
    cast: Cast, nadia: Adviser, step: Step, session: Session, signed_in: SignIn
) -> None:
    tells(signed_in(cast.amina), step, nadia)
    path = f"/pro/soucis/{kept(session).id}"
    for stranger in (cast.claire, cast.karim):
        desk = signed_in(stranger)
        desk.visits(path, status=404)
        assert desk.posts(path).status_code == 404
    assert kept(session).handled_at is None
    signed_in(nadia).visits("/pro/soucis/99999999999", status=404)


def test_who_no_longer_accompanies_her_no_longer_reads_it(
    cast: Cast, step: Step, session: Session, signed_in: SignIn
) -> None:
    cast.karim.structure_id = cast.department.id
    link = accompanied_by(session, cast.amina, cast.karim)
    tells(signed_in(cast.amina), step, cast.karim)
    link.ended_on = TODAY
    session.add(link)
    session.commit()
    signed_in(cast.karim).visits(f"/pro/soucis/{kept(session).id}", status=404)
    assert queries.troubles_for(session, cast.karim, today=TODAY) == []


@pytest.mark.parametrize("personne", ["", "0", "99999999999999999999", "x", "karim"])
def test_only_somebody_of_her_team_can_be_told(
    cast: Cast, step: Step, session: Session, signed_in: SignIn, personne: str
) -> None:
    chosen = str(cast.karim.id) if personne == "karim" else personne
    amina, path = signed_in(cast.amina), f"{path_of(step)}/souci"
    page = amina.submits(amina.visits(path), path, personne=chosen, mots=WORDS)
    assert page.status == 422
    assert page.all("a", href="#personne")
    assert page.form(path)["mots"] == WORDS
    assert session.exec(select(CheckIn)).all() == []
    assert letters(session) == []


def test_words_too_long_are_kept_to_be_shortened(
    cast: Cast, step: Step, session: Session, signed_in: SignIn
) -> None:
    amina, path = signed_in(cast.amina), f"{path_of(step)}/souci"
    page = amina.submits(amina.visits(path), path, mots="a" * 1001)
    assert page.status == 422
    assert page.form(path)["mots"] == "a" * 1001
    assert letters(session) == []


def test_a_worry_is_written_once_and_again_only_when_it_is_news(
    cast: Cast, nadia: Adviser, step: Step, session: Session
) -> None:
    question = Question(step, Moment.WEEK_1)

    def say(adviser: Adviser | None, hours: int, words: str = "") -> int:
        answer = Answer.TROUBLE if adviser else Answer.FINE
        said = Said(answer=answer, words=words, adviser=adviser)
        now = NOON + timedelta(hours=hours)
        actions.answer(session, question, said, site="https://parcours.test", now=now)
        session.commit()
        return len(letters(session))

    assert say(nadia, 0) == 1
    assert say(nadia, 1, "en d’autres mots") == 1
    assert kept(session).answered_at == NOON
    actions.handle(kept(session), now=NOON + timedelta(hours=2))
    session.commit()
    assert say(nadia, 3) == 2
    assert kept(session).handled_at is None
    assert say(cast.claire, 4) == 3
    assert say(None, 5) == 3
    assert say(cast.claire, 6) == 4
    assert [letter.recipient for letter in letters(session)] == [
        "nadia@example.org",
        "nadia@example.org",
        "claire@example.org",
        "claire@example.org",
    ]


def test_when_all_is_well_again_the_told_adviser_can_read_so(
    cast: Cast, step: Step, session: Session, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    page = tells(amina, step, cast.claire)
    amina.submits(page, path_of(step))
    assert queries.troubles_for(session, cast.claire, today=TODAY) == []
    page = signed_in(cast.claire).visits(f"/pro/soucis/{kept(session).id}")
    assert "tout va bien depuis" in page.text
    assert WORDS not in page.text


def test_without_anybody_to_tell_she_is_told_whom_to_call(
    cast: Cast, step: Step, session: Session, signed_in: SignIn
) -> None:
    cast.claire.left_on = TODAY
    session.add(cast.claire)
    session.commit()
    page = signed_in(cast.amina).visits(f"{path_of(step)}/souci")
    assert "tel:+33563000001" in page.links()
    assert page.all("form", action=f"{path_of(step)}/souci") == []


def test_handling_what_is_not_waiting_changes_nothing(
    cast: Cast, step: Step, session: Session
) -> None:
    said = Said(answer=Answer.TROUBLE, adviser=cast.claire)
    check_in = actions.answer(session, Question(step, Moment.WEEK_1), said, site="", now=NOON)
    actions.handle(check_in, now=NOON + DAY)
    actions.handle(check_in, now=NOON + 2 * DAY)
    assert check_in.handled_at == NOON + DAY
