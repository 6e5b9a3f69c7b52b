"""What the pages of a search say: the form as it was filled in, the filters, the results."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from backend import clock
from backend.catalogue.finding import Found
from backend.catalogue.needs import CATEGORIES, category_of
from backend.catalogue.needs import LABELS as THEMES
from backend.offers.asking import DISTANCES, Asked
from backend.offers.opening import hours_of
from backend.offers.placing import Place
from backend.offers.words import KINDS, PUBLICS
from backend.vocabulary.themes import ICONS, LABELS
from backend.web import forms
from backend.web.forms import Form
from backend.web.language import N_

ONLINE = {True: N_("By phone or on the internet"), False: N_("On site")}
ALONE = N_("I can go there by myself")
FREE = N_("Free of charge")
NOTHING = Asked()


class Filter(NamedTuple):
    label: str  # marked by N_, or her own words
    href: str  # the same search without it
    is_hers: bool = False  # nothing to translate


def told_of(asked: Asked, place: Place, found: Found | None) -> dict[str, Any]:
    """All that a page of a search says; addresses name the commune that was meant."""
    if place.commune is not None:
        asked = replace(asked, commune_code=place.commune.code, place="")
    elif not place.problem:
        asked = replace(asked, commune_code="", place="")
    return {
        "asked": asked,
        "place": place,
        "found": found,
        "form": _form(asked, place),
        "looked_for": _looked_for(asked),
        "filters": list(_filters(asked)),
        "needs": [(need, LABELS[need], ICONS[need]) for need in CATEGORIES],
        "labels": LABELS,
        "themes": _themes(asked),
        "theme_labels": THEMES,
        "distances": DISTANCES,
        "kinds": KINDS,
        "publics": PUBLICS,
        "hours_of": partial(hours_of, now=clock.now()),
    }


def _form(asked: Asked, place: Place) -> Form[Any]:
    values = asked.parameters() | {"distance": str(asked.distance_km)}
    if place.commune is not None:
        values["lieu"] = place.commune.name
    form: Form[Any] = forms.empty(**values)
    if place.problem and asked.is_search:
        form.refuse("lieu", place.problem)
    return form


def _filters(asked: Asked) -> Iterator[Filter]:
    """What can be taken away one by one; what the title says alone is not among them."""
    chosen = {
        "words": asked.words if asked.need or asked.kind else "",
        "need": LABELS[asked.need] if asked.need and (asked.words or asked.theme) else "",
        "theme": THEMES.get(asked.theme, ""),
        "online": ONLINE[asked.online] if asked.online is not None else "",
        "free": FREE if asked.free else "",
        "public": PUBLICS.get(asked.public, ""),
        "alone": ALONE if asked.alone else "",
        "kind": KINDS[asked.kind] if asked.kind else "",
    }
    for name, label in chosen.items():
        without = {name: getattr(NOTHING, name)} | ({"theme": ""} if name == "need" else {})
        if label:
            yield Filter(label, asked.address(**without), is_hers=name == "words")


def _themes(asked: Asked) -> list[tuple[str, str]]:
    """What her need may be, more precisely."""
    if asked.need is None or asked.theme:
        return []
    categories = set(CATEGORIES[asked.need])
    return [(code, label) for code, label in THEMES.items() if category_of(code) in categories]


def _looked_for(asked: Asked) -> Filter:
    """In a word, for the title."""
    if asked.theme:
        return Filter(THEMES[asked.theme], "")
    if asked.need is not None:
        return Filter(LABELS[asked.need], "")
    if asked.words:
        return Filter(asked.words, "", is_hers=True)
    return Filter(KINDS[asked.kind] if asked.kind else N_("All the solutions"), "")
