"""A professional records a line of her situation, from the desk or by a tool."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from backend.assessments import actions
from backend.assessments.models import Agreement, LineRefused, Observation
from backend.people.models import FieldOfWork
from backend.sharing.models import Part
from backend.vocabulary.themes import Theme
from tests.assessments.saving import HOME, YESTERDAY, another_adviser, by, facts, recorded
from tests.cast import Cast
from tests.conftest import NOON, SignIn

TOMORROW = NOON.date() + timedelta(days=1)


def lines(session: Session) -> list[Observation]:
    return list(session.exec(select(Observation).order_by(Observation.id)).all())  # ty: ignore[invalid-argument-type]


def test_the_same_line_still_true_is_seen_again_not_doubled(session: Session, cast: Cast) -> None:
    first = recorded(session, cast.amina, cast.claire)
    again = recorded(session, cast.amina, cast.claire, observed_on=NOON.date())

    assert again.id == first.id
    assert again.observed_on == NOON.date()
    assert len(lines(session)) == 1


def test_another_structure_has_a_line_of_its_own(session: Session, cast: Cast) -> None:
    ines = another_adviser(session, cast)
    recorded(session, cast.amina, cast.claire)
    recorded(session, cast.amina, ines)

    assert len(lines(session)) == 2


def test_a_reference_is_brought_up_to_date(session: Session, cast: Cast) -> None:
    author = by(cast.claire, "A-1")
    first = actions.record(session, cast.amina, facts(), author, now=NOON)
    ended = facts(ended_on=NOON.date())
    again = actions.record(session, cast.amina, ended, author, now=NOON + timedelta(hours=1))

    assert again is first
    assert (again.ended_on, again.changed_at) == (NOON.date(), NOON + timedelta(hours=1))


def test_a_line_typed_at_the_desk_takes_the_reference_of_the_tool(
    session: Session, cast: Cast
) -> None:
    typed = recorded(session, cast.amina, cast.claire)
    sent = actions.record(session, cast.amina, facts(), by(cast.claire, "A-1"), now=NOON)

    assert sent is typed
    assert sent.reference == "A-1"


def test_told_again_as_before_a_line_that_ended_stays_ended(session: Session, cast: Cast) -> None:
    author = by(cast.claire, "A-1")
    line = actions.record(session, cast.amina, facts(), author, now=NOON)
    actions.end(line, on=NOON.date(), now=NOON)

    actions.record(session, cast.amina, facts(), author, now=NOON)
    assert line.ended_on == NOON.date()

    later = NOON + timedelta(days=2)
    seen_since = facts(observed_on=later.date())
    actions.record(session, cast.amina, seen_since, author, now=later)
    assert line.ended_on is None


def test_other_words_are_another_line_and_what_she_said_stays_with_the_former(
    session: Session, cast: Cast
) -> None:
    author = by(cast.claire, "A-1")
    former = actions.record(session, cast.amina, facts(), author, now=NOON)
    actions.say(session, former, "Plus maintenant", agrees=False, now=NOON)

    told = facts(situation="social_tenant", observed_on=NOON.date())
    new = actions.record(session, cast.amina, told, author, now=NOON)

    assert new.id != former.id
    assert (former.reference, former.ended_on) == (None, NOON.date())
    assert new.reference == "A-1"
    (said,) = session.exec(select(Agreement)).all()
    assert said.observation_id == former.id


def test_a_reference_of_another_person_is_refused(session: Session, cast: Cast) -> None:
    author = by(cast.claire, "A-1")
    actions.record(session, cast.amina, facts(), author, now=NOON)

    with pytest.raises(LineRefused):
        actions.record(session, cast.bilal, facts(), author, now=NOON)


@pytest.mark.parametrize(
    "told",
    [
        facts(situation="no_income"),
        facts(situation="unheard_of"),
        facts(situation=""),
        facts(observed_on=TOMORROW),
        facts(ended_on=TOMORROW),
        facts(ended_on=YESTERDAY - timedelta(days=1)),
    ],
)
def test_a_line_that_says_nothing_or_of_a_day_that_cannot_be_is_refused(
    session: Session, cast: Cast, told: actions.SituationFacts
) -> None:
    with pytest.raises(LineRefused):
        actions.record(session, cast.amina, told, by(cast.claire), now=NOON)
    assert lines(session) == []


def test_a_health_reason_not_to_drive_is_as_private_as_health() -> None:
    def part(theme: Theme, situation: str) -> Part:
        return Observation(theme=theme, situation=situation).part  # ty: ignore[missing-argument]

    assert part(Theme.MOBILITY, "health_prevents_driving") is Part.HEALTH
    assert part(Theme.MOBILITY, "car_licence") is Part.SITUATION
    assert part(Theme.HEALTH, "disability_file") is Part.HEALTH
    assert part(Theme.FAMILY, "no_childcare") is Part.FAMILY


def test_an_adviser_chooses_the_theme_then_the_situation(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    home = f"/pro/personnes/{cast.amina.id}/situation"
    claire = signed_in(cast.claire)

    themes = claire.visits(f"{home}/nouvelle")
    assert f"{home}/nouvelle?theme=logement" in themes.links()
    page = claire.visits(f"{home}/nouvelle?theme=logement")
    assert "Logement chez quelqu’un d’autre" in page.text
    after = claire.submits(page, f"{home}/nouvelle", situation="with_somebody", jour="01/03/2026")

    assert "La situation est notée" in after.text
    (line,) = lines(session)
    assert (line.situation, line.observed_on) == ("with_somebody", YESTERDAY)
    assert (line.structure_id, line.adviser_id) == (cast.department.id, cast.claire.id)
    hers = signed_in(cast.amina).visits(HOME)
    assert "Logement chez quelqu’un d’autre" in hers.text
    assert "Maison du Département d’Albi" in hers.text


def test_an_adviser_may_use_words_of_their_own(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    home = f"/pro/personnes/{cast.amina.id}/situation"
    claire = signed_in(cast.claire)

    page = claire.visits(f"{home}/nouvelle?theme=choisir_un_metier")
    claire.submits(page, f"{home}/nouvelle", mots="Hésite entre deux métiers")

    (line,) = lines(session)
    assert (line.situation, line.words) == ("", "Hésite entre deux métiers")
    assert "Hésite entre deux métiers" in signed_in(cast.amina).visits(HOME).text


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"jour": TOMORROW.isoformat(), "mots": "x"}, "Ce jour n’est pas encore arrivé"),
        ({"jour": "2026-03-01"}, "Choisissez une situation de la liste"),
        ({"situation": "no_income"}, "Choisissez une des réponses"),
        ({"jour": "", "mots": "gardé"}, "gardé"),
        ({"mots": "x" * 501}, "trop long"),
    ],
)
def test_what_cannot_be_recorded_is_shown_again_with_what_was_typed(
    session: Session, cast: Cast, signed_in: SignIn, sent: dict[str, str], said: str
) -> None:
    home = f"/pro/personnes/{cast.amina.id}/situation"
    claire = signed_in(cast.claire)

    page = claire.visits(f"{home}/nouvelle?theme=logement")
    refused = claire.submits(page, f"{home}/nouvelle", htmx=False, **sent)

    assert refused.status == 422
    assert said in refused.text
    assert lines(session) == []


@pytest.mark.parametrize("theme", ["rien", "HOUSING"])
def test_an_unknown_theme_is_not_found(cast: Cast, signed_in: SignIn, theme: str) -> None:
    home = f"/pro/personnes/{cast.amina.id}/situation/nouvelle"
    claire = signed_in(cast.claire)

    claire.visits(f"{home}?theme={theme}", status=404)
    assert claire.posts(home, theme=theme, jour="2026-03-01").status_code == 404


def test_an_adviser_is_warned_that_health_and_family_are_more_private(
    cast: Cast, signed_in: SignIn
) -> None:
    home = f"/pro/personnes/{cast.amina.id}/situation/nouvelle"
    claire = signed_in(cast.claire)

    assert "Ce thème est plus privé" in claire.visits(f"{home}?theme=sante").text
    assert "Ce thème est plus privé" in claire.visits(f"{home}?theme=contraintes_familiales").text
    assert "Ce thème est plus privé" not in claire.visits(f"{home}?theme=logement").text


def test_an_adviser_who_does_not_accompany_her_records_nothing(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    path = f"/pro/personnes/{cast.amina.id}/situation/nouvelle"
    karim = signed_in(cast.karim)

    karim.visits(path, status=404)
    sent = {"theme": "logement", "mots": "x", "jour": "2026-03-01"}
    assert karim.posts(path, **sent).status_code == 404
    assert lines(session) == []


def test_it_ends_on_the_day_told_and_is_kept(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    line = recorded(session, cast.amina, cast.claire)
    path = f"/pro/personnes/{cast.amina.id}/situation/{line.id}"
    claire = signed_in(cast.claire)

    after = claire.submits(claire.visits(path), f"{path}/fin", jour="2026-03-02")
    assert "La ligne n’est plus vraie" in after.text

    session.refresh(line)
    assert line.ended_on == date(2026, 3, 2)
    amina = signed_in(cast.amina)
    assert "chez quelqu’un d’autre" not in amina.visits(HOME).text
    assert "chez quelqu’un d’autre" in amina.visits(f"{HOME}/historique").text


@pytest.mark.parametrize("day", ["2026-03-03", "2026-02-28", "", "demain"])
def test_it_cannot_end_before_it_was_observed_nor_tomorrow(
    session: Session, cast: Cast, signed_in: SignIn, day: str
) -> None:
    line = recorded(session, cast.amina, cast.claire)
    path = f"/pro/personnes/{cast.amina.id}/situation/{line.id}"
    claire = signed_in(cast.claire)

    assert claire.submits(claire.visits(path), f"{path}/fin", jour=day).status == 422
    session.refresh(line)
    assert line.ended_on is None


def test_a_line_of_another_structure_cannot_be_touched(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    ines = another_adviser(session, cast, field=FieldOfWork.SOCIAL)
    line = recorded(session, cast.amina, ines)
    path = f"/pro/personnes/{cast.amina.id}/situation/{line.id}"
    claire = signed_in(cast.claire)

    assert "chez quelqu’un d’autre" in claire.visits(path.rpartition("/")[0]).text
    claire.visits(path, status=404)
    assert claire.posts(f"{path}/fin", jour="2026-03-02").status_code == 404
    assert claire.posts(f"{path}/lecture").status_code == 404
    session.refresh(line)
    assert line.ended_on is None


def test_a_colleague_of_the_structure_may_end_it(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    line = recorded(session, cast.amina, cast.claire)
    colleague = signed_in(another_adviser(session, cast, own_structure=True))

    path = f"/pro/personnes/{cast.amina.id}/situation/{line.id}/fin"
    assert colleague.posts(path, jour="2026-03-02").status_code == 303


def test_a_line_of_somebody_else_under_her_address_is_not_found(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    another_adviser(session, cast, own_structure=True, person=cast.bilal)
    line = recorded(session, cast.bilal, cast.claire)

    path = f"/pro/personnes/{cast.amina.id}/situation/{line.id}"
    signed_in(cast.claire).visits(path, status=404)
