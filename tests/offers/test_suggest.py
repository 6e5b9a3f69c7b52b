"""Solutions are suggested after what she said, and each says why."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from backend.assessments import own_views
from backend.assessments.models import Agreement, Feeling
from backend.assessments.own_views import AnswerFacts
from backend.catalogue.models import Kind, Offer, Sheet
from backend.catalogue.needs import LABELS, needs_met
from backend.catalogue.tokens import words_in
from backend.offers.difficulties import DIFFICULTIES
from backend.offers.models import Kept
from backend.offers.reasons import quoted
from backend.offers.suggestions import Suggestion, silence, suggestions_for, unsilence
from backend.offers.trades import is_named, trades_in
from backend.people.models import Person
from backend.projects.models import ObjectiveAnswer, ObjectiveStatus, ProjectVersion, Stance
from backend.referrals.models import Origin, Referral, Status
from backend.search import vocabulary
from backend.vocabulary.situations import SITUATIONS
from backend.vocabulary.themes import Theme
from tests.appointments.saving import statements
from tests.assessments.saving import recorded
from tests.cast import Cast, saved
from tests.conftest import NOON
from tests.offers.solutions import solution
from tests.projects.saving import objective

TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def nursery(session: Session) -> Offer:
    return solution(session)


def rent(session: Session, code: str = "dora--loyer") -> Offer:
    return solution(
        session,
        code,
        name="Garder son logement",
        description="Vous avez des loyers en retard.",
        themes="logement-hebergement--reduire-les-impayes-de-loyer",
    )


def suggested(session: Session, person: Person, **others: Any) -> list[Suggestion]:
    return suggestions_for(session, person, today=TODAY, **others)


def says(
    session: Session,
    person: Person,
    theme: Theme = Theme.FAMILY,
    feeling: Feeling = Feeling.HARD,
    *situations: str,
) -> None:
    told = AnswerFacts(theme=theme, feeling=feeling, situations=situations)
    own_views.answer(session, person, told, now=NOON)
    session.commit()


def test_what_she_ticked_is_met_and_told(session: Session, cast: Cast, nursery: Offer) -> None:
    says(session, cast.amina, Theme.FAMILY, Feeling.HARD, "no_childcare")
    (only,) = suggested(session, cast.amina)
    assert only.need is Theme.FAMILY
    assert only.because == (
        "parce que vous avez noté\u00a0: enfant de moins de 3 ans sans mode de garde"
    )
    assert [row.offer_id for row in only.rows] == [nursery.id]
    assert only.href == (
        "/solutions?besoin=contraintes_familiales&thematique=famille--garde-denfants"
    )


def test_what_is_heavy_is_met_and_told(session: Session, cast: Cast) -> None:
    rent(session)
    says(session, cast.amina, Theme.FAMILY, Feeling.HARD)
    says(session, cast.amina, Theme.HOUSING, Feeling.BLOCKS)
    assert [one.because for one in suggested(session, cast.amina)] == [
        "parce que vous avez dit que cela vous bloque\u00a0: logement",
        "parce que vous avez dit que c’est difficile\u00a0: famille et garde d’enfants",
    ]


@pytest.mark.parametrize("feeling", [Feeling.FINE, Feeling.SILENT])
def test_nothing_is_suggested_where_she_is_fine_or_would_rather_not_say(
    session: Session, cast: Cast, feeling: Feeling
) -> None:
    recorded(session, cast.amina, cast.claire, Theme.FAMILY, "no_childcare")
    objective(session, cast, "Faire garder ses enfants", theme=Theme.FAMILY)
    says(session, cast.amina, Theme.FAMILY, feeling, "no_childcare")
    assert suggested(session, cast.amina) == []


def test_the_answer_under_way_counts_before_the_last_view(session: Session, cast: Cast) -> None:
    says(session, cast.amina)
    view = own_views.standing(session, cast.amina).draft
    assert view is not None
    own_views.finish(session, cast.amina, view, shown=False, now=NOON)
    assert len(suggested(session, cast.amina)) == 1
    says(session, cast.amina, Theme.FAMILY, Feeling.FINE)
    assert suggested(session, cast.amina) == []


def test_what_is_noted_in_her_situation_is_met_and_told(session: Session, cast: Cast) -> None:
    recorded(session, cast.amina, cast.claire, Theme.FAMILY, "no_childcare")
    (only,) = suggested(session, cast.amina)
    noted = "enfant de moins de 3 ans sans mode de garde"
    assert only.because == f"parce que c’est noté dans votre situation\u00a0: {noted}"


def test_a_resource_suggests_nothing(session: Session, cast: Cast) -> None:
    solution(session, "dora--permis", themes="mobilite--preparer-un-permis")
    recorded(session, cast.amina, cast.claire, Theme.MOBILITY, "car_licence")
    assert suggested(session, cast.amina) == []


def test_what_is_over_or_old_suggests_nothing(session: Session, cast: Cast) -> None:
    line = recorded(session, cast.amina, cast.claire, Theme.FAMILY, "no_childcare")
    line.observed_on = date(2023, 1, 1)
    session.commit()
    assert suggested(session, cast.amina) == []
    line.observed_on, line.ended_on = date(2026, 1, 1), date(2026, 2, 1)
    session.commit()
    assert suggested(session, cast.amina) == []


def test_what_she_disagreed_with_suggests_nothing(session: Session, cast: Cast) -> None:
    line = recorded(session, cast.amina, cast.claire, Theme.FAMILY, "no_childcare")
    saved(session, Agreement(observation_id=line.id, agrees=False, said_at=NOON))
    assert suggested(session, cast.amina) == []
    saved(session, Agreement(observation_id=line.id, agrees=True, said_at=NOON))  # the last word
    assert len(suggested(session, cast.amina)) == 1


def test_an_open_objective_is_met_and_told(session: Session, cast: Cast) -> None:
    objective(session, cast, "Faire garder ses enfants", theme=Theme.FAMILY)
    (only,) = suggested(session, cast.amina)
    assert only.because == "parce que c’est un de vos objectifs\u00a0: Faire garder ses enfants"


def test_an_objective_that_is_over_or_not_hers_suggests_nothing(
    session: Session, cast: Cast
) -> None:
    objective(session, cast, theme=Theme.FAMILY, status=ObjectiveStatus.REACHED)
    objective(session, cast, theme=None)
    refused = objective(session, cast, theme=Theme.FAMILY)
    answer = ObjectiveAnswer(objective_id=refused.id, stance=Stance.NOT_MINE, answered_at=NOON)
    saved(session, answer)
    assert suggested(session, cast.amina) == []


def test_a_trade_of_her_project_is_seen_in_a_company(session: Session, cast: Cast) -> None:
    facts: dict[str, Any] = {
        "kind": Kind.IMMERSION,
        "name": "Immersion d’une semaine en boulangerie",
        "description": "Voir le métier de boulanger dans une entreprise d’Albi.",
        "themes": "choisir-un-metier--decouvrir-un-metier-ou-un-secteur-dactivite",
    }
    bakery = solution(session, "dora--fournil", **facts)
    garage = solution(
        session,
        "dora--garage",
        **(facts | {"name": "Immersion en mécanique", "description": "Auto."}),
    )
    for offer in (bakery, garage):
        sheet = session.exec(select(Sheet).where(Sheet.offer_id == offer.id)).one()
        vocabulary.learn(session, words_in(sheet))
    vocabulary.count(session)
    words = "Je veux devenir boulangère"
    saved(session, ProjectVersion(person_id=cast.amina.id, words=words, written_at=NOON))
    (only,) = suggested(session, cast.amina)
    assert only.because == f"parce que votre projet dit\u00a0: «\u00a0{words}\u00a0»"
    assert [row.offer_id for row in only.rows] == [bakery.id]
    assert only.href == "/solutions?genre=immersion"  # her words are in no address


@pytest.mark.parametrize("words", ["Trouver un emploi stable près de chez moi", "…"])
def test_a_project_that_names_no_trade_suggests_nothing(
    session: Session, cast: Cast, words: str
) -> None:
    solution(session, "dora--fournil", kind=Kind.IMMERSION, name="Immersion : un emploi stable")
    saved(session, ProjectVersion(person_id=cast.amina.id, words=words, written_at=NOON))
    assert suggested(session, cast.amina) == []


def test_the_trade_of_her_project_is_the_one_that_is_seen() -> None:
    assert set(trades_in("Je voudrais travailler en boulangerie, le matin").values()) == {
        "boulangerie"
    }
    sheet = Sheet(
        offer_id=1,
        since=1,
        digest="",
        name="",
        description="",
        updated_on=TODAY,
        tokens="w_boulanger t_soudeur",  # spoken of, and not what it is
    )
    assert not is_named(sheet, trades_in("boulangerie"))
    assert is_named(sheet, trades_in("la soudure"))
    assert not trades_in("Un emploi avec des horaires pour mes deux enfants")
    assert trades_in("Travailler avec des enfants")


def test_two_solutions_a_reason_and_one_reason_a_need(session: Session, cast: Cast) -> None:
    for number in range(3):
        solution(session, f"dora--{number}")
    says(session, cast.amina, Theme.FAMILY, Feeling.HARD, "no_childcare", "family_hours")
    (only,) = suggested(session, cast.amina)
    assert len(only.rows) == 2


def test_no_more_than_asked(session: Session, cast: Cast) -> None:
    rent(session)
    says(session, cast.amina)
    says(session, cast.amina, Theme.HOUSING)
    assert len(suggested(session, cast.amina)) == 2
    assert len(suggested(session, cast.amina, limit=1)) == 1


def test_what_meets_the_need_is_suggested_when_nothing_meets_the_situation(
    session: Session, cast: Cast, nursery: Offer
) -> None:
    says(session, cast.amina, Theme.FAMILY, Feeling.BLOCKS, "family_carer")
    (only,) = suggested(session, cast.amina)
    assert [row.offer_id for row in only.rows] == [nursery.id]
    assert only.href == "/solutions?besoin=contraintes_familiales"


def test_what_she_keeps_is_not_suggested(session: Session, cast: Cast, nursery: Offer) -> None:
    says(session, cast.amina)
    saved(session, Kept(person_id=cast.amina.id, offer_id=nursery.id, kept_at=NOON))
    assert suggested(session, cast.amina) == []


def test_what_she_asked_for_is_not_suggested(session: Session, cast: Cast, nursery: Offer) -> None:
    says(session, cast.amina)
    asked = Referral(
        person_id=cast.amina.id,
        offer_id=nursery.id,
        origin=Origin.ASKED,
        status=Status.ASKED,
        created_at=NOON,
        changed_at=NOON,
    )
    saved(session, asked)
    assert suggested(session, cast.amina) == []


def test_a_need_is_silenced_and_taken_back(session: Session, cast: Cast) -> None:
    rent(session)
    says(session, cast.amina)
    says(session, cast.amina, Theme.HOUSING)
    silence(session, cast.amina, Theme.FAMILY, NOON)
    silence(session, cast.amina, Theme.FAMILY, NOON)  # twice is once
    assert [one.need for one in suggested(session, cast.amina)] == [Theme.HOUSING]
    unsilence(session, cast.amina, Theme.FAMILY)
    assert len(suggested(session, cast.amina)) == 2


def test_everything_is_silenced_and_taken_back(session: Session, cast: Cast) -> None:
    says(session, cast.amina)
    silence(session, cast.amina, "*", NOON)
    assert suggested(session, cast.amina) == []
    unsilence(session, cast.amina, "*")
    assert len(suggested(session, cast.amina)) == 1


def test_nothing_is_said_to_nobody_else(session: Session, cast: Cast) -> None:
    says(session, cast.amina, Theme.FAMILY, Feeling.HARD, "no_childcare")
    silence(session, cast.amina, Theme.HOUSING, NOON)
    assert suggested(session, cast.bilal) == []


def test_a_solution_of_another_territory_is_not_suggested(session: Session, cast: Cast) -> None:
    says(session, cast.bilal)
    assert suggested(session, cast.bilal) == []


def test_a_long_file_asks_as_much_of_the_database_as_a_short_one(
    session: Session, cast: Cast
) -> None:
    recorded(session, cast.amina, cast.claire, Theme.FAMILY, "no_childcare")
    assert len(_asked(session, cast)) <= 12
    short = len(_asked(session, cast))
    for _ in range(20):
        recorded(session, cast.amina, cast.claire, Theme.FAMILY, "no_childcare")
        objective(session, cast, theme=Theme.FAMILY)
    assert len(_asked(session, cast)) <= short + 1


def _asked(session: Session, cast: Cast) -> list[str]:
    session.refresh(cast.amina)
    with statements() as asked:
        suggested(session, cast.amina)
    return asked


def test_each_difficulty_is_a_situation_that_a_need_meets() -> None:
    training = {code for code, theme in DIFFICULTIES.items() if theme.startswith("se-former")}
    for situation, theme in DIFFICULTIES.items():
        assert theme in LABELS
        expected = Theme.TRAINING if situation in training else SITUATIONS[situation].theme
        assert needs_met(theme)[0] is expected


def test_words_are_quoted_whole() -> None:
    assert quoted("  devenir\n boulangère ") == "devenir boulangère"
    long = quoted("devenir aide-soignante dans une maison de retraite près de chez moi à Albi")
    assert long == "devenir aide-soignante dans une maison de retraite près de…"
