"""A passphrase is checked in three steps, so that nothing is locked while argon2 works."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from litestar.concurrency import sync_to_thread
from sqlmodel import Session

from backend import clock
from backend.people import access, hashing, rate, sign_ins
from backend.people.models import Adviser, Person
from backend.people.sign_ins import Candidate
from backend.web.pages import Page, page
from backend.web.security import secret_key
from backend.web.visit import AnyRequest, Visit

Counted = TypeVar("Counted")


@dataclass(frozen=True)
class Proof:
    holder: Person | Adviser | None = None
    wait: timedelta | None = None


async def by_name(request: AnyRequest, session: Session, typed: str, *, passphrase: str) -> Proof:
    """Who signs in with that name and that passphrase."""
    key = secret_key(request.app.state.settings)
    address = access.address_of(request)

    def name() -> Candidate:
        return sign_ins.name_candidate(session, typed, address=address, key=key, now=clock.now())

    return await _check(session, name, passphrase, key=key)


async def again(
    request: AnyRequest, session: Session, who: Person | Adviser, *, passphrase: str
) -> Proof:
    """Whether somebody signed in is still herself, before something that matters."""
    key = secret_key(request.app.state.settings)

    def name() -> Candidate:
        return sign_ins.name_again(session, who, key=key, now=clock.now())

    return await _check(session, name, passphrase, key=key)


async def _check(
    session: Session, name: Callable[[], Candidate], passphrase: str, *, key: str
) -> Proof:
    candidate = await count(session, name)
    if candidate.wait:
        return Proof(wait=candidate.wait)
    check = await hashing.off_the_loop(hashing.check, candidate.known_hash, passphrase)
    return Proof(
        await sync_to_thread(sign_ins.admit, session, candidate, check, key=key, now=clock.now())
    )


async def count(session: Session, ask: Callable[[], Counted]) -> Counted:
    """The try stays counted whatever follows, and no lock is held from here on."""

    def counted() -> Counted:
        answer = ask()
        session.commit()
        return answer

    return await sync_to_thread(counted)


def entrance(
    visit: Visit,
    template: str,
    *,
    wait: timedelta | None = None,
    status: int = 200,
    **shown: Any,  # noqa: ANN401 (what the template is given)
) -> Page:
    """A page where one proves something; `wait` when it was tried too often."""
    left = rate.minutes(wait) if wait else 0
    response = page(visit, template, status=429 if left else status, wait=left, **shown)
    if left:
        response.headers["Retry-After"] = str(left * 60)
    return response
