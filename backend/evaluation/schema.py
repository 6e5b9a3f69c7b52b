"""What each column of the open data holds: a Table Schema, in French as the files are."""

from collections.abc import Iterable, Mapping
from typing import Any

from backend.evaluation.models import Cut
from backend.evaluation.open_data import CODES, LANGUAGE, OPEN, Line
from backend.evaluation.periods import PATTERN
from backend.surveys.models import Moment
from backend.surveys.words import MOMENTS
from backend.vocabulary.themes import LABELS, Theme
from backend.web.language import gettext, speaking

Json = dict[str, Any]
NEEDED = {"required": True}
A_RATE = {"minimum": 0, "maximum": 1}
AN_INTERVAL = "Intervalle de confiance de Wilson à 95 %, arrondi à 4 chiffres après le point."
MODALITIES = sorted({code.value for codes in CODES.values() for code in codes})


def field(name: str, kind: str, title: str, description: str, **constraints: object) -> Json:
    return {
        "name": name,
        "type": kind,
        "title": title,
        "description": description,
        "constraints": constraints,
    }


def schema() -> Json:
    fields = [*_whom(), *_what(), *_figures()]
    assert [one["name"] for one in fields] == list(Line._fields)  # noqa: S101
    return {"fields": fields, "missingValues": [""]}


def _whom() -> list[Json]:
    return [
        field(
            "periode",
            "string",
            "Trimestre",
            "L’année et le trimestre où l’avis a été demandé, par exemple 2026-T3.",
            pattern=PATTERN,
            **NEEDED,
        ),
        field(
            "territoire",
            "string",
            "Territoire",
            "Code Insee du département, par exemple 81.",
            minLength=1,
            **NEEDED,
        ),
        field(
            "decoupage",
            "string",
            "Découpage",
            "Ce que compte la ligne : tout le territoire (territory), une structure (structure), "
            "un moment du parcours (moment), un thème (theme), ou une structure à un moment "
            "(structure_moment). Ne pas additionner des lignes de découpages différents.",
            enum=[cut.value for cut in Cut],
            **NEEDED,
        ),
        field(
            "structure_id",
            "integer",
            "Numéro de la structure",
            "Stable d’un trimestre à l’autre. Vide : toutes, plusieurs réunies, ou aucune.",
            minimum=1,
        ),
        field(
            "structure",
            "string",
            "Structure",
            "Son nom aujourd’hui. Vide : toutes, plusieurs réunies, ou aucune.",
        ),
        field(
            "moment",
            "string",
            "Moment du parcours",
            f"Vide : tous, ou plusieurs réunis. {_listed(MOMENTS)}",
            enum=[moment.value for moment in Moment],
        ),
        field(
            "theme",
            "string",
            "Thème",
            f"Vide : tous, plusieurs réunis, ou aucun. {_listed(LABELS)}",
            enum=[theme.value for theme in Theme],
        ),
        field(
            "regroupement",
            "string",
            "Groupes réunis",
            "« oui » quand plusieurs groupes trop petits sont comptés ensemble.",
            enum=["oui", "non"],
            **NEEDED,
        ),
    ]


def _what() -> list[Json]:
    return [
        field(
            "question",
            "string",
            "Question",
            "Les trois visages (satisfaction), « cela a aidé à avancer » (helped), les obstacles "
            "(obstacles), et les deux questions courtes du territoire (first, second).",
            enum=[asked.value for asked in OPEN],
            **NEEDED,
        ),
        field(
            "version",
            "integer",
            "Version du questionnaire",
            "Des questions courtes seulement : leurs versions ne sont jamais mélangées. Vide : la "
            "question est la même pour tous.",
            minimum=1,
        ),
        field(
            "question_texte",
            "string",
            "Texte de la question",
            "En français, comme elle est posée.",
            **NEEDED,
        ),
        field(
            "modalite",
            "string",
            "Réponse",
            "Le code de la réponse.",
            enum=MODALITIES,
            **NEEDED,
        ),
        field("modalite_texte", "string", "Texte de la réponse", "En français.", **NEEDED),
    ]


def _figures() -> list[Json]:
    return [
        field(
            "n",
            "integer",
            "Nombre de réponses",
            "Combien de réponses ont été celle-ci.",
            minimum=0,
            **NEEDED,
        ),
        field(
            "reponses",
            "integer",
            "Réponses à la question",
            "Le dénominateur du taux : les réponses à cette question (sans « je ne sais pas » pour "
            "helped). Pour les obstacles : les personnes que cela n’a pas aidées, ou un peu "
            "seulement ; elles peuvent en dire plusieurs, et les plus rares ne sont pas publiés.",
            minimum=1,
        ),
        field(
            "sollicitations",
            "integer",
            "Avis demandés",
            "Combien d’avis ont été demandés à ce groupe dans le trimestre.",
            minimum=1,
        ),
        field(
            "taux",
            "number",
            "Taux",
            "n divisé par reponses, entre 0 et 1, arrondi à 4 chiffres après le point. Aucun "
            "redressement.",
            **A_RATE,
        ),
        field("ic_bas", "number", "Bas de l’intervalle", AN_INTERVAL, **A_RATE),
        field("ic_haut", "number", "Haut de l’intervalle", AN_INTERVAL, **A_RATE),
        field(
            "methode_version",
            "integer",
            "Version de la méthode",
            "Change quand la façon de compter ou de protéger les réponses change.",
            minimum=1,
            **NEEDED,
        ),
    ]


def _listed(labels: Mapping[Any, str]) -> str:
    """« claim : Après la réponse à une demande ; review : … »"""
    with speaking(LANGUAGE):
        return f"{' ; '.join(_said(labels))}."


def _said(labels: Mapping[Any, str]) -> Iterable[str]:
    return [f"{code.value} : {gettext(words)}" for code, words in labels.items()]
