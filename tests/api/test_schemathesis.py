"""What schemathesis makes up from the document finds no fault of ours, no undocumented answer."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.api.serving import served

CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_schema_conformance,response_headers_conformance"
)
SEED = "20260302"
EXAMPLES = "8"  # of each operation and way to make them up
HOOKS = Path(__file__).with_name("schemathesis_hooks.py")


def test_whatever_is_sent_is_answered_as_documented(tmp_path: Path, sqlite_template: Path) -> None:
    with served(tmp_path, sqlite_template) as server:
        done = subprocess.run(
            [
                *(str(Path(sys.executable).with_name("schemathesis")), "run"),
                *(f"{server.url}/api/v1/openapi.json", "--checks", CHECKS),
                *("--seed", SEED, "--max-examples", EXAMPLES, "--continue-on-failure"),
                *("--generation-database", "none", "--no-shrink", "--no-color"),
                *("--request-timeout", "20", "--warnings", "off"),
            ],
            cwd=tmp_path,
            env=os.environ
            | {"SCHEMATHESIS_HOOKS": str(HOOKS), "API_TOKENS": " ".join(server.tokens)},
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
        )
        log = server.log.read_text("utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "unexpected" not in log, log
    cases = re.search(r"(\d+) generated", done.stdout)
    assert cases, done.stdout
    assert int(cases[1]) > 500
