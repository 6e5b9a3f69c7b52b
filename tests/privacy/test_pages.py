"""Her data on the screen: readable, hers alone, hers to take away."""

import json
from datetime import date, timedelta
from enum import Enum
from random import Random
from typing import Any

import pytest
from sqlmodel import Session, select

from backend.audit.models import AuditEntry
from backend.claims.corrections import own_notes_of
from backend.claims.models import Claim
from backend.claims.states import Appeal, Kind, Outcome, Silence
from backend.messaging.consents import has_consented
from backend.messaging.models import Consent
from backend.privacy import queries
from backend.privacy.codes import CODES
from backend.privacy.export import export_of, key_of
from backend.privacy.ownership import NOBODYS
from backend.privacy.parts import PARTS
from backend.privacy.reading import parts_of
from backend.privacy.words import COLUMNS
from backend.sharing.models import Consultation, Purpose
from backend.tables import METADATA
from backend.web.language import speaking
from tests.cast import Cast, appointment, saved
from tests.conftest import NOON, SignIn
from tests.privacy.filling import Population

HERE = "/droits/mes-donnees"


def test_every_table_has_a_place_on_the_page() -> None:
    shown = [kind.table for part in PARTS for kind in part.kinds]

    assert sorted(shown) == sorted(set(METADATA.tables) - NOBODYS)


@pytest.mark.parametrize(
    "kind", [kind for part in PARTS for kind in part.kinds], ids=lambda k: k.table
)
def test_every_column_shown_exists_and_has_a_name_in_words(kind) -> None:  # noqa: ANN001
    columns = {key_of(column): column for column in METADATA.tables[kind.table].columns}
    for key in kind.shown:
        assert key in columns
        assert key in COLUMNS
        choices = getattr(columns[key].type, "enum_class", None)
        if choices is not None and issubclass(choices, Enum):
            assert set(CODES[choices]) == set(choices), f"{choices} in words"


def test_a_full_file_is_readable(session: Session, cast: Cast, signed_in: SignIn) -> None:
    her = Population(session, cast, Random(4)).somebody("dounia")  # noqa: S311 (no secret)
    session.commit()
    person = session.get_one(type(cast.amina), her.person_id)
    visitor = signed_in(person)

    page = visitor.visits(f"{HERE}/tout")
    index = visitor.visits(HERE)

    for part in parts_of(export_of(session, person, now=NOON)):
        assert f'id="{part.anchor}"' in page.response.text
        assert f"{HERE}/tout#{part.anchor}" in index.links()
    assert "référente, Claire Bonnet, Maison du Département d’Albi" in page.text
    for table, column in (("note", "words"), ("claim", "words"), ("step", "title")):
        assert max(her.marks[table, column]) in page.text
    assert "passphrase_hash" not in page.response.text


