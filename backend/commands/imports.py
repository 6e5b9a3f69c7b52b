"""Files of other tools, taken in from the command line."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import click
from sqlmodel import Session

from backend import clock
from backend.commands.installation import database
from backend.imports.actions import take_in
from backend.imports.reading import FileRefused
from backend.imports.report import Report
from backend.imports.source import Source, System, persons_known_by
from backend.people.models import Person
from backend.territories.queries import structure_named, territory_with_code

ALL_IN, SOME_REFUSED, NOTHING_USABLE = 0, 1, 2


@dataclass
class Result:
    """One file: its report, or why nothing of it could be used."""

    file: str
    report: Report = field(default_factory=Report)
    refusal: str = ""

    @property
    def is_useless(self) -> bool:
        return bool(self.refusal) or self.report.is_useless

    def facts(self) -> dict[str, object]:
        report = self.report
        return {
            "file": self.file,
            "error": self.refusal or None,
            "read": report.read,
            "added": report.added,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "refused": report.refused,
            "refusals": [{"line": line, "reason": why} for line, why in report.rejected],
            "remarks": [{"line": line, "remark": words} for line, words in report.remarks],
        }


@click.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option("--territory", "code", required=True, help="Insee code.")
@click.option("--structure", required=True, help="The structure the files come from.")
@click.option("--person", "named", metavar="SYSTEM:VALUE", help="Of a file that names nobody.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file.")
def import_files(
    files: tuple[Path, ...], code: str, structure: str, *, as_json: bool, **options: str | bool
) -> None:
    """Take in files of France Travail or of the Carnet de bord, told apart by their content.

    Exit status: 0 when all went in, 1 when some rows were refused and named, 2 when nothing of a
    file could be used.
    """
    status = ALL_IN
    with Session(database(), expire_on_commit=False) as session:
        source = _source(session, code, structure, str(options["named"] or ""))
        for file in files:
            result = _import(session, file, source, is_trial=bool(options["dry_run"]))
            _say(result, as_json=as_json)
            status = max(status, _status(result))
    raise SystemExit(status)


def _source(session: Session, code: str, name: str, named: str) -> Source:
    territory = territory_with_code(session, code)
    structure = structure_named(session, code, name)
    if territory is None or structure is None:
        raise click.UsageError(f"No structure named {name!r} in territory {code!r}.")
    source = Source(structure=structure, now=clock.now().astimezone(territory.zone))
    if not named:
        return source
    return Source(structure=structure, now=source.now, person=_person(session, source, named))


def _person(session: Session, source: Source, named: str) -> Person:
    system, _, value = named.partition(":")
    if system not in set(System):
        raise click.UsageError(f"--person begins with one of {', '.join(System)}, then a colon.")
    person = persons_known_by(session, source, [value], System(system)).get(value)
    if person is None:
        raise click.UsageError("Nobody is known by this identifier there.")
    return person


def _import(session: Session, path: Path, source: Source, *, is_trial: bool) -> Result:
    """Saved some hundred rows at a time: other people's work waits for no large file."""
    keep = session.flush if is_trial else session.commit
    result = Result(path.name)
    with path.open("rb") as file:
        try:
            result.report = take_in(session, file, source, after_batch=keep)
        except FileRefused as refusal:
            result.refusal = str(refusal)
    if is_trial or result.refusal:
        session.rollback()
    else:
        session.commit()
    return result


def _status(result: Result) -> int:
    if result.is_useless:
        return NOTHING_USABLE
    return SOME_REFUSED if result.report.refused else ALL_IN


def _say(result: Result, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(result.facts(), ensure_ascii=False))
        return
    report = result.report
    if result.refusal:
        click.echo(f"{result.file}: {result.refusal}", err=True)
        return
    click.echo(
        f"{result.file}: {report.read} read, {report.added} added, {report.updated} updated, "
        f"{report.unchanged} unchanged, {report.refused} refused."
    )
    for line, remark in report.remarks:
        click.echo(f"line {line}, taken in: {remark}")
    for line, reason in report.rejected:
        click.echo(f"line {line}: {reason}", err=True)
    if report.refused > len(report.rejected):
        click.echo(f"and {report.refused - len(report.rejected)} more.", err=True)
