"""Every sentence is translated, and says the same placeholders in every language."""

from backend.web.language import NAMES, SOURCE
from tools.catalogues import catalogues, faults


def test_every_language_offered_has_a_catalogue() -> None:
    assert {path.parts[-3] for path in catalogues()} == set(NAMES) - {SOURCE}


def test_nothing_is_left_untranslated() -> None:
    assert faults() == []
