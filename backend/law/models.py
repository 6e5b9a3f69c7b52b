"""Whom people can turn to, as each territory gives it: nothing of it is written in the code."""

from enum import StrEnum

from sqlmodel import Field, SQLModel

from backend.database import words


class Body(StrEnum):
    PRESIDENT = "president"  # of the Département: the compulsory appeal on the RSA
    TRIBUNAL = "tribunal"
    CADA = "cada"
    CNIL = "cnil"
    DATA_PROTECTION = "data_protection"  # the territory's own officer
    DEFENDER = "defender"
    ACCESSIBILITY = "accessibility"


class LegalContact(SQLModel, table=True):
    __tablename__ = "legal_contact"

    territory_id: int = Field(foreign_key="territory.id", primary_key=True)
    body: Body = Field(sa_type=words(Body), primary_key=True)
    name: str
    address: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
