"""« Votre avis » as she finds it: what awaits her, one question after the other, no script."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from backend import clock
from backend.people.models import Person
from backend.surveys.models import (
    ANSWERABLE,
    Comment,
    Face,
    Moment,
    Obstacle,
    Questionnaire,
    Said,
    State,
    SurveyAnswer,
    SurveyRequest,
)
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.surveys.requests import asked
from tests.visitor import Page, Visitor

DAY = timedelta(days=1)
QUESTIONS = ("question-1", "question-2", "avancer")


def at(monkeypatch: pytest.MonkeyPatch, days: float) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON + days * DAY)


def answer_in(session: Session) -> SurveyAnswer:
    session.expire_all()
    answer = session.exec(select(SurveyAnswer)).one()
    session.commit()
    return answer


def state_of(session: Session, request: SurveyRequest) -> State:
    session.refresh(request)
    session.commit()
    return request.state


def rated(visitor: Visitor, request: SurveyRequest, face: str = "bad") -> Page:
    path = f"/avis/{request.id}"
    return visitor.submits(visitor.visits(path), f"{path}/visage", visage=face)


def test_the_first_question_is_three_faces_with_words(
    cast: Cast, session: Session, signed_in: SignIn
) -> None:
    request = asked(session, cast.amina, structure_id=cast.department.id)
    path = f"/avis/{request.id}"
    amina = signed_in(cast.amina)
    page = amina.visits(path)
    assert "Votre rendez-vous du dimanche 1er mars" in page.text
    assert "De façon générale, comment ça s’est passé ?" in page.text
    buttons = {one.get("value"): "".join(one.itertext()).strip() for one in page.all("button")}
    assert [buttons[face] for face in Face] == ["Très bien", "Moyen", "Pas bien"]


def test_each_tap_is_saved(cast: Cast, session: Session, signed_in: SignIn) -> None:
    request = asked(session, cast.amina)
    path = f"/avis/{request.id}"
    amina = signed_in(cast.amina)
    page = rated(amina, request)
    assert "C’est enregistré." in page.text
    assert "Question 2 sur 5" in page.text
    assert answer_in(session).face is Face.BAD
    page = amina.submits(page, f"{path}/reponses/question-1", reponse="yes")
    assert "Question 3 sur 5" in page.text
    assert answer_in(session).first is Said.YES
    page = amina.submits(page, f"{path}/reponses/question-2", reponse="do_not_know")
    assert "Est-ce que cela vous a aidé à avancer ?" in page.text
    assert answer_in(session).second is Said.DO_NOT_KNOW
    page = amina.submits(page, f"{path}/reponses/avancer", reponse="no")
    assert "Question 5 sur 6" in page.text
    assert answer_in(session).helped is Said.NO
    sent: dict[str, Any] = {**page.form(f"{path}/freins"), "freins": ["transport", "money"]}
    amina.client.post(f"{path}/freins", data=sent)
    assert answer_in(session).obstacles == "transport money"


def test_words_come_last_then_thanks(cast: Cast, session: Session, signed_in: SignIn) -> None:
    request = asked(session, cast.amina)
    path = f"/avis/{request.id}"
    amina = signed_in(cast.amina)
    rated(amina, request)
    amina.posts(f"{path}/reponses/avancer", reponse="no")
    amina.posts(f"{path}/freins", freins="transport")
    page = amina.visits(f"{path}?question=mots")
    assert "N’écrivez pas de nom." in page.text
    page = amina.submits(page, f"{path}/mots", mots="Le bureau est trop loin.")
    assert "Merci. Votre avis est enregistré." in page.text
    assert "Les résultats sortent le jeudi 23 avril" in page.text
    assert "/resultats" in page.links()
    assert "Le bureau est trop loin." in page.text
    assert "Déplacements" in page.text
    assert answer_in(session).has_words


def test_whom_it_helped_is_not_asked_what_keeps_her(
    cast: Cast, session: Session, signed_in: SignIn
) -> None:
    request = asked(session, cast.amina)
    path = f"/avis/{request.id}"
    amina = signed_in(cast.amina)
    rated(amina, request, "good")
    page = amina.submits(
        amina.visits(f"{path}?question=avancer"), f"{path}/reponses/avancer", reponse="a_little"
    )
    assert "Qu’est-ce qui vous empêche d’avancer ?" in page.text
    amina.posts(f"{path}/freins", freins="health")
    page = amina.submits(
        amina.visits(f"{path}?question=avancer"), f"{path}/reponses/avancer", reponse="yes"
    )
    assert "Avec vos mots" in page.text
    assert answer_in(session).obstacles == ""
    assert "Question 4" in amina.visits(f"{path}?question=avancer").text


def test_boxes_that_are_not_ours_are_left_out(
    cast: Cast, session: Session, signed_in: SignIn
) -> None:
    request = asked(session, cast.amina)
    path = f"/avis/{request.id}/freins"
    amina = signed_in(cast.amina)
    rated(amina, request)
    amina.posts(path, freins="aliens")
    assert answer_in(session).obstacles == ""
    amina.posts(path, freins=Obstacle.HOUSING.value)
    assert answer_in(session).obstacles == "housing"


def test_a_question_is_skipped_without_a_trace(
    cast: Cast, session: Session, signed_in: SignIn
) -> None:
    request = asked(session, cast.amina)
    amina = signed_in(cast.amina)
    page = rated(amina, request)
    assert f"/avis/{request.id}?question=question-2#avis" in page.links()
    assert f"/avis/{request.id}?question=fin#avis" in page.links()
    page = amina.visits(f"/avis/{request.id}?question=fin")
    assert "Répondre aux autres questions" in page.text
    assert answer_in(session).first is None


def test_a_former_answer_is_changed_within_a_week(
    cast: Cast, session: Session, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = asked(session, cast.amina)
    path = f"/avis/{request.id}"
    amina = signed_in(cast.amina)
    rated(amina, request, "good")
    at(monkeypatch, 6)
    assert "jusqu’au dimanche 8 mars" in amina.visits(f"{path}?question=fin").text
    page = amina.visits(f"{path}?question=visage")
    assert "Très bien : votre réponse" in page.text.replace("\xa0", " ")
    amina.submits(page, f"{path}/visage", visage="medium")
    assert answer_in(session).face is Face.MEDIUM
    at(monkeypatch, 7)
    page = amina.visits(f"{path}?question=visage")
    assert "On ne peut plus le changer." in page.text
    assert "Appeler Claire" in page.text
    for action in ("visage", "reponses/avancer", "freins", "mots", "retrait", "mots/retrait"):
        sent = {"visage": "bad", "reponse": "no", "mots": "Trop tard"}
        assert amina.posts(f"{path}/{action}", **sent).status_code == 409
    assert answer_in(session).face is Face.MEDIUM


def test_what_she_typed_too_late_is_shown_back(
    cast: Cast, session: Session, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = asked(session, cast.amina)
    amina = signed_in(cast.amina)
    rated(amina, request)
    page = amina.visits(f"/avis/{request.id}?question=mots")
    at(monkeypatch, 8)
    page = amina.submits(page, f"/avis/{request.id}/mots", mots="On ne m’a pas rappelée.")
    assert page.status == 409
    assert "n’est pas enregistré" in page.text
    assert "On ne m’a pas rappelée." in page.text
    assert session.exec(select(Comment)).all() == []


def test_words_are_masked_shown_back_and_taken_back(
    cast: Cast, session: Session, signed_in: SignIn
) -> None:
    request = asked(session, cast.amina, structure_id=cast.department.id)
    path = f"/avis/{request.id}"
    amina = signed_in(cast.amina)
    rated(amina, request)
    page = amina.submits(
        amina.visits(f"{path}?question=mots"), f"{path}/mots", mots="Claire, 06 12 34 56 78, merci"
    )
    assert "[nom]" in page.text
    assert "Ce qui est entre crochets remplace un nom" in page.text
    [comment] = session.exec(select(Comment)).all()
    assert "Claire" not in comment.text
    assert "12 34" not in comment.text
    session.commit()
    page = amina.submits(page, f"{path}/mots/retrait")
    assert "Vos mots sont effacés." in page.text
    assert session.exec(select(Comment)).all() == []
    session.commit()
    assert not answer_in(session).has_words


def test_words_written_again_replace_the_former(
    cast: Cast, session: Session, signed_in: SignIn
) -> None:
    request = asked(session, cast.amina)
    path = f"/avis/{request.id}"
    amina = signed_in(cast.amina)
    rated(amina, request)
    write = f"{path}?question=mots"
    amina.submits(amina.visits(write), f"{path}/mots", mots="Trop long.")
    page = amina.visits(write)
    assert page.form(f"{path}/mots")["mots"] == "Trop long."
    amina.submits(page, f"{path}/mots", mots="Vraiment trop long.")
    assert [one.text for one in session.exec(select(Comment))] == ["Vraiment trop long."]


@pytest.mark.parametrize("words", ["", "x" * 1001])
@pytest.mark.parametrize("htmx", [False, True])
def test_refused_words_are_kept_in_their_field(
    cast: Cast, session: Session, signed_in: SignIn, words: str, *, htmx: bool
) -> None:
    request = asked(session, cast.amina)
    path = f"/avis/{request.id}"
    amina = signed_in(cast.amina)
    rated(amina, request)
    page = amina.visits(f"{path}?question=mots")
    page = amina.submits(page, f"{path}/mots", htmx=htmx, mots=words)
    assert page.status == 422
    assert "Ce que vous avez écrit est gardé" in page.text
    assert page.form(f"{path}/mots")["mots"] == words
    assert session.exec(select(Comment)).all() == []


def test_distressed_words_offer_help_and_nobody_is_told(
    cast: Cast, session: Session, signed_in: SignIn
) -> None:
    request = asked(session, cast.amina)
    path = f"/avis/{request.id}"
    amina = signed_in(cast.amina)
    rated(amina, request)
    page = amina.visits(f"{path}?question=mots")
    page = amina.submits(page, f"{path}/mots", mots="Je pense au suicide.")
    assert "Nous n’avons prévenu personne." in page.text
    assert "tel:3114" in page.links()
    assert "sms:114" in page.links()
    assert "tel:+33563000003" in page.links()
    page = amina.submits(page, f"{path}/mots/retrait")
    assert "tel:3114" not in page.links()


def test_passing_is_counted_and_may_be_undone(
    cast: Cast, session: Session, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = asked(session, cast.amina)
    path = f"/avis/{request.id}"
    amina = signed_in(cast.amina)
    page = amina.submits(amina.visits(path), f"{path}/passer")
    assert "Vous avez passé. Nous ne vous le redemandons pas." in page.text
    assert path not in page.links()
    assert state_of(session, request) is State.SKIPPED
    assert amina.posts(f"{path}/passer").status_code == 303
    page = amina.visits(path)
    assert "Si vous changez d’avis" in page.text
    amina.submits(page, f"{path}/visage", visage="good")
    assert state_of(session, request) is State.ANSWERED
    assert amina.posts(f"{path}/passer").status_code == 409
    skipped = asked(session, cast.amina, Moment.REVIEW, state=State.SKIPPED)
    at(monkeypatch, ANSWERABLE / DAY)
    assert "Il est trop tard" in amina.visits(f"/avis/{skipped.id}").text


def test_her_whole_opinion_is_taken_back(cast: Cast, session: Session, signed_in: SignIn) -> None:
    request = asked(session, cast.amina)
    path = f"/avis/{request.id}"
    amina = signed_in(cast.amina)
    page = rated(amina, request)
    amina.submits(amina.visits(f"{path}?question=mots"), f"{path}/mots", mots="Merci")
    page = amina.submits(amina.visits(f"{path}?question=fin"), f"{path}/retrait")
    assert "Vos réponses sont effacées." in page.text
    assert session.exec(select(SurveyAnswer)).all() == []
    assert session.exec(select(Comment)).all() == []
    session.commit()
    assert state_of(session, request) is State.SKIPPED


def test_stopping_and_starting_again(cast: Cast, session: Session, signed_in: SignIn) -> None:
    request = asked(session, cast.amina)
    amina = signed_in(cast.amina)
    page = amina.visits("/avis")
    assert f"/avis/{request.id}" in page.links()
    assert "Votre nom n’est pas gardé avec vos réponses." in page.text
    assert "/resultats" in page.links()
    page = amina.submits(page, "/avis/arret")
    assert "Nous ne vous demandons plus votre avis." in page.text
    assert f"/avis/{request.id}" not in page.links()
    assert amina.posts("/avis/arret").status_code == 303
    page = amina.submits(page, "/avis/reprise")
    assert "Nous vous demanderons à nouveau votre avis" in page.text
    assert "Rien ne vous est demandé pour le moment" in page.text


def test_what_she_said_these_days_can_be_found(
    cast: Cast, session: Session, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = asked(session, cast.amina)
    amina = signed_in(cast.amina)
    rated(amina, request)
    page = amina.visits("/avis")
    assert f"/avis/{request.id}?question=fin" in page.links()
    at(monkeypatch, 7)
    assert amina.visits("/avis").links().count(f"/avis/{request.id}?question=fin") == 0


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ({"state": State.EXPIRED}, "Vous pouviez répondre jusqu’au lundi 16 mars."),
        ({"expires_at": NOON}, "Il est trop tard pour donner votre avis"),
        ({"state": State.SEALED}, "Les avis de ces trois mois sont comptés."),
        (
            {"state": State.ANSWERED, "answered_on": date(2026, 2, 20)},
            "On ne peut plus le changer.",
        ),
        (
            {"state": State.ANSWERED, "answered_on": date(2026, 3, 2)},  # its answer is not found
            "Les avis de ces trois mois sont comptés.",
        ),
    ],
)
def test_what_is_over_says_what_happened(
    cast: Cast, session: Session, signed_in: SignIn, others: dict[str, Any], said: str
) -> None:
    request = asked(session, cast.amina, **others)
    amina = signed_in(cast.amina)
    page = amina.visits(f"/avis/{request.id}")
    assert said in page.text
    assert not page.all("fieldset")


def test_somebody_elses_request_is_not_found(
    cast: Cast, session: Session, signed_in: SignIn
) -> None:
    path = f"/avis/{asked(session, cast.amina).id}"
    bilal, claire = signed_in(cast.bilal), signed_in(cast.claire)
    bilal.visits(path, status=404)
    for action in ("visage", "reponses/avancer", "freins", "mots", "passer", "retrait"):
        assert bilal.posts(f"{path}/{action}", visage="bad", reponse="no").status_code == 404
    assert bilal.client.post(f"{path}/notification", json={"face": "bad"}).status_code == 404
    assert bilal.client.post(f"{path}/notification", content=b"no JSON").status_code == 404
    assert claire.client.get(path, follow_redirects=False).status_code in {303, 401}
    assert claire.posts(f"{path}/visage", visage="bad").status_code == 401
    assert session.exec(select(SurveyAnswer)).all() == []


@pytest.mark.parametrize(
    "question", ["visage", "freins", "mots", "fin", "question-3", "question-2"]
)
def test_a_question_that_is_not_asked_is_not_found(
    cast: Cast, session: Session, signed_in: SignIn, question: str
) -> None:
    request = asked(session, cast.amina)
    version = session.get_one(Questionnaire, request.questionnaire_id)
    version.questions = "[]"
    session.add(version)
    session.commit()
    amina = signed_in(cast.amina)
    page = rated(amina, request)
    assert "Question 2 sur 3" in page.text
    path = f"/avis/{request.id}/reponses/{question}"
    assert amina.posts(path, reponse="yes").status_code == 404


def test_nothing_is_kept_before_the_first_tap(
    cast: Cast, session: Session, signed_in: SignIn
) -> None:
    request = asked(session, cast.amina)
    path = f"/avis/{request.id}"
    amina = signed_in(cast.amina)
    assert amina.posts(f"{path}/mots", mots="Bonjour").status_code == 409
    assert amina.posts(f"{path}/reponses/avancer", reponse="no").status_code == 409
    assert amina.posts(f"{path}/freins", freins="money").status_code == 409
    assert amina.posts(f"{path}/visage", visage="happy").status_code == 422
    assert amina.posts(f"{path}/visage").status_code == 422
    assert session.exec(select(SurveyAnswer)).all() == []


def test_with_htmx_the_next_question_takes_the_place_of_the_former(
    cast: Cast, session: Session, signed_in: SignIn
) -> None:
    request = asked(session, cast.amina)
    path = f"/avis/{request.id}"
    amina = signed_in(cast.amina)
    page = amina.submits(amina.visits(path), f"{path}/visage", htmx=True, visage="medium")
    assert page.all("div", id="avis")
    assert not page.all("h1")
    assert page.all("div", role="status")
    again = amina.visits(f"{path}?question=question-1")
    assert page.text in again.text
    page = amina.submits(page, f"{path}/reponses/question-1", htmx=True, reponse="no")
    assert "Question 3 sur 5" in page.text


def test_on_the_home_page_thanks_take_the_place_of_the_faces(
    cast: Cast, session: Session, signed_in: SignIn
) -> None:
    request = asked(session, cast.amina)
    path = f"/avis/{request.id}"
    amina = signed_in(cast.amina)
    page = amina.visits(path)
    page = amina.submits(page, f"{path}/visage", htmx=True, visage="good", retour="/")
    assert "Merci. Votre avis est enregistré." in page.text
    assert "Dire pourquoi" in page.text
    assert f"{path}#avis" in page.links()


def test_the_notification_saves_the_same_tap(
    cast: Cast, session: Session, signed_in: SignIn
) -> None:
    request = asked(session, cast.amina)
    path = f"/avis/{request.id}/notification"
    client = signed_in(cast.amina).client
    elsewhere = {"sec-fetch-site": "cross-site"}
    assert client.post(path, json={"face": "good"}, headers=elsewhere).status_code == 403
    assert client.post(path, json={"face": "happy"}).status_code == 400
    assert session.exec(select(SurveyAnswer)).all() == []
    session.commit()
    sent = client.post(path, json={"face": "good"}, headers={"sec-fetch-site": "same-origin"})
    assert sent.status_code == 204
    assert answer_in(session).face is Face.GOOD
    client.post(path, json={"face": "bad"})
    assert answer_in(session).face is Face.BAD


def test_whoever_is_signed_out_saves_nothing(
    cast: Cast, session: Session, anybody: Visitor
) -> None:
    path = f"/avis/{asked(session, cast.amina).id}"
    sent = anybody.client.post(f"{path}/notification", json={"face": "good"})
    assert sent.status_code == 401
    assert anybody.posts(f"{path}/visage", visage="good").status_code == 401


@pytest.mark.parametrize("moment", list(Moment))
def test_every_moment_reads_well_in_arabic(
    cast: Cast, session: Session, signed_in: SignIn, moment: Moment
) -> None:
    person = session.get_one(Person, cast.amina.id)
    person.language = "ar"
    session.add(person)
    request = asked(session, cast.amina, moment)
    path = f"/avis/{request.id}"
    amina = signed_in(cast.amina)
    page = amina.visits(path)
    assert page.tree.get("dir") == "rtl"
    page = amina.submits(page, f"{path}/visage", visage="bad")
    for question in QUESTIONS:
        page = amina.submits(page, f"{path}/reponses/{question}", reponse="no")
    page = amina.submits(page, f"{path}/freins")
    page = amina.submits(amina.visits(f"{path}?question=mots"), f"{path}/mots", mots="شكرا")
    assert "شكرًا. تم حفظ رأيكم." in page.text
    amina.visits("/avis")
