"""A client made from the document by a machine can be used as it is."""

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import httpx
import pytest

from tests.api.serving import Served, served


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("served"), sqlite_template) as server:
        yield server


@pytest.fixture(scope="module")
def made(server: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The package `partner_client`, importable as long as the tests of this file run."""
    folder = tmp_path_factory.mktemp("client")
    document = folder / "openapi.json"
    document.write_bytes(httpx.get(f"{server.url}/api/v1/openapi.json").content)
    (folder / "config.yml").write_text(json.dumps({"post_hooks": []}), "utf-8")
    subprocess.run(
        [
            *(str(Path(sys.executable).with_name("openapi-python-client")), "generate"),
            *("--path", str(document), "--output-path", str(folder / "partner_client")),
            *("--meta", "none", "--fail-on-warning", "--config", str(folder / "config.yml")),
        ],
        check=True,
        capture_output=True,
        timeout=60,
    )
    sys.path.insert(0, str(folder))
    yield importlib.import_module("partner_client")
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.startswith("partner_client")]:
        del sys.modules[name]


def module(name: str) -> ModuleType:
    return importlib.import_module(f"partner_client.{name}")


def test_a_person_and_her_steps_are_told_and_read(made: ModuleType, server: Served) -> None:
    models = module("models")
    nora = models.PersonIn(first_name="Nora", last_name="Lopez", reference="A-1")
    with made.AuthenticatedClient(base_url=server.url, token=server.tokens[0]) as client:
        person = module("api.people.save_person").sync(client=client, body=nora)
        assert isinstance(person, models.PersonOut)
        assert (person.first_name, person.reference) == ("Nora", "A-1")

        save_step = module("api.steps.save_step")
        for title in ("Bilan", "Formation", "Stage"):
            told = models.StepIn(kind=models.Kind.TRAINING, title=title)
            response = save_step.sync_detailed(person.id, client=client, body=told)
            assert response.status_code == 201
            assert response.parsed.written_by is models.Writer.YOUR_STRUCTURE

        list_steps = module("api.steps.list_steps")
        first = list_steps.sync(person.id, client=client, limit=2)
        second = list_steps.sync(person.id, client=client, limit=2, cursor=first.next_)
        titles = [step.title for page in (first, second) for step in page.items]
        assert titles == ["Bilan", "Formation", "Stage"]
        assert second.next_ is None


def test_a_refusal_is_a_typed_problem(made: ModuleType, server: Served) -> None:
    models = module("models")
    with made.AuthenticatedClient(base_url=server.url, token=server.tokens[0]) as client:
        problem = module("api.people.show_person").sync(99999, client=client)
        assert isinstance(problem, models.ProblemDetails)
        assert (problem.status, problem.title) == (404, "Not Found")

    with made.AuthenticatedClient(base_url=server.url, token="none") as stranger:
        problem = module("api.advisers.list_advisers").sync(client=stranger)
        assert isinstance(problem, models.ProblemDetails)
        assert problem.status == 401
