"""Keys, backups and their restoration."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import click
from sqlalchemy.engine import URL, make_url

from backend.commands.installation import settings
from backend.messaging.keys import new_private_key, public_key_of


@click.command("vapid-keys")
def vapid_keys() -> None:
    """Print a new pair of keys for web push."""
    private = new_private_key()
    click.echo(f"VAPID_PRIVATE_KEY={private}")
    click.echo(f"public key: {public_key_of(private)}")


@click.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
def backup(target: Path) -> None:
    """Copy the whole database to a file, while it is in use."""
    if target.exists():
        raise click.ClickException(f"{target} exists already.")
    url = make_url(settings().database_url)
    if url.get_backend_name() == "sqlite":
        _copy_sqlite(Path(_file_of(url)), target)
    else:
        _run("pg_dump", "--format=custom", f"--file={target}", url)
    target.chmod(0o600)
    click.echo(f"Saved to {target} ({target.stat().st_size:,} bytes).")


@click.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--replace", is_flag=True, help="Replace the database that is there.")
def restore(source: Path, *, replace: bool) -> None:
    """Put a backup in the place of the database. Stop the server first."""
    url = make_url(settings().database_url)
    if url.get_backend_name() == "sqlite":
        _restore_sqlite(source, Path(_file_of(url)), replace=replace)
    else:
        options = ["--clean", "--if-exists"] if replace else []
        _run("pg_restore", "--exit-on-error", "--no-owner", *options, str(source), url)
    click.echo("Restored.")


def _restore_sqlite(source: Path, target: Path, *, replace: bool) -> None:
    with closing(sqlite3.connect(source)) as check:
        if check.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise click.ClickException(f"{source} is damaged.")
    if target.exists() and not replace:
        raise click.ClickException(f"{target} exists already: add --replace to overwrite it.")
    target.parent.mkdir(parents=True, exist_ok=True)
    _copy_sqlite(source, target)
    target.chmod(0o600)


def _copy_sqlite(source: Path, target: Path) -> None:
    """Page by page through SQLite itself: right even while others read and write."""
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


def _file_of(url: URL) -> str:
    if not url.database:
        raise click.ClickException("A database in memory cannot be kept.")
    return url.database


def _run(tool: str, *arguments: str | URL) -> None:
    """Runs one of PostgreSQL's own tools; the password goes by the environment, not by the list."""
    *options, url = arguments
    program = shutil.which(tool)
    if program is None:
        raise click.ClickException(f"{tool} is not installed (Debian: postgresql-client).")
    target = make_url(url).set(drivername="postgresql")
    address = target.set(password=None).render_as_string(hide_password=False)
    environment = {**os.environ, "PGPASSWORD": target.password or ""}
    done = subprocess.run(  # noqa: S603 (a fixed program, no shell)
        [program, *map(str, options), f"--dbname={address}"],
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise click.ClickException(done.stderr.strip())
