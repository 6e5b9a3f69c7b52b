"""Whatever a domain throws away in time is thrown away by the worker."""

import inspect
from importlib import import_module
from pathlib import Path

from backend.chores import CHORES

FORGET = ("forget_old", "forget_removed", "tidy")


def test_every_domain_s_chore_is_done() -> None:
    found = set()
    for path in (*Path("backend").glob("*/actions.py"), Path("backend/claims/passing.py")):
        module = import_module(f"backend.{path.parent.name}.{path.stem}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if name.startswith(FORGET) and function.__module__ == module.__name__:
                found.add(function)

    assert found <= set(CHORES)
