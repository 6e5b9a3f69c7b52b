"""Proving who one is: with a name and a passphrase, or again with the passphrase alone.

Three steps, so that nothing is locked while argon2 works: name a candidate (and commit), check the
passphrase, admit.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from backend.people import handles, queries, rate
from backend.people.hashing import Check
from backend.people.models import Adviser, Credential, Person


@dataclass(frozen=True)
class Candidate:
    """Whose passphrase to check; nobody's when the name is unknown, which must not show."""

    account: str  # what failures are counted under
    credential: Credential | None = None
    wait: timedelta | None = None

    @property
    def known_hash(self) -> str | None:
        return self.credential.passphrase_hash if self.credential else None


def name_candidate(
    session: Session, typed: str, *, address: str, key: str, now: datetime
) -> Candidate:
    readings = handles.readings(typed)
    limits = [(rate.SIGN_IN_FROM_ADDRESS, address), (rate.SIGN_IN_IN_ALL, "")]
    wait = rate.wait_before(session, limits, key=key, now=now)
    if wait is not None:
        return Candidate("", wait=wait)
    credential = queries.credential_with(session, readings)
    if credential is not None:
        return _counted(session, credential, key=key, now=now)
    account = f"name:{readings[0] if readings else typed.casefold()}"
    return Candidate(account, wait=rate.wait_for_account(session, account, key=key, now=now))


def name_again(session: Session, who: Person | Adviser, *, key: str, now: datetime) -> Candidate:
    """Somebody signed in shows that she is still herself; wrong tries count as at sign-in."""
    credential = queries.credential_of(session, who)
    if credential is None:
        return Candidate(f"none:{who.id}")
    return _counted(session, credential, key=key, now=now)


def _counted(session: Session, credential: Credential, *, key: str, now: datetime) -> Candidate:
    account = account_of(credential)
    wait = rate.wait_for_account(session, account, key=key, now=now)
    return Candidate(account, credential, wait)


def account_of(credential: Credential) -> str:
    return f"credential:{credential.id}"


def admit(
    session: Session, candidate: Candidate, check: Check, *, key: str, now: datetime
) -> Person | Adviser | None:
    """Who that is, when the passphrase is right and she may still come in."""
    credential = candidate.credential
    if credential is None or not check.matches:
        return None
    rate.forgive(session, candidate.account, key=key)
    if check.renewed:
        credential.passphrase_hash = check.renewed
        session.add(credential)
    holder = queries.holder_of(session, credential)
    if isinstance(holder, Adviser) and holder.has_left(now.date()):
        return None
    return holder
