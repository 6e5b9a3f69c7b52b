"""She says of each line whether it is right, and changes her mind when she likes."""

from datetime import timedelta
from xml.etree.ElementTree import Element

import pytest
from sqlmodel import Session, select

from backend import clock
from backend.assessments import actions, queries
from backend.assessments.models import Agreement, Observation
from backend.people.models import Accompaniment
from backend.vocabulary.themes import Theme
from tests.assessments.saving import HOME, another_adviser, recorded
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.visitor import Page


def action_on(line: Observation) -> str:
    return f"{HOME}/lignes/{line.id}/avis"


def said_in(session: Session) -> list[tuple[bool, str]]:
    rows = session.exec(select(Agreement)).all()
    return [(row.agrees, row.words) for row in sorted(rows, key=lambda row: row.id)]


@pytest.mark.parametrize(
    ("sent", "agrees", "words"),
    [
        ("juste", True, "Vous avez dit : c’est juste."),
        ("pas-juste", False, "Vous avez dit : ce n’est pas juste."),
    ],
)
def test_without_javascript_she_answers_and_reads_it_on_the_line(
    session: Session, cast: Cast, signed_in: SignIn, sent: str, agrees: object, words: str
) -> None:
    line = recorded(session, cast.amina, cast.claire)
    amina = signed_in(cast.amina)

    response = amina.posts(action_on(line), avis=sent, mots="J’ai un bail")

    assert response.headers["location"] == f"{HOME}#ligne-{line.id}"
    text = amina.visits(HOME).text
    assert words in text
    assert "J’ai un bail" in text
    assert "lundi 2 mars" in text
    assert said_in(session) == [(agrees, "J’ai un bail")]


