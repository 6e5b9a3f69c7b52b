"""`parcours import`, as an operator types it."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from sqlmodel import Session, select

from backend.assessments.models import Observation
from backend.people.models import Person
from backend.steps.models import Step
from tests.cast import Cast
from tests.commands.conftest import Parcours, parcours
from tests.imports.conftest import AMINA, BUS, STRANGER, action, actions, as_json, dossier

__all__ = ["parcours"]


@pytest.fixture
def tarn(cast: Cast) -> tuple[str, ...]:
    return ("import", "--territory", "81", "--structure", cast.department.name)


@pytest.fixture
def good(tmp_path: Path) -> str:
    return written(tmp_path / "sans-nom", actions(action()))


def written(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return str(path)


def test_all_in_is_zero_and_told_in_one_line(
    parcours: Parcours, tarn: tuple[str, ...], good: str, amina: Person, session: Session
) -> None:
    amina_id = amina.id

    result = parcours(*tarn, good)

    assert (result.exit_code, "1 read, 1 added" in result.output) == (0, True)
    assert session.exec(select(Step.person_id)).all() == [amina_id]
    assert "1 unchanged" in parcours(*tarn, good).output


@pytest.mark.usefixtures("amina")
def test_a_row_refused_is_one_and_named_by_its_line(
    parcours: Parcours, tarn: tuple[str, ...], tmp_path: Path
) -> None:
    mixed = written(tmp_path / "mixed", actions(action(), action(STRANGER)))

    result = parcours(*tarn, mixed, fails=True)

    assert result.exit_code == 1
    assert "line 3:" in result.output
    assert STRANGER not in result.output


@pytest.mark.usefixtures("amina")
def test_nothing_usable_is_two_while_the_other_files_go_in(
    parcours: Parcours, tarn: tuple[str, ...], good: str, tmp_path: Path, session: Session
) -> None:
    bad = written(tmp_path / "bad.csv", b"PK\x03\x04\x00")

    result = parcours(*tarn, bad, good, fails=True)

    assert result.exit_code == 2
    assert len(session.exec(select(Step)).all()) == 1


@pytest.mark.usefixtures("amina")
def test_a_dry_run_says_and_does_nothing(
    parcours: Parcours, tarn: tuple[str, ...], good: str, session: Session
) -> None:
    assert "1 added" in parcours(*tarn, good, "--dry-run").output
    assert session.exec(select(Step)).all() == []


@pytest.mark.usefixtures("amina")
def test_a_script_reads_the_report_as_json(
    parcours: Parcours, tarn: tuple[str, ...], tmp_path: Path
) -> None:
    mixed = written(tmp_path / "mixed", actions(action(), action(STRANGER)))

    said = json.loads(parcours(*tarn, mixed, "--json", fails=True).stdout)

    assert {name: said[name] for name in ("file", "error", "read", "added", "refused")} == {
        "file": "mixed",
        "error": None,
        "read": 2,
        "added": 1,
        "refused": 1,
    }
    assert [refusal["line"] for refusal in said["refusals"]] == [3]


def test_a_dossier_that_names_nobody_is_given_its_person(
    parcours: Parcours, tarn: tuple[str, ...], tmp_path: Path, amina: Person, session: Session
) -> None:
    amina_id = amina.id
    file = written(tmp_path / "dossier", as_json(dossier(situations=(BUS,))))

    assert parcours(*tarn, file, fails=True).exit_code == 2
    parcours(*tarn, file, "--person", f"france_travail:{AMINA}")

    assert session.exec(select(Observation.person_id)).all() == [amina_id]


@pytest.mark.parametrize("named", ["france_travail:nobody", "passport:12", "x"])
@pytest.mark.usefixtures("amina")
def test_a_person_that_is_not_there_is_a_wrong_use(
    parcours: Parcours, tarn: tuple[str, ...], good: str, named: str
) -> None:
    result: Result = parcours(*tarn, good, "--person", named, fails=True)

    assert result.exit_code == 2


@pytest.mark.usefixtures("cast")
def test_an_unknown_structure_is_a_wrong_use(parcours: Parcours, good: str) -> None:
    asked = ("import", good, "--territory", "81", "--structure", "Nowhere")

    assert "No structure" in parcours(*asked, fails=True).output
