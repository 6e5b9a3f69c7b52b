"""The rights of a territory from the command line: rules of the kinds, contacts, the team."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import click
from sqlmodel import Session

from backend import clock
from backend.board.actions import REACHED, name_team, reach_service, set_contact
from backend.claims.clocks import Delay, DelayRefused
from backend.claims.rules import Rule, rule_of, rules_of
from backend.claims.ruling import RuleRefused, Ruling, Setter, forget_rule, set_rule
from backend.claims.states import Appeal, Kind, Silence
from backend.commands.installation import database
from backend.database import reading, writing
from backend.law.models import Body, LegalContact
from backend.territories.models import Structure, Territory
from backend.territories.queries import structure_named, structure_of, territory_with_code

KINDS = click.Choice([kind.value for kind in Kind])


@click.group()
def claims() -> None:
    """Requests people make: by which rules, and who answers."""


@claims.command("list")
@click.argument("code")
def show(code: str) -> None:
    """The rules of each kind in the territory CODE, and the services it names."""
    with reading(database()) as session:
        territory = _territory(session, code)
        for rule in rules_of(session, territory.id):
            click.echo(_line(session, rule))


def _line(session: Session, rule: Rule) -> str:
    told = rule.told
    service = told.service.value
    if rule.structure_id is not None:
        service = structure_of(session, rule.structure_id).name
    parts = (
        rule.kind.value,
        str(told.delay),
        told.silence.value,
        told.article,
        told.appeal.value,
        f"{told.answer_days} days",
        service,
    )
    return " | ".join(parts)


@claims.command("set")
@click.argument("code")
@click.argument("kind", type=KINDS)
@click.option("--delay", help="« 2 months », « 15 days », « 1 week ».")
@click.option("--silence", type=click.Choice([one.value for one in Silence]))
@click.option("--article", help="Of the table of the law: « CRPA L231-4 ».")
@click.option("--appeal", type=click.Choice([one.value for one in Appeal]))
@click.option("--service", help="The structure in charge, by its name.")
@click.option("--answer-days", type=int, help="Days within which an answer is promised.")
@click.option("--usual", is_flag=True, help="Go back to the rule every territory has.")
def set_kind(code: str, kind: str, *, usual: bool, **said: str | int | None) -> None:
    """Change the rule of KIND in the territory CODE; requests already received keep their dates."""
    with writing(database()) as session:
        setter = _setter(session, code)
        if usual:
            forget_rule(session, setter, Kind(kind))
        else:
            _set(session, setter, Kind(kind), said)
        session.flush()
        click.echo(_line(session, rule_of(session, setter.territory.id, Kind(kind))))


def _set(session: Session, setter: Setter, kind: Kind, said: dict[str, str | int | None]) -> None:
    known = rule_of(session, setter.territory.id, kind)
    structure = structure_of(session, known.structure_id) if known.structure_id else None
    if said["service"]:
        structure = _structure(session, setter.territory, str(said["service"]))
    ruling = Ruling.of(known.told, structure)
    try:
        set_rule(session, setter, kind, replace(ruling, **_changes(said)))
    except (DelayRefused, RuleRefused) as refusal:
        raise click.ClickException(str(refusal)) from None


READ: Mapping[str, Callable[[Any], object]] = {
    "delay": Delay.read,
    "silence": Silence,
    "article": str,
    "appeal": Appeal,
    "answer_days": int,
}


def _changes(said: dict[str, str | int | None]) -> dict[str, object]:
    """Raises DelayRefused."""
    return {name: read(value) for name, read in READ.items() if (value := said[name]) is not None}


@claims.command("contact")
@click.argument("code")
@click.argument("body", type=click.Choice([one.value for one in Body]))
@click.option("--name", required=True, help="As it reads inside a sentence.")
@click.option("--address", default="")
@click.option("--email", default="")
@click.option("--phone", default="")
@click.option("--website", default="")
def contact(code: str, body: str, **reached: str) -> None:
    """Say how to reach BODY from the territory CODE: it is written on receipts."""
    with writing(database()) as session:
        set_contact(session, _setter(session, code), LegalContact(body=Body(body), **reached))
    click.echo(", ".join(reached[name] for name in REACHED if reached[name]))


@claims.command("service")
@click.argument("code")
@click.argument("structure")
@click.option("--phone", default="")
@click.option("--email", default="", help="It is told that something waits, naming nobody.")
@click.option("--address", default="")
def service(code: str, structure: str, **reached: str) -> None:
    """Say how to reach STRUCTURE of the territory CODE: it is written on receipts."""
    with writing(database()) as session:
        setter = _setter(session, code)
        found = _structure(session, setter.territory, structure)
        reach_service(
            session, setter, found, **{name: value for name, value in reached.items() if value}
        )
        click.echo(", ".join(filter(None, (found.address, found.email, found.phone))))


@claims.command("team")
@click.argument("code")
@click.argument("structure")
@click.option("--phone", default="")
@click.option("--email", default="", help="It is told of late requests, naming nobody.")
@click.option("--address", default="")
def team(code: str, structure: str, **reached: str) -> None:
    """Make STRUCTURE the team of the territory CODE, created if there is none of that name."""
    with writing(database()) as session:
        setter = _setter(session, code)
        named = structure_named(session, code, structure) or Structure(
            territory_id=setter.territory.id, name=structure
        )
        for name, value in reached.items():
            setattr(named, name, value or getattr(named, name))
        name_team(session, setter, named)
    click.echo(f"{structure} is the team of {setter.territory.name}.")


def _setter(session: Session, code: str) -> Setter:
    return Setter(_territory(session, code), "command", clock.now())


def _territory(session: Session, code: str) -> Territory:
    found = territory_with_code(session, code)
    if found is None:
        raise click.ClickException(f"There is no territory {code}.")
    return found


def _structure(session: Session, territory: Territory, name: str) -> Structure:
    found = structure_named(session, territory.code, name)
    if found is None:
        raise click.ClickException(f"No structure named {name!r} in territory {territory.code!r}.")
    return found
