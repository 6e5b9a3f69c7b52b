"""Published results are for everybody: without a token, page by page."""

from collections.abc import Callable
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import Session

from backend.api.results import Question
from backend.evaluation.models import Asked, Cut, Release
from tests.api.conftest import PROBLEM, Tool
from tests.cast import Cast
from tests.evaluation.published import SUMMER, faces, quarter_of_all, release

RESULTS = "/api/v1/results"
Read = Callable[..., Any]


@pytest.fixture
def read(client: TestClient[Litestar]) -> Read:
    def ask(*, expects: int = 200, **query: object) -> Any:
        response = client.get(RESULTS, params={name: str(said) for name, said in query.items()})
        assert response.status_code == expects, response.text
        return response.json()

    return ask


@pytest.fixture
def told(session: Session, cast: Cast) -> Release:
    """Everything there is of one quarter in Tarn; a quarter before it; one of Guyane."""
    of = quarter_of_all(session, cast.tarn, [cast.department])
    faces(session, release(session, cast.tarn, SUMMER), counts=(8, 2, 0), asked=25)
    quarter_of_all(session, cast.guyane, [cast.mission_locale])
    session.commit()
    return of


@pytest.mark.usefixtures("told")
def test_what_a_result_tells(read: Read) -> None:
    [one] = read(period="2025-T3")["items"]
    assert one | {"id": 0, "counts": []} == {
        "id": 0,
        "period": "2025-T3",
        "territory": "81",
        "cut": "territory",
        "structure_id": None,
        "structure": None,
        "moment": None,
        "theme": None,
        "together": False,
        "question": "satisfaction",
        "question_words": "De façon générale, comment ça s’est passé ?",
        "version": None,
        "asked": 25,
        "answers": 10,
        "counts": [],
        "method": 1,
        "published_at": "2025-10-23T06:00:00Z",
    }
    assert [(count["code"], count["count"]) for count in one["counts"]] == [
        ("good", 8),
        ("medium", 2),
        ("bad", 0),
    ]
    good = one["counts"][0]
    assert (good["rate"], good["low"], good["high"]) == (0.8, 0.4902, 0.9433)


@pytest.mark.usefixtures("told")
def test_how_far_people_went_is_not_told(read: Read) -> None:
    assert {one["question"] for one in read(limit=100)["items"]} == {
        "satisfaction",
        "helped",
        "obstacles",
        "first",
    }
    read(expects=422, question="reached")
    assert set(Question) == set(Asked) - {Asked.REACHED}


@pytest.mark.usefixtures("told")
def test_filters_go_together(read: Read) -> None:
    def found(**query: object) -> list[Any]:
        return read(limit=100, **query)["items"]

    assert {one["territory"] for one in found()} == {"81", "973"}
    assert {one["territory"] for one in found(territory="973")} == {"973"}
    assert {one["cut"] for one in found(cut="structure")} == {Cut.STRUCTURE}
    assert {one["question"] for one in found(question="first")} == {"first"}
    assert {one["version"] for one in found(question="first")} == {1, 2}
    assert {one["period"] for one in found(territory="81")} == {"2025-T3", "2025-T4"}
    both = found(territory="81", period="2025-T4", cut="structure", question="satisfaction")
    assert [(one["structure"], one["together"]) for one in both] == [
        ("Maison du Département d’Albi", False),
        (None, True),
    ]
    assert found(territory="99") == []


@pytest.mark.usefixtures("told")
def test_pages_follow_each_other(client: TestClient[Litestar], read: Read) -> None:
    whole = read(limit=100, cut="moment")["items"]
    seen: list[Any] = []
    response = client.get(RESULTS, params={"limit": 2, "cut": "moment"})
    while True:
        seen += response.json()["items"]
        if "next" not in response.links:
            break
        assert "cut=moment" in response.links["next"]["url"]
        response = client.get(response.links["next"]["url"])
    assert seen == whole
    assert len(whole) > 4


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": 101}, "limit"),
        ({"cursor": "nonsense"}, "cursor"),
        ({"territory": "8 1"}, "territory"),
        ({"period": "2025-T5"}, "period"),
        ({"period": "0000-T1"}, "period"),
        ({"period": "été"}, "period"),
        ({"cut": "person"}, "cut"),
        ({"question": "words"}, "question"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    client: TestClient[Litestar], query: dict[str, Any], field: str
) -> None:
    response = client.get(RESULTS, params=query)
    assert (response.status_code, response.headers["content-type"]) == (422, PROBLEM)
    assert response.json()["errors"][0]["field"] == field


@pytest.mark.usefixtures("told")
def test_a_token_changes_nothing(tool: Tool, read: Read) -> None:
    assert tool.reads("/results", limit=100) == read(limit=100)


def test_caches_may_keep_it_and_any_site_may_read_it(client: TestClient[Litestar]) -> None:
    response = client.get(RESULTS)
    assert response.json() == {"items": [], "next": None}
    assert response.headers["cache-control"] == "public, max-age=3600"
    assert response.headers["access-control-allow-origin"] == "*"
    assert "set-cookie" not in response.headers


def test_what_is_refused_is_not_kept(client: TestClient[Litestar]) -> None:
    assert client.get(RESULTS, params={"limit": 0}).headers["cache-control"] == "no-store"
    assert client.post(RESULTS).status_code == 405
