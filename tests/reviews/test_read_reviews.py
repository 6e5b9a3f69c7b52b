"""Her page: the next one, and those before with what was decided."""

from datetime import date, timedelta

from sqlmodel import Session

from backend.reviews.models import ReviewParticipant
from tests.appointments.saving import statements
from tests.cast import Cast, saved
from tests.conftest import SignIn
from tests.projects.saving import colleague
from tests.reviews.saving import POINTS, PREPARATION, held, planned, prepared


def test_on_the_first_day_she_reads_before_when_it_is_to_be_planned(
    cast: Cast, signed_in: SignIn
) -> None:
    page = signed_in(cast.amina).visits(POINTS)

    assert "à prévoir avant le mardi 2 juin" in page.text
    assert PREPARATION in page.links()


def test_a_late_one_is_no_fault_of_hers(session: Session, cast: Cast, signed_in: SignIn) -> None:
    held(session, cast, date(2025, 11, 3))

    page = signed_in(cast.amina).visits(POINTS)

    assert "à prévoir avant le mardi 3 février" in page.text
    assert "Ce n’est pas de votre faute" in page.text
    assert "tel:+33563000003" in page.links()


def test_a_planned_one_says_the_day_who_takes_part_and_what_about(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = planned(session, cast)
    sophie = colleague(session, cast, cast.amina)
    saved(session, ReviewParticipant(review_id=row.id, adviser_id=sophie.id))
    session.commit()

    page = signed_in(cast.amina).visits(POINTS)

    for words in ("vendredi 20 mars", "référente", "Claire Bonnet", "assistante sociale"):
        assert words in page.text
    assert "Le logement" in page.text


def test_one_point_tells_all_and_what_she_had_prepared(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = held(session, cast, date(2026, 2, 3), agenda="Le logement")
    prepared(session, cast).review_id = row.id
    session.commit()
    amina = signed_in(cast.amina)

    page = amina.visits(f"{POINTS}/{row.id}")

    for words in ("mardi 3 février", "Claire Bonnet", "Le logement", "Chercher un stage"):
        assert words in page.text
    assert "Pas de voiture" in page.text
    action = f"{POINTS}/{row.id}/preparation"
    shown = amina.submits(page, action, montrer="1")
    assert "peuvent le lire depuis" in shown.text
    hidden = amina.submits(shown, action, montrer="0")
    assert "vous êtes la seule personne" in hidden.text


def test_somebody_else_s_is_not_found(session: Session, cast: Cast, signed_in: SignIn) -> None:
    row = held(session, cast, date(2026, 2, 3))
    bilal = signed_in(cast.bilal)

    bilal.visits(f"{POINTS}/{row.id}", status=404)
    assert bilal.posts(f"{POINTS}/{row.id}/preparation", montrer="1").status_code == 404
    assert "Chercher un stage" not in bilal.visits(POINTS).text


def test_those_before_are_given_20_at_a_time(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    for number in range(45):
        held(session, cast, date(2020, 1, 1) + timedelta(days=number), decisions=f"n° {number}.")
    amina = signed_in(cast.amina)

    seen, path = [], POINTS
    while path:
        page = amina.visits(path)
        seen += ["".join(quote.itertext()) for quote in page.all("blockquote")]
        path = next((link for link in page.links() if "avant=" in link), "")

    assert seen == [f"n° {number}." for number in reversed(range(45))]


def test_it_costs_the_same_for_one_as_for_many(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    held(session, cast, date(2026, 2, 3))
    planned(session, cast)
    amina = signed_in(cast.amina)
    amina.visits(POINTS)
    with statements() as few:
        amina.visits(POINTS)
    for number in range(15):
        held(session, cast, date(2025, 1, 1) + timedelta(days=number))
        planned(session, cast, date(2026, 4, 1) + timedelta(days=number))
    with statements() as many:
        amina.visits(POINTS)

    assert len(many) == len(few)
