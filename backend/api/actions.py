from datetime import datetime
from secrets import token_urlsafe

from sqlmodel import Session, col, delete

from backend.api.models import KEPT, KeptAnswer
from backend.api.scopes import Scope
from backend.partners.models import ApiToken
from backend.territories.models import Structure
from backend.web.security import token_hash


def give_token(
    session: Session, structure: Structure, scopes: list[Scope], *, now: datetime
) -> tuple[ApiToken, str]:
    """The row, and the token itself, which nobody can read again."""
    secret = f"mp_{token_urlsafe(32)}"
    row = ApiToken(
        structure_id=structure.id,
        token_hash=token_hash(secret),
        scopes=" ".join(scopes),
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row, secret


def revoke(token: ApiToken, *, now: datetime) -> None:
    token.revoked_at = token.revoked_at or now


def forget_old_answers(session: Session, *, now: datetime) -> int:
    """Answers are kept for a tool that did not hear the first one, not as an archive."""
    old = delete(KeptAnswer).where(col(KeptAnswer.answered_at) <= now - KEPT)
    return session.exec(old).rowcount
