"""Whatever a request comes to, its connection is given back."""

import gc
from collections.abc import Iterator

import pytest
from litestar import Litestar
from sqlmodel import Session

from tests.cast import Cast
from tests.conftest import SignIn


@pytest.fixture
def _nothing_is_collected() -> Iterator[None]:
    """What only the garbage collector would give back counts as kept."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_nothing_is_collected")
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/parcours", 200),
        ("/parcours/etapes/999", 404),  # raised by a dependency that had asked the database
        ("/parcours/situation/ma-vue/nothing", 404),
        ("/pro", 303),
    ],
)
def test_no_connection_is_kept(
    app: Litestar, session: Session, cast: Cast, signed_in: SignIn, path: str, status: int
) -> None:
    amina = signed_in(cast.amina)
    session.close()

    amina.visits(path, status=status)
    assert amina.posts("/parcours/etapes/999/suppression").status_code == 404

    own = amina.client.app.state
    assert [pool.checkedout() for pool in (own.engine.pool, own.reader.pool)] == [0, 0]
    assert app.state.engine.pool.checkedout() == 0
