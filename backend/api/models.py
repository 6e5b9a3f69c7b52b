from datetime import datetime, timedelta

from sqlmodel import Field, SQLModel

KEPT = timedelta(hours=48)  # a tool that heard nothing asks again within that time


class KeptAnswer(SQLModel, table=True):
    """The answer to a request with an idempotency key: said again, not done again."""

    __tablename__ = "kept_answer"

    token_id: int = Field(foreign_key="api_token.id", primary_key=True)
    key: str = Field(primary_key=True)
    request_hash: str  # sha-256 of the method, the path and the body
    status: int
    location: str = ""
    body: str  # JSON
    answered_at: datetime = Field(index=True)
