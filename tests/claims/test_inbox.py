"""Who may read a claim, in which order, and at what cost."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session

from backend.claims.actions import ClaimFacts, contest, open_claim
from backend.claims.desk_words import time_left, urgency
from backend.claims.inbox import Line, Shown, inbox_for, one_for_adviser, waiting_for
from backend.claims.models import Claim
from backend.claims.passing import pass_time
from backend.claims.service import answer, ask_missing, assign, forward
from backend.claims.states import Kind, Outcome
from backend.people.models import Accompaniment, Adviser, FieldOfWork
from backend.territories.models import Structure
from backend.vocabulary.themes import Theme
from backend.web.language import speaking
from tests.cast import Cast, saved
from tests.conftest import NOON, SignIn
from tests.parcours.writing import social_worker
from tests.visitor import Page

SITE = "https://parcours.test"
TODAY = NOON.date()
DAY = timedelta(days=1)


def adviser(session: Session, structure: Structure, name: str, *, social: bool = False) -> Adviser:
    return saved(
        session,
        Adviser(
            structure_id=structure.id,
            first_name=name.title(),
            last_name="Martin",
            email=f"{name}@example.org",
            function="conseil",
            field=FieldOfWork.SOCIAL if social else FieldOfWork.PROFESSIONAL,
        ),
    )


@pytest.fixture
def team(session: Session, cast: Cast) -> Structure:
    return saved(
        session,
        Structure(
            territory_id=cast.tarn.id, name="Direction", email="equipe@example.org", is_team=True
        ),
    )


def claim(session: Session, cast: Cast, kind: Kind = Kind.NO_NEWS, **facts: object) -> Claim:
    told = ClaimFacts(kind=kind, words="Bonjour", **facts)  # ty: ignore[invalid-argument-type]
    opened = open_claim(session, cast.amina, told, site=SITE, now=NOON)
    session.commit()
    return opened


def reads(session: Session, who: Adviser, opened: Claim) -> bool:
    found = one_for_adviser(session, who, opened.id, today=TODAY) is not None
    listed = inbox_for(session, who, today=TODAY)
    assert (opened.id in {line.claim.id for line in listed.lines}) is (found and opened.is_open)
    return found


def test_who_accompanies_her_in_the_service_in_charge_reads_it(
    session: Session, cast: Cast, team: Structure
) -> None:
    paul, boss = adviser(session, cast.department, "paul"), adviser(session, team, "boss")
    opened = claim(session, cast)
    assert reads(session, cast.claire, opened)
    for nobody in (paul, boss, cast.karim, social_worker(session, cast)):
        assert not reads(session, nobody, opened)


def test_anybody_of_the_service_reads_it_when_nobody_there_accompanies_her(
    session: Session, cast: Cast
) -> None:
    caf = saved(session, Structure(territory_id=cast.tarn.id, name="CAF"))
    lea = adviser(session, caf, "lea")
    opened = claim(session, cast)
    forward(session, opened, cast.claire, caf, "À vous", site=SITE, now=NOON)
    assert reads(session, lea, opened)
    assert not reads(session, cast.claire, opened)


def test_who_has_left_no_longer_counts(session: Session, cast: Cast) -> None:
    paul = adviser(session, cast.department, "paul")
    opened = claim(session, cast)
    cast.claire.left_on = TODAY
    session.add(cast.claire)
    assert reads(session, paul, opened)


def test_the_adviser_in_charge_keeps_it(session: Session, cast: Cast) -> None:
    opened = claim(session, cast)
    paul = adviser(session, cast.department, "paul")
    assign(session, opened, paul, now=NOON)
    assert reads(session, paul, opened)


@pytest.mark.parametrize("how", ["escalated", "contested"])
def test_the_team_reads_what_is_late_or_contested(
    session: Session, cast: Cast, team: Structure, how: str
) -> None:
    boss = adviser(session, team, "boss")
    other = saved(session, Structure(territory_id=cast.guyane.id, name="Ailleurs", is_team=True))
    elsewhere = adviser(session, other, "ailleurs")
    opened = claim(session, cast)
    assert not reads(session, boss, opened)
    if how == "escalated":
        pass_time(session, now=NOON + 8 * DAY)
    else:
        answer(session, opened, cast.claire, Outcome.REFUSED, "Non", site=SITE, now=NOON)
        contest(session, opened, "Si", site=SITE, now=NOON)
    assert reads(session, boss, opened)
    assert not reads(session, elsewhere, opened)
    assert reads(session, cast.claire, opened) is (how == "escalated")


@pytest.mark.parametrize("theme", [Theme.HEALTH, Theme.FAMILY])
def test_health_and_family_are_for_social_workers_and_for_the_team_once_late(
    session: Session, cast: Cast, team: Structure, theme: Theme
) -> None:
    nour = social_worker(session, cast)
    centre = session.get_one(Structure, nour.structure_id)
    lea, boss = adviser(session, centre, "lea"), adviser(session, team, "boss")
    session.add(Accompaniment(person_id=cast.amina.id, adviser_id=lea.id, started_on=TODAY - DAY))
    opened = claim(session, cast, Kind.SOCIAL_SUPPORT, theme=theme)
    assert opened.structure_id == centre.id
    assert reads(session, nour, opened)
    for nobody in (lea, boss, cast.claire):
        assert not reads(session, nobody, opened)
    pass_time(session, now=NOON + 15 * DAY)
    assert reads(session, boss, opened)
    assert not reads(session, cast.claire, opened)


def test_what_is_private_goes_to_a_social_worker_of_the_service_or_to_the_team(
    session: Session, cast: Cast, team: Structure
) -> None:
    boss = adviser(session, team, "boss")
    opened = claim(session, cast, Kind.SOCIAL_SUPPORT, theme=Theme.HEALTH)
    assert opened.structure_id == cast.department.id
    assert not reads(session, cast.claire, opened)
    assert reads(session, boss, opened)
    ines = adviser(session, cast.department, "ines", social=True)
    assert reads(session, ines, opened)
    assert not reads(session, boss, opened)


def test_her_referent_never_reads_that_she_asks_for_another(
    session: Session, cast: Cast, team: Structure
) -> None:
    boss = adviser(session, team, "boss")
    opened = claim(session, cast, Kind.OTHER_REFERENT)
    assert opened.structure_id == team.id
    assert reads(session, boss, opened)
    assert not reads(session, cast.claire, opened)


def test_where_there_is_no_team_a_colleague_of_her_referent_reads_it(
    session: Session, cast: Cast
) -> None:
    opened = claim(session, cast, Kind.OTHER_REFERENT)
    assert opened.structure_id == cast.department.id
    assert reads(session, cast.claire, opened)  # nobody else could
    paul = adviser(session, cast.department, "paul")
    assert reads(session, paul, opened)
    assert not reads(session, cast.claire, opened)


def test_the_least_time_left_comes_first(session: Session, cast: Cast) -> None:
    later = claim(session, cast, Kind.REDUCED_HOURS)
    first = claim(session, cast, Kind.NO_NEWS)
    found = inbox_for(session, cast.claire, today=TODAY)
    assert [line.claim.id for line in found.lines] == [first.id, later.id]


def test_the_parts_of_the_inbox(session: Session, cast: Cast) -> None:
    mine, late, done = (claim(session, cast) for _ in range(3))
    assign(session, mine, cast.claire, now=NOON)
    late.escalated_at = NOON
    answer(session, done, cast.claire, Outcome.ACCEPTED, "Oui", site=SITE, now=NOON)

    def ids(shown: Shown) -> set[int]:
        found = inbox_for(session, cast.claire, today=TODAY, shown=shown)
        return {line.claim.id for line in found.lines}

    assert ids(Shown.OPEN) == ids(Shown.SERVICE) == {mine.id, late.id}
    assert ids(Shown.MINE) == {mine.id}
    assert ids(Shown.ESCALATED) == {late.id}
    assert ids(Shown.ANSWERED) == {done.id}
    assert waiting_for(session, cast.claire, today=TODAY)[:2] == (2, 0)
    assert waiting_for(session, cast.claire, today=TODAY + 8 * DAY)[:2] == (2, 2)


@pytest.mark.parametrize(
    ("days", "told", "kind"),
    [
        (0, "il reste 7 jours", "wait"),
        (6, "il reste 1 jour", "warn"),
        (7, "le dernier jour est aujourd’hui", "warn"),
        (9, "en retard de 2 jours · il reste 52 jours", "bad"),
        (63, "la date légale est passée depuis 2 jours", "bad"),
    ],
)
def test_how_much_time_is_left_is_said_in_words(
    session: Session, cast: Cast, days: int, told: str, kind: str
) -> None:
    line = Line(claim(session, cast), "Amina", TODAY + days * DAY)
    with speaking("fr"):
        assert time_left(line) == told
    assert urgency(line) == kind


def test_a_suspended_delay_says_until_when(session: Session, cast: Cast) -> None:
    opened = claim(session, cast)
    ask_missing(session, opened, cast.claire, "Un papier", TODAY + DAY, site=SITE, now=NOON)
    with speaking("fr"):
        assert (
            time_left(Line(opened, "Amina", TODAY)) == "le délai est suspendu jusqu’au mardi 3 mars"
        )


def test_the_page_lists_and_pages_them(session: Session, cast: Cast, signed_in: SignIn) -> None:
    claire = signed_in(cast.claire)
    empty = claire.visits("/pro/demandes")
    assert "Aucune demande ici" in empty.text
    claim(session, cast)
    one, costs_one = counted(lambda: claire.visits("/pro/demandes"))
    for _ in range(51):
        claim(session, cast)
    many, costs_many = counted(lambda: claire.visits("/pro/demandes"))
    assert "Amina Benali · Je n’ai plus de nouvelles" in one.text
    assert costs_one == costs_many
    assert len([href for href in many.links() if href.startswith("/pro/demandes/")]) == 50
    assert "/pro/demandes?quoi=a-traiter&feuille=2" in many.links()
    second = claire.visits("/pro/demandes?quoi=a-traiter&feuille=2")
    assert len([href for href in second.links() if href.startswith("/pro/demandes/")]) == 2
    assert claire.visits("/pro/demandes?quoi=rien&feuille=-3").status == 200
    home = claire.visits("/pro")
    assert "Demandes à traiter (52)" in home.text


def counted(ask: Callable[[], Page]) -> tuple[Page, int]:
    """What it gives, and how many statements it takes, on whichever engine it reads."""
    statements: list[str] = []

    def note(*args: object) -> None:
        statements.append(str(args[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        return ask(), len([one for one in statements if one.startswith("SELECT")])
    finally:
        event.remove(Engine, "before_cursor_execute", note)
