from data_inclusion.schema import v1

from backend.catalogue.needs import CATEGORIES, LABELS, category_of, needs_met
from backend.vocabulary.themes import DIAGNOSTIC, Theme
from backend.web.language import gettext, speaking


def test_every_thematique_has_plain_words() -> None:
    assert set(LABELS) == {theme.value for theme in v1.Thematique}
    assert len(set(LABELS.values())) == len(LABELS)


def test_they_are_short_in_french() -> None:
    assert gettext(LABELS["famille--garde-denfants"]) == "Trouver une garde d’enfants"
    assert gettext(LABELS["logement-hebergement--reduire-les-impayes-de-loyer"]) == (
        "Payer mon loyer"
    )
    assert all(len(gettext(label).split()) <= 6 for label in LABELS.values())


def test_they_are_said_in_arabic() -> None:
    with speaking("ar"):
        assert all(gettext(label) != label for label in LABELS.values())


def test_ten_needs_meet_the_sixteen_categories() -> None:
    met = {category for categories in CATEGORIES.values() for category in categories}
    assert met == {category.value for category in v1.Categorie}
    assert tuple(CATEGORIES) == DIAGNOSTIC


def test_a_solution_meets_the_needs_of_its_thematiques() -> None:
    themes = "numerique--acquerir-un-equipement famille--garde-denfants"
    assert needs_met(themes) == [Theme.FAMILY, Theme.DIGITAL]
    assert needs_met("") == []
    assert category_of("sante--addictions") == "sante"
