"""A page is compressed as the browser can read it, or not at all."""

import pytest

from backend.web.visit import encoding_for
from tests.visitor import Visitor


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip;q=0.8, br;q=0", "gzip"),
        ("gzip", "gzip"),
        ("identity", None),
        ("", None),
        ("brotli, gzipped", None),
    ],
)
def test_the_best_that_is_allowed_is_chosen(accepted: str, chosen: str | None) -> None:
    assert encoding_for(accepted) == chosen


@pytest.mark.parametrize("path", ["/connexion", "/aide"])
def test_who_reads_nothing_compressed_gets_plain_words(anybody: Visitor, path: str) -> None:
    with anybody.client.stream("GET", path, headers={"accept-encoding": "identity"}) as answer:
        raw = b"".join(answer.iter_raw())

    assert "content-encoding" not in answer.headers
    assert raw.startswith(b"<!DOCTYPE html>")
