"""Whatever she answers, or whether she does: no professional’s page changes, nor what is public."""

import re
from collections.abc import Iterator

import pytest
from litestar import Litestar
from sqlmodel import Session, select

from backend.surveys.models import Comment, SurveyAnswer, SurveyRequest
from backend.surveys.progress import Stage
from tests.architecture.addresses import PARAMETER, addresses
from tests.architecture.world import World, build
from tests.cast import Cast
from tests.conftest import SignIn
from tests.visitor import Visitor

ANEW_EACH_TIME = re.compile(rb'name="_csrf_token" value="[^"]*"')
FOR_MODERATORS = "/pro/avis/paroles"  # words, which she wrote to be read
WORDS = "On m’a fait attendre une heure dehors."


@pytest.fixture
def world(session: Session, cast: Cast) -> World:
    return build(session, cast)


def pages(app: Litestar, world: World, who: Visitor) -> Iterator[tuple[str, bytes]]:
    """What somebody is shown at every address, filled with the world's rows where it names one."""
    for address in addresses(app):
        names = PARAMETER.findall(address.pattern)
        if address.method != "GET" or not {name for name, _ in names} <= set(world.ids):
            continue
        path = address.filled(**world.ids)
        shown = who.client.get(path, follow_redirects=False)
        yield path, ANEW_EACH_TIME.sub(b"", shown.content)


def test_no_page_tells_what_she_answered_nor_that_she_did(
    app: Litestar, session: Session, cast: Cast, signed_in: SignIn, world: World
) -> None:
    amina = signed_in(cast.amina)
    readers = [signed_in(world.advisers[role]) for role in ("référente", "territory’s team")]
    readers.append(signed_in(cast.bilal))
    asked = f"/avis/{world.ids['request_id']}"

    def all_that_is_shown() -> list[dict[str, bytes]]:
        return [dict(pages(app, world, who)) for who in readers]

    before = all_that_is_shown()
    assert len(before[0]) > 60
    amina.posts(f"{asked}/visage", visage="good")
    amina.posts(f"{asked}/reponses/{Stage.HELPED}", reponse="yes")
    after_good = all_that_is_shown()
    amina.posts(f"{asked}/visage", visage="bad")
    amina.posts(f"{asked}/reponses/{Stage.HELPED}", reponse="no")
    amina.posts(f"{asked}/mots", mots=WORDS)
    after_bad = all_that_is_shown()

    assert session.exec(select(SurveyAnswer.face)).all() == ["bad"]
    assert session.exec(select(Comment.text)).all() == [WORDS]
    for one, good, bad in zip(before, after_good, after_bad, strict=True):
        for path, shown in one.items():
            if not path.startswith(FOR_MODERATORS):
                assert shown == good[path] == bad[path], path
    assert any(WORDS.encode() in shown for shown in after_bad[1].values()), "read by the team"
    assert not any(WORDS.encode() in shown for shown in after_bad[0].values())
    request = session.exec(select(SurveyRequest)).one()
    assert request.structure_id == cast.department.id
