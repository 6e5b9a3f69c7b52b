"""The command line of the push service: serve until SIGTERM, log each POST when it is judged."""

import argparse
import json
import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import TextIO

from tests.doubles.push_records import Answered
from tests.doubles.push_service import PushService

STOPS = {signal.SIGTERM, signal.SIGINT}


def main() -> None:
    options = _read_options()
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)  # before any thread, so that sigwait gets them
    with options.log.open("a", buffering=1) as log:
        service = PushService(
            port=options.port,
            decrypts=options.decrypt,
            on_answer=lambda answered: _write_line(log, answered),
        )
        with service:
            service.delay(options.delay)
            _mint(service, options.subscriptions, out=options.out)
            sys.stdout.write(f"{service.url}\n")
            sys.stdout.flush()
            signal.sigwait(STOPS)


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.doubles.push_service")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--log", type=Path, default=Path("/dev/null"), metavar="FILE.jsonl")
    parser.add_argument("--decrypt", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--delay", type=float, default=0, help="seconds before each answer")
    parser.add_argument("--subscriptions", type=int, default=0, metavar="N")
    parser.add_argument("--out", type=Path, default=Path("/dev/stdout"), metavar="FILE.json")
    return parser.parse_args()


def _write_line(log: TextIO, answered: Answered) -> None:
    log.write(json.dumps(vars(answered), default=datetime.isoformat) + "\n")


def _mint(service: PushService, count: int, *, out: Path) -> None:
    if count:
        out.write_text(json.dumps([service.new_subscription() for _ in range(count)]))
