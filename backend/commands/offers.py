"""Solutions, taken in from the command line."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import click
from sqlalchemy import Engine

from backend import clock
from backend.catalogue.alone import ImportUnderWay
from backend.catalogue.intake import Way
from backend.catalogue.models import NATIONAL
from backend.catalogue.reading import FileRefused, Rows
from backend.catalogue.report import Count, Report
from backend.catalogue.rows import Content, content_of
from backend.catalogue.taking_in import take_in
from backend.commands.installation import database

ALL_IN, SOME_REFUSED, NOTHING_USABLE = 0, 1, 2


@dataclass
class Result:
    """One file: its report, or why nothing of it could be used."""

    file: str
    report: Report = field(default_factory=Report)
    refusal: str = ""

    @property
    def status(self) -> int:
        if self.refusal or self.report.is_useless:
            return NOTHING_USABLE
        return SOME_REFUSED if self.report.refused else ALL_IN

    def facts(self) -> dict[str, object]:
        return {
            "file": self.file,
            "error": self.refusal or None,
            **{content.value: _facts(count) for content, count in self.report.counts.items()},
        }


@click.group()
def offers() -> None:
    """Solutions: what data·inclusion says of them."""


@offers.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option("--feed", default=NATIONAL, show_default=True, help="Where the rows come from.")
@click.option("--accept-gone", is_flag=True, help="Even when more than 30 % would be gone.")
@click.option("--dry-run", "is_trial", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file.")
def import_offers(files: tuple[Path, ...], *, as_json: bool, **options: str | bool) -> None:
    """Take in structures and services of data·inclusion v1: JSON, CSV, parquet, pages of the API.

    Each file is told by its content, and is whole: what it no longer names is gone. Exit status: 0
    when all went in, 1 when some rows were refused and named, 2 when nothing of a file could be
    used.
    """
    status, engine = ALL_IN, database()
    for file in sorted(files, key=_order):
        result = _import(engine, file, options)
        _say(result, as_json=as_json)
        status = max(status, result.status)
    raise SystemExit(status)


def _order(path: Path) -> int:
    """Structures first: their names are among what a service is found by."""
    with path.open("rb") as file:
        try:
            first = next(iter(Rows(file)), None)
        except FileRefused:
            return 0
    return int(first is not None and content_of(first[1]) is Content.SERVICES)


def _import(engine: Engine, path: Path, options: dict[str, str | bool]) -> Result:
    result, size = Result(path.name), path.stat().st_size
    bar = click.progressbar(
        length=size, label=path.name, file=sys.stderr, hidden=not sys.stderr.isatty()
    )
    with path.open("rb") as file, bar:
        progress = _progress(file)
        way = Way(
            now=clock.now(),
            feed=str(options["feed"]),
            accept_gone=bool(options["accept_gone"]),
            is_trial=bool(options["is_trial"]),
            after_batch=lambda: bar.update(next(progress)),
        )
        try:
            result.report = take_in(engine, file, way)
        except (FileRefused, ImportUnderWay) as refusal:
            result.refusal = str(refusal)
    return result


def _progress(file: BinaryIO) -> Iterator[int]:
    """Bytes since the last batch; none while a file is read a second time."""
    furthest = 0
    while True:
        place = file.tell()
        yield max(place - furthest, 0)
        furthest = max(place, furthest)


def _facts(count: Count) -> dict[str, object]:
    return {
        "read": count.read,
        "added": count.added,
        "changed": count.changed,
        "unchanged": count.unchanged,
        "gone": count.gone,
        "refused": count.refused,
        "refusals": [{"id": name, "reason": why} for name, why in count.refusals],
    }


def _say(result: Result, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(result.facts(), ensure_ascii=False))
        return
    if result.refusal:
        click.echo(f"{result.file}: {result.refusal}", err=True)
    for content, count in result.report.counts.items():
        click.echo(
            f"{result.file}: {count.read} {content} read, {count.added} added,"
            f" {count.changed} changed, {count.unchanged} unchanged, {count.gone} gone,"
            f" {count.refused} refused."
        )
        for name, reason in count.refusals:
            click.echo(f"{name}: {reason}", err=True)
        if count.refused > len(count.refusals):
            click.echo(f"and {count.refused - len(count.refusals)} more.", err=True)