def test_she_changes_her_answer_and_all_are_kept(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    line = recorded(session, cast.amina, cast.claire)
    amina = signed_in(cast.amina)

    amina.submits(amina.visits(HOME), action_on(line), avis="juste")
    page = amina.submits(amina.visits(HOME), action_on(line), avis="pas-juste", mots="Plus vrai")

    assert "Vous avez dit : ce n’est pas juste." in page.text
    assert said_in(session) == [(True, ""), (False, "Plus vrai")]
    story = amina.visits(f"{HOME}/lignes/{line.id}")
    assert "Ce que vous avez dit avant" in story.text


def test_the_same_answer_twice_is_one(session: Session, cast: Cast) -> None:
    line = recorded(session, cast.amina, cast.claire)

    first = actions.say(session, line, "", agrees=True, now=NOON)
    again = actions.say(session, line, "", agrees=True, now=NOON + timedelta(hours=1))

    assert again is first
    assert first.said_at == NOON


@pytest.mark.parametrize("where", ["", "/themes/logement", "/lignes/{}"])
def test_the_fragment_put_in_the_page_is_the_page_loaded_again(
    session: Session, cast: Cast, signed_in: SignIn, where: str
) -> None:
    line = recorded(session, cast.amina, cast.claire)
    recorded(session, cast.amina, cast.claire, situation="social_tenant")
    path = HOME + where.format(line.id)
    amina = signed_in(cast.amina)

    fragment = amina.submits(
        amina.visits(path), action_on(line), htmx=True, avis="pas-juste", mots="Non"
    )

    assert fragment.status == 200
    assert bare(block(fragment, line)) == bare(block(amina.visits(path), line))


def test_it_goes_back_to_the_page_where_she_answered_and_to_no_other_site(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    line = recorded(session, cast.amina, cast.claire)
    amina = signed_in(cast.amina)

    page = amina.visits(f"{HOME}/themes/logement")
    assert amina.submits(page, action_on(line), avis="juste").response.url.path == (
        f"{HOME}/themes/logement"
    )
    response = amina.posts(action_on(line), avis="pas-juste", retour="https://example.org/")
    assert response.headers["location"] == f"{HOME}#ligne-{line.id}"


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("sent", [{"avis": "peut-être"}, {"avis": "juste", "mots": "x" * 501}])
def test_what_cannot_be_read_is_shown_again(
    session: Session, cast: Cast, signed_in: SignIn, sent: dict[str, str], htmx: object
) -> None:
    line = recorded(session, cast.amina, cast.claire)
    amina = signed_in(cast.amina)

    page = amina.submits(amina.visits(HOME), action_on(line), htmx=bool(htmx), **sent)

    assert page.status == 422
    assert sent.get("mots", "") in page.text
    assert said_in(session) == []


def test_nobody_answers_for_somebody_else(session: Session, cast: Cast, signed_in: SignIn) -> None:
    line = recorded(session, cast.amina, cast.claire)
    bilal = signed_in(cast.bilal)

    assert bilal.posts(action_on(line), avis="juste").status_code == 404
    bilal.visits(f"{HOME}/lignes/{line.id}", status=404)
    assert "chez quelqu’un d’autre" not in bilal.visits(HOME).text
    assert said_in(session) == []


def test_her_structure_is_told_of_a_disagreement_until_it_is_read(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    line = recorded(session, cast.amina, cast.claire)
    actions.say(session, line, "J’ai un bail", agrees=False, now=NOON)
    session.commit()
    today = NOON.date()

    (told,) = queries.contested_for(session, cast.claire, today)
    assert (told.first_name, told.last_name, told.words) == ("Amina", "Benali", "J’ai un bail")
    assert (told.theme, told.said_at, told.person_id) == (Theme.HOUSING, NOON, cast.amina.id)

    home = f"/pro/personnes/{cast.amina.id}/situation"
    claire = signed_in(cast.claire)
    page = claire.visits(home)
    assert "La personne n’est pas d’accord" in page.text
    assert "J’ai un bail" in page.text
    after = claire.submits(page, f"{home}/{line.id}/lecture")

    assert "C’est noté" in after.text
    assert "La personne n’est pas d’accord" in after.text  # read, and still said
    assert "J’ai lu" not in after.text
    session.expire_all()
    assert queries.contested_for(session, cast.claire, today) == []
    assert "lu par un professionnel lundi 2 mars" in signed_in(cast.amina).visits(HOME).text


def test_only_the_last_she_said_counts(session: Session, cast: Cast) -> None:
    line = recorded(session, cast.amina, cast.claire)
    actions.say(session, line, "Non", agrees=False, now=NOON)
    actions.say(session, line, "", agrees=True, now=NOON)

    assert queries.contested_for(session, cast.claire, NOON.date()) == []


def test_a_disagreement_is_told_to_the_structure_of_the_line_and_to_who_accompanies_her(
    session: Session, cast: Cast
) -> None:
    other = another_adviser(session, cast)
    colleague = another_adviser(session, cast, own_structure=True)
    line = recorded(session, cast.amina, cast.claire)
    actions.say(session, line, "Non", agrees=False, now=NOON)
    today = NOON.date()

    assert queries.contested_for(session, other, today) == []
    assert len(queries.contested_for(session, colleague, today)) == 1
    for link in session.exec(select(Accompaniment)).all():
        link.ended_on = today
    session.flush()
    assert queries.contested_for(session, colleague, today) == []


def test_she_is_signed_out_when_her_time_has_passed(
    session: Session, cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = recorded(session, cast.amina, cast.claire)
    amina = signed_in(cast.amina)
    amina.visits(HOME)
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(days=60))

    assert amina.posts(action_on(line), avis="juste").status_code != 200
    assert said_in(session) == []


def block(page: Page, line: Observation) -> Element:
    (found,) = page.all("article", id=f"ligne-{line.id}")
    return found


def bare(element: Element) -> list[tuple[str, dict[str, str], str]]:
    """Without what only says that it has just been put there, and the token of the moment."""
    said = {"role", "tabindex", "autofocus"}
    return [
        (
            part.tag,
            {k: v for k, v in part.items() if k not in said and part.get("name") != "_csrf_token"},
            " ".join((part.text or "").split()),
        )
        for part in element.iter()
    ]
