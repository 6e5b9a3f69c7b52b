"""`parcours` commands, each in a process of its own.

They are forked from one that has imported the application: that takes longer than most commands,
and a story runs a dozen. Run as a module, this is that process: one JSON order a line.
"""

import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn


@dataclass(frozen=True)
class Done:
    stdout: str
    stderr: str


class Commands:
    def __init__(self, folder: Path) -> None:
        """`folder` takes what they say."""
        self._folder = folder
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def close(self) -> None:
        if self._process.stdin and self._process.stdout:
            self._process.stdin.close()
            self._process.wait(20)
            self._process.stdout.close()

    def run(self, arguments: Sequence[str], environment: Mapping[str, str]) -> Done:
        said = [self._folder / "stdout", self._folder / "stderr"]
        for path in said:
            path.write_text("", "utf-8")
        code = self.wait(self.start(arguments, environment, said))
        stdout, stderr = (path.read_text("utf-8") for path in said)
        assert code == 0, f"{' '.join(arguments)}: {stderr}"
        return Done(stdout, stderr)

    def start(
        self, arguments: Sequence[str], environment: Mapping[str, str], said: Sequence[Path]
    ) -> int:
        """Its process. `said`: where its two outputs go."""
        order = {
            "arguments": list(arguments),
            "environment": dict(environment),
            "outputs": [str(path) for path in said],
        }
        return self._ask(order)

    def stop(self, process: int) -> None:
        os.kill(process, signal.SIGTERM)
        self.wait(process)

    def wait(self, process: int) -> int:
        return self._ask({"wait": process})

    def _ask(self, order: dict[str, Any]) -> int:
        if self._process.stdin is None or self._process.stdout is None:
            raise BrokenPipeError
        print(json.dumps(order), file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())


def obey() -> None:
    import backend.__main__  # noqa: F401, PLC0415 (only this process is to pay for it now)

    children: set[int] = set()
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            _, status = os.waitpid(order["wait"], 0)
            children.discard(order["wait"])
            answer = os.waitstatus_to_exitcode(status)
        else:
            answer = os.fork() or _become(order)
            children.add(answer)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()
    for child in children:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGTERM)


def _become(order: dict[str, Any]) -> NoReturn:
    from backend.__main__ import main  # noqa: PLC0415

    os.environ.clear()
    os.environ.update(order["environment"])
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, path in enumerate(order["outputs"], start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
    code = 1
    try:
        main(order["arguments"], prog_name="parcours", standalone_mode=True)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    except BaseException:  # noqa: BLE001 (it must not go on as the process it was)
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    obey()
