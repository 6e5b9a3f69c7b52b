"""What a browser keeps of ours: who it is signed in as, a page half-way, a language."""

from datetime import timedelta

from litestar.datastructures import Cookie

from backend.people.models import Adviser, Person
from backend.web.pages import Page, language_cookie

SESSION_COOKIE = "__Host-session"
OPENING_COOKIE = "__Host-ouverture"
LONGEST = timedelta(days=400)  # browsers keep none longer; access.ends_at() says when it is over
NOTHING_LEFT = timedelta()


def remember(response: Page, token: str, holder: Person | Adviser, *, shared: bool) -> None:
    """Signs the browser in; a professional's cookie goes with the window, as on a shared phone."""
    passing = shared or isinstance(holder, Adviser)
    response.set_cookie(_cookie(SESSION_COOKIE, token, lasts=None if passing else LONGEST))
    if not shared:
        speak(response, holder.language)


def forget(response: Page) -> None:
    response.set_cookie(_cookie(SESSION_COOKIE, "", lasts=NOTHING_LEFT))


def speak(response: Page, language: str) -> None:
    """For the pages seen before signing in."""
    response.set_cookie(language_cookie(language))


def open_invitation(response: Page, token: str, *, lasts: timedelta) -> None:
    response.set_cookie(_cookie(OPENING_COOKIE, token, lasts=lasts))


def close_invitation(response: Page) -> None:
    response.set_cookie(_cookie(OPENING_COOKIE, "", lasts=NOTHING_LEFT))


def _cookie(name: str, value: str, *, lasts: timedelta | None) -> Cookie:
    seconds = None if lasts is None else int(lasts.total_seconds())
    return Cookie(name, value=value, max_age=seconds, secure=True, httponly=True, samesite="lax")
