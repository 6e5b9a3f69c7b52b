"""A territory's own logo, in the place of ours."""

from sqlmodel import Session

from tests.cast import Cast
from tests.conftest import SignIn
from tests.visitor import Visitor

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'


def test_her_pages_show_it_and_its_address_serves_it(
    cast: Cast, session: Session, signed_in: SignIn
) -> None:
    cast.tarn.logo, cast.tarn.logo_type = DRAWING, "image/svg+xml"
    session.add(cast.tarn)
    session.commit()
    amina = signed_in(cast.amina)

    shown = amina.visits("/aide").all("img", src="/territoires/81/logo")
    served = amina.client.get("/territoires/81/logo")

    assert shown[0].get("alt") == ""
    assert served.content == DRAWING
    assert served.headers["content-type"] == "image/svg+xml"


def test_without_one_ours_is_shown_and_the_address_is_empty(
    anybody: Visitor, cast: Cast, signed_in: SignIn
) -> None:
    assert signed_in(cast.amina).visits("/aide").all("img") == []
    assert anybody.client.get("/territoires/81/logo").status_code == 404
