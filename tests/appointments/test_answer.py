from datetime import timedelta
from xml.etree.ElementTree import Element

import pytest
from sqlmodel import Session

from backend import clock
from backend.appointments import actions
from backend.appointments.models import Answer, Appointment, Source, Status, TooLateToAnswer
from tests.appointments.saving import TUESDAY, given
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.visitor import Page


def test_she_may_answer_until_it_starts(session: Session, cast: Cast) -> None:
    row = given(session, cast.amina, NOON + timedelta(seconds=1))

    actions.answer(row, Answer.LATE, now=NOON)

    assert (row.answer, row.answered_at) == (Answer.LATE, NOON)


@pytest.mark.parametrize(
    ("minutes", "facts"),
    [
        (0, {}),
        (-60, {}),
        (60, {"status": Status.REVOKED}),
        (60, {"status": Status.EXCUSED}),
        (60, {"status": Status.SEEN}),
        (60, {"source": Source.PERSON}),
    ],
)
def test_there_is_nothing_to_answer_once_it_has_begun_is_cancelled_or_is_hers(
    session: Session, cast: Cast, minutes: int, facts: dict[str, object]
) -> None:
    row = given(session, cast.amina, NOON + timedelta(minutes=minutes), **facts)

    with pytest.raises(TooLateToAnswer):
        actions.answer(row, Answer.COMING, now=NOON)
    assert row.answer is None


@pytest.mark.parametrize("answer", list(Answer))
def test_without_javascript_she_answers_and_is_told_so_on_the_card(
    session: Session, cast: Cast, signed_in: SignIn, answer: Answer
) -> None:
    row = given(session, cast.amina)
    amina = signed_in(cast.amina)

    response = amina.posts(f"/rendez-vous/{row.id}/reponse", reponse=answer)

    assert response.status_code == 303
    assert response.headers["location"] == f"/rendez-vous/{row.id}#reponse"
    (block,) = amina.visits(f"/rendez-vous/{row.id}").all("div", id="reponse")
    shape = "done" if answer is Answer.COMING else "warn"
    (said,) = [part for part in block.iter() if part.get("class") == f"notice notice--{shape}"]
    assert said.get("role") is None  # announced once, when it was put there by a swap
    assert _answer_of(session, row) is answer


def test_answering_from_the_home_page_comes_back_to_it(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = given(session, cast.amina)
    amina = signed_in(cast.amina)

    page = amina.submits(amina.visits("/"), f"/rendez-vous/{row.id}/reponse", reponse="coming")

    assert page.response.url.path == "/"


def test_the_way_back_is_never_another_site(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = given(session, cast.amina)

    response = signed_in(cast.amina).posts(
        f"/rendez-vous/{row.id}/reponse", reponse="late", retour="https://example.org/"
    )

    assert response.headers["location"] == f"/rendez-vous/{row.id}#reponse"


@pytest.mark.parametrize("where", ["/", "/rendez-vous/{}"])
@pytest.mark.parametrize("answer", list(Answer))
def test_the_fragment_put_in_the_page_is_the_page_loaded_again(
    session: Session, cast: Cast, signed_in: SignIn, where: str, answer: Answer
) -> None:
    row = given(session, cast.amina)
    path = where.format(row.id)
    amina = signed_in(cast.amina)
    action = f"/rendez-vous/{row.id}/reponse"

    fragment = amina.submits(amina.visits(path), action, htmx=True, reponse=answer)

    assert fragment.status == 200
    assert _bare(_block(fragment)) == _bare(_block(amina.visits(path)))


def test_she_may_change_her_answer(session: Session, cast: Cast, signed_in: SignIn) -> None:
    row = given(session, cast.amina)
    amina = signed_in(cast.amina)
    action = f"/rendez-vous/{row.id}/reponse"

    answered = amina.submits(
        amina.visits(f"/rendez-vous/{row.id}"), action, htmx=True, reponse="coming"
    )
    offered = {button.get("value") for button in answered.all("button", name="reponse")}
    amina.submits(answered, action, htmx=True, reponse="cannot_come")

    assert offered == {"late", "cannot_come"}
    assert _answer_of(session, row) is Answer.CANNOT_COME


@pytest.mark.parametrize("hours", [0.1, 3])
@pytest.mark.parametrize("htmx", [True, False])
def test_a_late_answer_is_refused_and_says_to_call(
    session: Session,
    cast: Cast,
    signed_in: SignIn,
    monkeypatch: pytest.MonkeyPatch,
    hours: float,
    htmx: bool,  # noqa: FBT001
) -> None:
    row = given(session, cast.amina, NOON + timedelta(minutes=5))
    amina = signed_in(cast.amina)
    page = amina.visits(f"/rendez-vous/{row.id}")
    monkeypatch.setattr(clock, "now", lambda: row.starts_at + timedelta(hours=hours))

    refused = amina.submits(page, f"/rendez-vous/{row.id}/reponse", htmx=htmx, reponse="coming")

    assert refused.status == 409
    assert refused.all("div", class_="notice notice--warn")
    assert "tel:+33563000002" in refused.links()
    assert _answer_of(session, row) is None


def test_an_answer_to_a_cancelled_appointment_is_refused_and_says_so(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = given(session, cast.amina, status=Status.REVOKED)

    response = signed_in(cast.amina).posts(f"/rendez-vous/{row.id}/reponse", reponse="coming")

    assert response.status_code == 409
    assert "tel:+33563000002" in response.text


def test_an_answer_that_is_none_of_the_three_is_refused(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = given(session, cast.amina)

    response = signed_in(cast.amina).posts(f"/rendez-vous/{row.id}/reponse", reponse="perhaps")

    assert response.status_code == 422
    assert _answer_of(session, row) is None


def test_nobody_answers_for_somebody_else(session: Session, cast: Cast, signed_in: SignIn) -> None:
    row = given(session, cast.amina)

    response = signed_in(cast.bilal).posts(f"/rendez-vous/{row.id}/reponse", reponse="coming")

    assert response.status_code == 404
    assert _answer_of(session, row) is None


def test_an_answer_falls_when_the_appointment_moves(session: Session, cast: Cast) -> None:
    row = given(session, cast.amina, answer=Answer.COMING, answered_at=NOON)

    row.revise(NOON, starts_at=TUESDAY + timedelta(hours=1))

    assert row.answer is None
    assert row.moved_at == NOON


def test_an_answer_stays_when_only_what_to_bring_changes(session: Session, cast: Cast) -> None:
    row = given(session, cast.amina, answer=Answer.COMING, answered_at=NOON)

    row.revise(NOON, bring="CV")

    assert row.answer is Answer.COMING
    assert (row.sequence, row.moved_at) == (0, None)


def _answer_of(session: Session, row: Appointment) -> Answer | None:
    session.refresh(row)
    return row.answer


def _block(page: Page) -> Element:
    (block,) = page.all("div", class_="answer")
    return block


def _bare(element: Element) -> list[tuple[str, dict[str, str], str]]:
    """Without what only says that it has just been put there, and the token of the moment."""
    said = {"role", "tabindex", "autofocus"}
    return [
        (
            str(part.tag),
            {k: v for k, v in part.attrib.items() if k not in said},
            " ".join((part.text or "").split()),
        )
        for part in element.iter()
        if part.get("name") != "_csrf_token"
    ]
