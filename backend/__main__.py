"""The command line: `parcours` once installed, `python -m backend` from the sources."""

import click

from backend.commands import (
    claims,
    demo,
    imports,
    keeping,
    offers,
    people,
    privacy,
    server,
    tokens,
    watch,
)


@click.group()
def main() -> None:
    """Mon parcours: serve it, feed it, keep it."""


for command in (
    server.serve,
    server.worker,
    server.migrate,
    demo.demo,
    people.territory,
    people.adviser,
    people.people,
    people.person,
    imports.import_files,
    claims.claims,
    offers.offers,
    tokens.token,
    keeping.vapid_keys,
    keeping.backup,
    keeping.restore,
    privacy.audit,
    privacy.purge,
    privacy.erase,
    watch.watch,
):
    main.add_command(command)

if __name__ == "__main__":
    main()
