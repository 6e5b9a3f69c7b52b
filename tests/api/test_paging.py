"""Lists page by page: nobody twice, nobody left out, whatever is added meanwhile."""

from typing import Any

import pytest

from tests.api.conftest import API, Tool
from tests.cast import Cast


def steps_of(cast: Cast) -> str:
    return f"/people/{cast.amina.id}/steps"


def add(tool: Tool, cast: Cast, *titles: str) -> None:
    for title in titles:
        tool.tells(steps_of(cast), kind="job", title=title)


def test_pages_follow_each_other(tool: Tool, cast: Cast) -> None:
    add(tool, cast, "a", "b", "c")

    first = tool.reads(steps_of(cast), limit=2)
    add(tool, cast, "d")
    second = tool.reads(steps_of(cast), limit=2, cursor=first["next"])

    assert [step["title"] for step in first["items"]] == ["a", "b"]
    assert [step["title"] for step in second["items"]] == ["c", "d"]
    assert second["next"] is None


def test_the_header_says_where_the_next_page_is(tool: Tool, cast: Cast) -> None:
    add(tool, cast, "a", "b")
    response = tool.asks("GET", steps_of(cast), params={"limit": 1})

    address = f"https://parcours.test{API}{steps_of(cast)}?limit=1&cursor={response.json()['next']}"
    assert response.headers["link"] == f'<{address}>; rel="next"'
    assert "link" not in tool.asks("GET", steps_of(cast), params={"limit": 2}).headers


def test_a_filter_stays_from_page_to_page(tool: Tool) -> None:
    tool.knows("Nora")
    response = tool.asks("GET", "/people", params={"limit": 1})
    assert "reference" not in response.headers["link"]
    assert tool.reads("/people", reference="Nora", limit=1)["next"] is None


@pytest.mark.parametrize("path", ["/people", "/advisers"])
def test_people_and_advisers_have_pages_too(tool: Tool, path: str) -> None:
    tool.knows("Nora")
    tool.tells(
        "/advisers",
        email="l@example.org",
        first_name="L",
        last_name="M",
        function="f",
        field="social",
    )
    first = tool.reads(path, limit=1)
    second = tool.reads(path, limit=1, cursor=first["next"])
    assert first["items"] != second["items"]
    assert (len(second["items"]), second["next"]) == (1, None)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 101}, "limit"),
        ({"limit": "ten"}, "limit"),
        ({"cursor": "nonsense"}, "cursor"),
        ({"cursor": "é"}, "cursor"),
        ({"cursor": "YWZ0ZXI6OTk5OTk5OTk5OQ"}, "cursor"),  # after:9999999999
        ({"identifier": "caf:1"}, "identifier"),
    ],
)
def test_what_cannot_be_asked_is_refused(tool: Tool, query: dict[str, Any], field: str) -> None:
    assert tool.reads("/people", expects=422, **query)["errors"][0]["field"] == field
