"""`parcours offers import`, as an operator types it."""

import json
from pathlib import Path

from sqlalchemy import Engine

from tests.catalogue.generating import Country, write_csv, write_json, write_parquet
from tests.catalogue.payloads import as_list, read, runners, service, structure
from tests.commands.conftest import Parcours, parcours

__all__ = ["parcours"]

IMPORT = ("offers", "import")


def written(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return str(path)


def test_all_in_is_zero_structures_first(
    parcours: Parcours, tmp_path: Path, engine: Engine
) -> None:
    services = written(tmp_path / "services", as_list(service(1), service(2)))
    structures = written(tmp_path / "structures", as_list(structure()))

    told = parcours(*IMPORT, services, structures).output.splitlines()

    assert told == [
        "structures: 1 structures read, 1 added, 0 changed, 0 unchanged, 0 gone, 0 refused.",
        "services: 2 services read, 2 added, 0 changed, 0 unchanged, 0 gone, 0 refused.",
    ]
    assert (len(read(engine)), len(runners(engine))) == (2, 1)
    assert "2 unchanged" in parcours(*IMPORT, services).output


def test_a_row_refused_is_one_and_named(parcours: Parcours, tmp_path: Path) -> None:
    file = written(tmp_path / "a", as_list(service(1), service(2, frais="cher")))

    result = parcours(*IMPORT, file, fails=True)

    assert result.exit_code == 1
    assert "dora--2: frais: 'cher' is no value of the schema" in result.output


def test_nothing_usable_is_two(parcours: Parcours, tmp_path: Path) -> None:
    cut = written(tmp_path / "cut", as_list(service(1))[:-9])
    bad = written(tmp_path / "bad", as_list(service(1, frais="cher")))
    good = written(tmp_path / "good", as_list(service(1)))

    assert parcours(*IMPORT, cut, fails=True).exit_code == 2
    assert parcours(*IMPORT, bad, fails=True).exit_code == 2
    assert parcours(*IMPORT, cut, good, fails=True).exit_code == 2


def test_what_would_be_gone_must_be_accepted(
    parcours: Parcours, tmp_path: Path, engine: Engine
) -> None:
    parcours(*IMPORT, written(tmp_path / "all", as_list(service(1), service(2))))
    less = written(tmp_path / "less", as_list(service(1)))

    refused = parcours(*IMPORT, less, fails=True)
    assert (refused.exit_code, "1 of 2 services would be gone" in refused.output) == (2, True)

    assert "1 gone" in parcours(*IMPORT, "--accept-gone", "--dry-run", less).output
    assert len(read(engine)) == 2
    assert "1 gone" in parcours(*IMPORT, "--accept-gone", less).output
    assert len(read(engine)) == 1


def test_json_is_one_object_a_file(parcours: Parcours, tmp_path: Path) -> None:
    file = written(tmp_path / "a.json", as_list(service(1), service(2, frais="cher")))

    [line] = parcours(*IMPORT, "--json", file, fails=True).output.splitlines()

    told = json.loads(line)
    assert (told["file"], told["error"], told["services"]["added"]) == ("a.json", None, 1)
    assert told["services"]["refusals"][0]["id"] == "dora--2"


def test_a_generated_file_goes_in_whole_in_every_form(parcours: Parcours, tmp_path: Path) -> None:
    country = Country(150)
    structures = str(write_csv(tmp_path / "structures", country.structures()))
    services = str(write_json(tmp_path / "json", country.all_services(), as_dump=True))

    assert "150 added" in parcours(*IMPORT, structures, services).output

    for write in (write_json, write_csv, write_parquet):
        again = str(write(tmp_path / "again", country.all_services()))
        assert "150 unchanged" in parcours(*IMPORT, again).output
    renewed = write_json(tmp_path / "new", Country(150, renewed=0.1).all_services())
    assert "0 gone" in parcours(*IMPORT, str(renewed)).output
