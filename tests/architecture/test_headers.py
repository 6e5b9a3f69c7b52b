"""What every answer says to the browser, graded as the MDN HTTP Observatory would."""

import pytest

from tests.cast import Cast
from tests.conftest import SignIn
from tests.visitor import Visitor

PATHS = ["/connexion", "/", "/nowhere", "/manifest.webmanifest", "/service-worker.js", "/healthz"]


def observatory_score(headers: dict[str, str]) -> int:
    """Our part of its table: penalties first, bonuses only above 90 (mdn-http-observatory)."""
    policy = headers.get("content-security-policy", "")
    score = 100
    score -= 25 * (not policy or "unsafe" in policy)
    score -= 20 * ("max-age=63072000" not in headers.get("strict-transport-security", ""))
    score -= 5 * (headers.get("x-content-type-options") != "nosniff")
    if score < 90:
        return score
    score += 10 * policy.startswith("default-src 'none';")
    score += 5 * (headers.get("referrer-policy") in {"no-referrer", "same-origin"})
    score += 5 * ("frame-ancestors 'none'" in policy)
    for name, value in (
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
    ):
        score += 10 * (headers.get(name) == value)
    return score


@pytest.mark.parametrize("path", PATHS)
def test_every_kind_of_answer_carries_the_headers(anybody: Visitor, path: str) -> None:
    response = anybody.client.get(path, follow_redirects=False)

    assert observatory_score(dict(response.headers)) >= 150


def test_a_private_page_is_never_stored(cast: Cast, signed_in: SignIn) -> None:
    response = signed_in(cast.amina).client.get("/rendez-vous")

    assert response.headers["cache-control"] == "no-store"


def test_cookies_are_for_this_host_over_https_and_out_of_reach_of_scripts(
    anybody: Visitor,
) -> None:
    response = anybody.client.get("/connexion")

    for cookie in response.headers.get_list("set-cookie"):
        assert cookie.startswith("__Host-")
        assert "Secure" in cookie
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie


def test_an_asset_is_immutable_and_compressed_and_says_not_modified(anybody: Visitor) -> None:
    page = anybody.visits("/connexion")
    href = next(h for link in page.all("link", rel="stylesheet") if (h := link.get("href")))

    response = anybody.client.get(href, headers={"accept-encoding": "br"})
    again = anybody.client.get(href, headers={"if-none-match": response.headers["etag"]})

    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["content-encoding"] == "br"
    assert "set-cookie" not in response.headers
    assert again.status_code == 304