def test_she_reads_what_is_kept_and_until_when(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    session.add(appointment(cast.amina, NOON))
    session.commit()
    amina = signed_in(cast.amina)

    index = amina.visits(HERE)
    everything = amina.visits(f"{HERE}/tout")

    assert index.title.startswith("Mes données")
    assert "jusqu’au jeudi 2 mars 2028" in index.text
    assert "mission d’intérêt public" in index.text
    assert f"{HERE}/tout#rendez-vous" in index.links()
    assert "/droits/demandes/nouvelle/correct_data?sujet=first_name" in index.links()
    for kind in ("access_data", "correct_data", "object_data", "erase_data"):
        assert f"/droits/demandes/nouvelle/{kind}" in index.links()
    assert "14 rue de la Paix" in everything.text
    assert "référente, Claire Bonnet" in everything.text


def test_the_copy_is_hers_alone_and_leaves_a_trace(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    session.add(appointment(cast.bilal, NOON, title="À Bilal"))
    session.commit()
    amina = signed_in(cast.amina)
    page = amina.visits(HERE)

    response = amina.posts(f"{HERE}/mes-donnees.json")

    assert page.form(f"{HERE}/mes-donnees.json")
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    assert "mes-donnees.json" in response.headers["content-disposition"]
    told = json.loads(response.content)
    assert [row["first_name"] for row in told["tables"]["person"]] == ["Amina"]
    assert "Bilal" not in response.text
    assert "token_hash" not in response.text
    [entry] = session.exec(select(AuditEntry)).all()
    assert (entry.actor, entry.action) == (f"person:{cast.amina.id}", "person.export")


def test_she_sees_everybody_who_looked_page_by_page(
    session: Session, cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST", 2)
    for person, days in ((cast.amina, 3), (cast.amina, 2), (cast.bilal, 2), (cast.amina, 1)):
        session.add(
            Consultation(
                person_id=person.id,
                structure_id=cast.department.id,
                adviser_id=cast.claire.id,
                function="référente",
                purpose=Purpose.PARCOURS,
                looked_at=NOON - timedelta(days=days),
            )
        )
        session.flush()
    session.commit()
    amina = signed_in(cast.amina)

    first = amina.visits(f"{HERE}/qui-a-regarde")
    [older] = [link for link in first.links() if "avant=" in link]
    second = amina.visits(older)

    assert first.text.count("référente, Maison du Département d’Albi") == 2
    assert "Claire" not in first.text
    assert "pour suivre votre parcours" in first.text
    assert second.text.count("référente, Maison") == 1
    assert not [link for link in second.links() if "avant=" in link]


def test_she_agrees_and_changes_her_mind(session: Session, cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    path = f"{HERE}/accord"
    page = amina.visits(path)
    assert "Les réponses arrivent par la poste" in page.text
    assert not has_consented(session, cast.amina)
    session.rollback()

    page = amina.submits(page, path, choix="oui")
    assert "Vous avez accepté. Les réponses arrivent ici." in page.text
    assert has_consented(session, cast.amina)
    assert not has_consented(session, cast.bilal)
    [consent] = session.exec(select(Consent)).all()
    assert "15 jours" in consent.words
    session.rollback()

    page = amina.submits(page, path, choix="non")
    assert "Vous n’acceptez plus." in page.text
    assert "retiré le 2 mars 2026" in page.text
    session.expire_all()
    assert not has_consented(session, cast.amina)
    [kept] = session.exec(select(Consent)).all()
    assert (kept.given_at, kept.revoked_at) == (NOON, NOON)
    actions = [entry.action for entry in session.exec(select(AuditEntry))]
    assert actions == ["consent.give", "consent.revoke"]


def test_agreeing_twice_is_agreeing_once(session: Session, cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    for _ in range(2):
        amina.posts(f"{HERE}/accord", choix="oui")
    assert len(session.exec(select(Consent)).all()) == 1
    session.rollback()

    refused = amina.posts(f"{HERE}/accord", choix="peut-être")
    assert refused.status_code == 422


def correction(session: Session, cast: Cast, number: str, **others: Any) -> Claim:
    facts: dict[str, Any] = {
        "number": number,
        "person_id": cast.amina.id,
        "territory_id": cast.tarn.id,
        "kind": Kind.CORRECT_DATA,
        "about": "first_name",
        "words": f"Je m’appelle {number}",
        "structure_id": cast.department.id,
        "received_at": NOON,
        "clock_from": date(2026, 3, 2),
        "due_on": date(2026, 4, 2),
        "escalates_on": date(2026, 3, 16),
        "silence": Silence.REJECTION,
        "appeal": Appeal.CNIL,
    }
    return saved(session, Claim(**facts | others))


def test_her_words_stand_beside_what_she_says_is_wrong(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    correction(session, cast, "Ouverte")
    correction(session, cast, "Refusée", is_open=False, outcome=Outcome.REFUSED, about="phone")
    correction(session, cast, "Faite", is_open=False, outcome=Outcome.ACCEPTED)
    correction(session, cast, "Bilal", person_id=cast.bilal.id)
    session.commit()

    hers = signed_in(cast.amina).visits(HERE).text
    desk = signed_in(cast.claire).visits(f"/pro/personnes/{cast.amina.id}").text

    for text in (hers, desk):
        assert "Je m’appelle Ouverte" in text
        assert "Je m’appelle Refusée" in text
        assert "le service ne l’a pas changé" in text
        assert "Faite" not in text
        assert "Bilal" not in text
    assert set(own_notes_of(session, cast.amina)) == {"first_name", "phone"}
    session.rollback()


def test_the_pages_speak_arabic(cast: Cast, signed_in: SignIn, session: Session) -> None:
    cast.amina.language = "ar"
    session.add(cast.amina)
    session.commit()
    amina = signed_in(cast.amina)

    for path in ("", "/tout", "/qui-a-regarde", "/accord"):
        assert amina.visits(HERE + path).language == "ar"
    with speaking("ar"):
        amina.posts(f"{HERE}/accord", choix="oui")
    [consent] = session.exec(select(Consent)).all()
    assert "15 يومًا" in consent.words
