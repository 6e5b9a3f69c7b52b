"""France Travail's « dossier individu »: what is read of it, and what it means here."""

from collections.abc import Iterator
from datetime import date, datetime, tzinfo
from typing import Annotated, Any, NamedTuple

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from backend.assessments.actions import SituationFacts
from backend.projects.actions import ObjectiveFacts
from backend.projects.models import ObjectiveStatus
from backend.vocabulary import situations
from backend.vocabulary.themes import Theme

THEMES = {  # of a constraint, by its code
    "23": Theme.MOBILITY,
    "24": Theme.FAMILY,
    "25": Theme.HEALTH,
    "26": Theme.FRENCH,
    "27": Theme.HOUSING,
    "28": Theme.MONEY,
    "29": Theme.ADMINISTRATION,
}
NEEDS = {  # of a trade, by the need's code
    **dict.fromkeys(("1", "2", "3", "4"), Theme.CHOOSE_A_TRADE),
    **dict.fromkeys(("5", "6"), Theme.TRAIN),
    **dict.fromkeys(("8", "9", "10", "11"), Theme.APPLY),
    **dict.fromkeys(("12", "13", "14", "15"), Theme.FIND_A_JOB),
    **dict.fromkeys(("16", "17", "18"), Theme.CREATE_A_COMPANY),
    **dict.fromkeys(("19", "20", "21"), Theme.GO_ABROAD),
}
AIMS = {
    "EN_COURS": ObjectiveStatus.IN_PROGRESS,
    "REALISE": ObjectiveStatus.REACHED,
    "ABANDONNE": ObjectiveStatus.GIVEN_UP,
}
YES, CLOSED, NEED, STRENGTH = "OUI", "CLOTUREE", "BESOIN", "POINT_FORT"
STRENGTH_IN_WORDS = "Point fort : %s"


def _or_none_of_them(given: Any) -> Any:  # noqa: ANN401 (as JSON gives it)
    return [] if given is None else given


Many = BeforeValidator(_or_none_of_them)


class Part(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True, str_strip_whitespace=True)


class Item(Part):
    code: str = Field(max_length=20)
    label: str = Field(alias="libelle", max_length=300)
    value: str = Field(alias="valeur", max_length=40)


class Constraint(Part):
    code: str
    value: str = Field(alias="valeur")
    date: datetime | None = None
    situations: Annotated[list[Item], Many] = []
    aims: Annotated[list[Item], Many] = Field([], alias="objectifs")


class Constraints(Part):
    changed_at: datetime | None = Field(None, alias="dateDeModification")
    constraints: Annotated[list[Constraint], Many] = Field([], alias="contraintes")


class Trade(Part):
    changed_at: datetime | None = Field(None, alias="dateMiseAJour")
    needs: Annotated[list[Item], Many] = Field([], alias="besoins")


class Dossier(Part):
    identifier: str | None = Field(
        None, validation_alias=AliasChoices("identifiant_unique_de", "identifiant")
    )
    personal: Constraints | None = Field(None, alias="contraintesIndividusDto")
    trades: Annotated[list[Trade], Many] = Field([], alias="besoinsParDiagnosticIndividuDtos")

    @property
    def is_one(self) -> bool:
        return self.personal is not None or bool(self.trades)


class Told(NamedTuple):
    """A line the dossier speaks of: `facts` is None when it says that it is not, or no longer."""

    reference: tuple[str, str]  # kind and code
    facts: SituationFacts | None
    on: date


class Aim(NamedTuple):
    reference: tuple[str, str]
    facts: ObjectiveFacts
    status: ObjectiveStatus


def _day(moment: datetime | None, zone: tzinfo, today: date) -> date:
    """France Travail writes the eve at 23:00 UTC for a day in Paris."""
    return min(moment.astimezone(zone).date(), today) if moment else today


def observations_of(dossier: Dossier, zone: tzinfo, today: date) -> Iterator[Told]:
    for theme, constraint, day in _constraints(dossier, zone, today):
        for item in constraint.situations:
            holds = constraint.value != CLOSED and item.value == YES
            facts = _situation(theme, item.label, day) if holds else None
            yield Told(("situation", item.code), facts, day)
    yield from _needs(dossier, zone, today)


def _constraints(
    dossier: Dossier, zone: tzinfo, today: date
) -> Iterator[tuple[Theme, Constraint, date]]:
    personal = dossier.personal or Constraints()
    for constraint in personal.constraints:
        if constraint.code in THEMES:
            day = _day(constraint.date or personal.changed_at, zone, today)
            yield THEMES[constraint.code], constraint, day


def _situation(theme: Theme, label: str, day: date) -> SituationFacts:
    term = situations.find(label, theme)
    return SituationFacts(
        theme=theme,
        situation=term.code if term else "",
        words="" if term else label,
        observed_on=day,
    )


def _needs(dossier: Dossier, zone: tzinfo, today: date) -> Iterator[Told]:
    """A need of one trade is a need, whatever she is good at for another."""
    found: dict[str, tuple[Item, date]] = {}
    for trade in dossier.trades:
        day = _day(trade.changed_at, zone, today)
        for item in trade.needs:
            known = found.get(item.code)
            if item.code in NEEDS and (known is None or _weight(item) > _weight(known[0])):
                found[item.code] = (item, day)
    for code, (item, day) in found.items():
        for value, kind, words in ((NEED, "need", "%s"), (STRENGTH, "strength", STRENGTH_IN_WORDS)):
            holds = item.value == value
            said = SituationFacts(theme=NEEDS[code], words=words % item.label, observed_on=day)
            yield Told((kind, code), said if holds else None, day)


def _weight(item: Item) -> int:
    return {NEED: 2, STRENGTH: 1}.get(item.value, 0)


def aims_of(dossier: Dossier, zone: tzinfo, today: date) -> Iterator[Aim]:
    for theme, constraint, day in _constraints(dossier, zone, today):
        for item in constraint.aims:
            if item.value in AIMS:
                facts = ObjectiveFacts(words=item.label, set_on=day, theme=theme)
                yield Aim(("aim", item.code), facts, AIMS[item.value])
