"""Her own view before the joint interview: one theme a screen, saved at each answer."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from backend import clock
from backend.assessments import own_views
from backend.assessments.models import Feeling, OwnAnswer, OwnView
from backend.assessments.own_views import AnswerFacts
from backend.vocabulary.themes import DIAGNOSTIC, Theme
from tests.assessments.saving import HOME, OWN, own_view
from tests.cast import Cast
from tests.conftest import NOON, SignIn


def views(session: Session) -> list[OwnView]:
    return sorted(session.exec(select(OwnView)).all(), key=lambda view: view.id)


def answers(session: Session) -> dict[Theme, OwnAnswer]:
    return {answer.theme: answer for answer in session.exec(select(OwnAnswer)).all()}


def test_opening_it_writes_nothing(session: Session, cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)

    page = amina.visits(OWN)
    assert f"{OWN}/logement" in page.links()
    amina.visits(f"{OWN}/logement")

    assert views(session) == []


def test_the_first_answer_begins_it_and_leads_to_the_next_theme(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    page = amina.visits(f"{OWN}/logement")
    assert "1 sur 10" in page.text

    sent = page.form(f"{OWN}/logement") | {"ressenti": "hard", "mots": "Trop petit"}
    ticked = {"situations": ["with_somebody", "no_income", "unhealthy_housing"]}
    response = amina.client.post(f"{OWN}/logement", data=sent | ticked, follow_redirects=False)

    assert response.headers["location"] == f"{OWN}/emploi"
    assert "2 sur 10" in amina.visits(f"{OWN}/emploi").text
    (view,) = views(session)
    assert (view.started_at, view.finished_at, view.shown_at) == (NOON, None, None)
    answer = answers(session)[Theme.HOUSING]
    assert (answer.feeling, answer.words) == (Feeling.HARD, "Trop petit")
    assert answer.situations == "with_somebody unhealthy_housing"  # no income is another theme's


def test_she_comes_back_to_the_first_theme_without_an_answer(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    amina.posts(f"{OWN}/emploi", ressenti="fine", situations="never_worked")

    assert amina.visits(OWN, status=303).response.headers["location"] == f"{OWN}/logement"
    assert "Réponses données : 1 sur 10" in amina.visits(HOME).text.replace("\xa0", " ")
    page = amina.visits(f"{OWN}/emploi")
    (ticked,) = [box for box in page.all("input", name="situations") if "checked" in box.keys()]  # noqa: SIM118
    assert ticked.get("value") == "never_worked"
    assert page.form(f"{OWN}/emploi")["ressenti"] == "fine"


def test_an_answer_given_again_replaces_the_former(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)

    amina.posts(f"{OWN}/sante", ressenti="blocks", situations="health_not_now")
    amina.posts(f"{OWN}/sante", ressenti="silent")

    answer = answers(session)[Theme.HEALTH]
    assert (answer.feeling, answer.situations) == (Feeling.SILENT, "")
    assert len(views(session)) == 1


def test_a_theme_can_be_skipped(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)

    assert f"{OWN}/emploi" in amina.visits(f"{OWN}/logement").links()
    assert f"{OWN}/fin" in amina.visits(f"{OWN}/numerique").links()


def test_when_all_is_answered_the_end_comes(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    for theme in DIAGNOSTIC:
        response = amina.posts(f"{OWN}/{theme}", ressenti="fine")

    assert response.headers["location"] == f"{OWN}/fin"
    assert amina.visits(OWN, status=303).response.headers["location"] == f"{OWN}/fin"


@pytest.mark.parametrize("sent", [{}, {"ressenti": "bof"}, {"ressenti": "fine", "mots": "x" * 501}])
def test_what_cannot_be_read_is_shown_again_with_what_was_typed(
    session: Session, cast: Cast, signed_in: SignIn, sent: dict[str, str]
) -> None:
    amina = signed_in(cast.amina)

    sent = {"situations": "home_owner"} | sent
    form = amina.visits(f"{OWN}/logement")
    page = amina.submits(form, f"{OWN}/logement", htmx=False, **sent)

    assert page.status == 422
    assert page.all("div", role="alert")
    ticked = [box.get("value") for box in page.all("input", name="situations", checked="")]
    assert ticked == ["home_owner"]
    assert views(session) == []


@pytest.mark.parametrize("theme", ["rien", "choisir_un_metier"])
def test_there_is_no_screen_for_another_theme(cast: Cast, signed_in: SignIn, theme: str) -> None:
    amina = signed_in(cast.amina)

    amina.visits(f"{OWN}/{theme}", status=404)
    assert amina.posts(f"{OWN}/{theme}", ressenti="fine").status_code == 404


def test_the_end_sums_it_up_and_leads_back_to_each_theme(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    amina.posts(f"{OWN}/logement", ressenti="hard")

    page = amina.visits(f"{OWN}/fin")

    assert "C’est difficile" in page.text
    assert page.text.count("pas de réponse") == 9
    assert f"{OWN}/logement" in page.links()


def test_without_an_answer_there_is_nothing_to_end(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)

    assert amina.visits(f"{OWN}/fin", status=303).response.headers["location"] == HOME
    assert amina.posts(f"{OWN}/fin", choix="montrer").headers["location"] == HOME
    assert views(session) == []


@pytest.mark.parametrize(
    ("choice", "shown_at", "said"),
    [
        ("montrer", NOON, "Ceux qui vous accompagnent peuvent maintenant lire"),
        ("garder", None, "Vous le gardez pour vous."),
    ],
)
def test_she_shows_it_or_keeps_it_and_it_is_finished(
    session: Session, cast: Cast, signed_in: SignIn, choice: str, shown_at: object, said: str
) -> None:
    amina = signed_in(cast.amina)
    amina.posts(f"{OWN}/logement", ressenti="hard")

    after = amina.submits(amina.visits(f"{OWN}/fin"), f"{OWN}/fin", choix=choice)

    assert said in after.text
    assert "C’est difficile" in after.text
    assert "Refaire le point" in after.text
    (view,) = views(session)
    assert (view.finished_at, view.shown_at) == (NOON, shown_at)


def test_to_finish_she_says_whether_it_is_shown(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    amina.posts(f"{OWN}/logement", ressenti="hard")

    assert amina.posts(f"{OWN}/fin").status_code == 422
    assert amina.posts(f"{OWN}/fin", choix="oui").status_code == 422
    assert views(session)[0].finished_at is None


def test_a_new_one_starts_from_the_last_which_stays_as_it_was(
    session: Session, cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = own_view(session, cast.amina, words="Trop petit", situations=["with_somebody"])
    amina = signed_in(cast.amina)
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(days=7))

    assert "Vos réponses du lundi 2 mars sont là" in amina.visits(OWN).text
    page = amina.visits(f"{OWN}/logement")
    assert "C’est ce que vous avez dit lundi 2 mars" in page.text
    assert page.form(f"{OWN}/logement")["mots"] == "Trop petit"
    amina.submits(page, f"{OWN}/logement", ressenti="fine", mots="J’ai un bail")

    kept, new = views(session)
    told = own_views.answers_of(session, [kept, new])
    assert kept.id == first.id
    assert told[kept.id][Theme.HOUSING].words == "Trop petit"
    assert told[new.id][Theme.HOUSING].words == "J’ai un bail"
    assert "C’est ce que vous avez dit" not in amina.visits(f"{OWN}/logement").text


def test_the_versions_are_kept_in_the_history(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    own_view(session, cast.amina, words="Avant", shown=False)
    last = own_view(session, cast.amina, words="Après")
    amina = signed_in(cast.amina)

    page = amina.visits(f"{HOME}/historique")

    links = [link for link in page.links() if link.startswith(f"{OWN}/versions/")]
    assert len(links) == 2
    assert "Après" in amina.visits(f"{OWN}/versions/{last.id}").text
    assert "Avant" in amina.visits(links[1]).text


def test_a_version_of_somebody_else_or_under_way_is_not_found(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    hers = own_view(session, cast.amina)
    told = AnswerFacts(theme=Theme.JOB, feeling=Feeling.FINE)
    draft = own_views.answer(session, cast.bilal, told, now=NOON)
    session.commit()
    bilal = signed_in(cast.bilal)

    for view in (hers, draft):
        bilal.visits(f"{OWN}/versions/{view.id}", status=404)
        assert bilal.posts(f"{OWN}/versions/{view.id}/partage").status_code == 404
        assert bilal.posts(f"{OWN}/versions/{view.id}/retrait").status_code == 404
    session.refresh(hers)
    assert hers.shown_at is not None


def test_it_is_to_prepare_until_she_has_finished_one(session: Session, cast: Cast) -> None:
    assert own_views.to_prepare(session, cast.amina)
    told = AnswerFacts(theme=Theme.JOB, feeling=Feeling.FINE)
    own_views.answer(session, cast.amina, told, now=NOON)
    assert own_views.to_prepare(session, cast.amina)

    own_view(session, cast.amina)

    assert not own_views.to_prepare(session, cast.amina)
    assert own_views.to_prepare(session, cast.bilal)
