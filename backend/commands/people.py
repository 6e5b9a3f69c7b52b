"""Territories, advisers and people, from the command line."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import click
from sqlmodel import Session

from backend import clock
from backend.commands.installation import database, settings
from backend.database import writing
from backend.people import credentials, invitations
from backend.people.hashing import hashed
from backend.people.imports import ColumnsMissing, import_people
from backend.people.models import Adviser, FieldOfWork, Person
from backend.people.names import letters
from backend.people.passphrases import normalised, why_refused
from backend.people.queries import born_on
from backend.territories.models import DEFAULT_ACCENT, DEFAULT_BRAND, Structure, Territory
from backend.territories.queries import structure_named, territory_with_code
from backend.territories.themes import ColourRefused, check_colours
from backend.web.language import NAMES

LOGO_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp"}
LOGO_SIZE = 50_000  # bytes: it is fetched on the phone


@click.group()
def territory() -> None:
    """The territories that run the service here."""


@territory.command("create")
@click.argument("code")
@click.argument("name")
@click.option("--phone", required=True, help="Whom anybody may call.")
@click.option("--timezone", default="Europe/Paris", show_default=True)
@click.option("--languages", default=",".join(NAMES), show_default=True)
@click.option("--email", default="")
@click.option("--brand", default=DEFAULT_BRAND, show_default=True)
@click.option("--accent", default=DEFAULT_ACCENT, show_default=True)
@click.option(
    "--review-months",
    type=click.IntRange(1, 24),
    default=3,
    show_default=True,
    help="From one point de situation to the next.",
)
@click.option(
    "--longest-wait-days",
    type=click.IntRange(7, 365),
    default=30,
    show_default=True,
    help="Between two steps; longer waits are pointed out.",
)
@click.option("--logo", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--structure", multiple=True, help="A structure that works there; repeat it.")
def create_territory(logo: Path | None, structure: tuple[str, ...], **facts: Any) -> None:  # noqa: ANN401 (an option of each type)
    """Create a territory; CODE is its Insee code, such as 81 or 973."""
    _check_territory(facts)
    created = Territory(created_at=clock.now(), **facts)
    if logo:
        created.logo, created.logo_type = _logo(logo)
    with writing(database()) as session:
        if territory_with_code(session, created.code):
            raise click.ClickException(f"There is a territory {created.code} already.")
        session.add(created)
        session.flush()
        for name in structure:
            session.add(Structure(territory_id=created.id, name=name, phone=created.phone))
    click.echo(f"{created.name} is ready.")


def _check_territory(facts: dict[str, str]) -> None:
    if facts["timezone"] not in available_timezones():
        raise click.ClickException(f"{facts['timezone']!r} is not a time zone of the IANA list.")
    unknown = [code for code in facts["languages"].split(",") if code not in NAMES]
    if unknown:
        raise click.ClickException(f"No catalogue for {', '.join(unknown)}.")
    if not re.fullmatch(r"[0-9A-Z]{2,5}", facts["code"]):
        raise click.ClickException(f"{facts['code']!r} is not an Insee code.")
    try:
        check_colours(facts["brand"], facts["accent"])
    except ColourRefused as refusal:
        raise click.ClickException(str(refusal)) from None


def _logo(path: Path) -> tuple[bytes, str]:
    content = path.read_bytes()
    if path.suffix not in LOGO_TYPES or len(content) > LOGO_SIZE:
        raise click.ClickException("A logo is an SVG, PNG or WebP of 50 KB at most.")
    return content, LOGO_TYPES[path.suffix]


@click.group()
def adviser() -> None:
    """The professionals who accompany people."""


@adviser.command("create")
@click.argument("email")
@click.option("--first-name", required=True)
@click.option("--last-name", required=True)
@click.option("--territory", "code", required=True, help="Insee code.")
@click.option("--structure", required=True, help="By its name.")
@click.option("--function", required=True, help="As people read it: « assistante sociale ».")
@click.option("--field", type=click.Choice([f.value for f in FieldOfWork]), required=True)
@click.option("--phone", default="")
@click.option("--passphrase", prompt=True, hide_input=True, confirmation_prompt=True)
def create_adviser(code: str, structure: str, passphrase: str, field: str, **facts: str) -> None:
    """Create an adviser who may sign in at once."""
    created = Adviser(field=FieldOfWork(field), **facts)
    passphrase = normalised(passphrase)
    if fault := why_refused(passphrase, created):
        raise click.ClickException(fault)
    passphrase_hash = hashed(passphrase)
    with writing(database()) as session:
        created.structure_id = _structure(session, code, structure).id
        try:
            credentials.create_adviser(
                session, created, passphrase_hash=passphrase_hash, now=clock.now()
            )
        except credentials.AddressTaken:
            raise click.ClickException(f"{created.email} is somebody's already.") from None
    click.echo(f"{created.first_name} {created.last_name} can sign in with {created.email}.")


def _structure(session: Session, code: str, name: str) -> Structure:
    found = structure_named(session, code, name)
    if found is None:
        raise click.ClickException(f"No structure named {name!r} in territory {code!r}.")
    return found


@click.group()
def people() -> None:
    """Many people at once."""


@people.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--territory", "code", required=True, help="Insee code.")
@click.option("--structure", required=True, help="The structure the file comes from.")
def import_file(file: Path, code: str, structure: str) -> None:
    """Take in a CSV file; bad rows are named and the good ones go in (exit 1 if any is bad)."""
    with writing(database()) as session, file.open("rb") as lines:
        source = _structure(session, code, structure)
        try:
            report = import_people(session, lines, structure=source, now=clock.now())
        except ColumnsMissing as missing:
            raise click.ClickException(f"The file lacks columns: {missing}.") from None
    click.echo(f"{report.added} added, {report.updated} updated.")
    for line, remark in report.remarks:
        click.echo(f"line {line}, taken in: {remark}")
    for line, reason in report.rejected:
        click.echo(f"line {line}: {reason}", err=True)
    if report.rejected:
        raise SystemExit(1)


@click.group()
def person() -> None:
    """One person."""


@person.command("invite")
@click.argument("territory")
@click.argument("last_name")
@click.argument("birth_date", type=click.DateTime(["%Y-%m-%d"]))
def invite(territory: str, last_name: str, birth_date: datetime) -> None:
    """Make a new invitation for one person; the code is shown once."""
    configured = settings()
    with writing(database()) as session:
        invited = _person(session, territory, last_name, birth_date.date())
        code = invitations.invite(session, invited, None, settings=configured, now=clock.now())
    click.echo(f"{configured.public_url}/i#{code}")
    click.echo(f"{code}, with the first three letters of « {invited.last_name} »")


def _person(session: Session, territory: str, last_name: str, birth_date: date) -> Person:
    place = territory_with_code(session, territory)
    if place is None:
        raise click.ClickException(f"There is no territory {territory}.")
    born = born_on(session, [birth_date], territory_id=place.id)
    found = [one for one in born if letters(one.last_name) == letters(last_name)]
    if len(found) != 1:
        raise click.ClickException(f"{len(found)} people of that name and birth date there.")
    return found[0]
