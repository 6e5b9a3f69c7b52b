"""What was just done is said on the next page, once."""

import re
from pathlib import Path

from backend.web.notices import WORDS
from tests.cast import Cast
from tests.conftest import SignIn


def test_a_notice_crosses_the_redirect_and_is_said_once(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)

    answer = amina.posts("/langue", langue="en", retour="/reglages")
    first, again = amina.visits("/reglages"), amina.visits("/reglages")

    assert answer.headers["location"] == "/reglages"
    assert "__Host-fait=language-changed" in answer.headers["set-cookie"]
    assert first.all("div", class_="notice notice--done")
    assert not again.all("div", class_="notice notice--done")


def test_every_notice_sent_has_its_words() -> None:
    sent = set()
    for path in Path("backend").rglob("*.py"):
        sent |= set(re.findall(r'notice="([a-z-]+)"', path.read_text(encoding="utf-8")))

    assert sent
    assert sent <= set(WORDS)


def test_every_notice_is_sent_somewhere() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in Path("backend").rglob("*.py")
        if path.name != "notices.py"
    )

    assert [name for name in WORDS if name not in code] == []
