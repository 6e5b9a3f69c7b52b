"""Files are told apart by what they hold; what cannot be used is said once, clearly."""

import pytest
from sqlmodel import Session, select

from backend.imports import report as reporting
from backend.imports.labels import in_sentence_case, kind_of
from backend.imports.reading import FileRefused
from backend.people.models import Accompaniment, Merge, Person, PersonIdentifier
from backend.steps.models import Kind
from tests.cast import Cast
from tests.imports.conftest import AMINA, STRANGER, TakeIn, action, actions, entry, extract

PEOPLE = "Identifiant dans le SI*;Prénom*;Nom*;Date de naissance*;Identifiant Pôle emploi"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (b"  \n ", "vide"),
        (b"PK\x03\x04\x00\x00\x00\x00", "pas un fichier de texte"),
        (b"\x81\x8d\x90 a;b", "pas un fichier de texte"),
        ("a;b\n1;2".encode("utf-16"), "pas un fichier de texte"),
        (b"nom;prenom\nBenali;Amina", "colonnes ne sont pas connues"),
        (b"<?xml version='1.0'?><a/>", "colonnes ne sont pas connues"),
        (b"identifiant_unique_de;codeaction;date_debut\n1;2;3", "lblaction, date_prescription"),
        (b"identifiant_unique_de;nom\n1;2", "referent_mail"),
        (b"{", "JSON ne peut pas"),
        (b"[1", "JSON ne peut pas"),
        ("Identifiant dans le SI;Prénom\n1;2".encode(), "Nom"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_error(
    taken_in: TakeIn, content: bytes, said: str
) -> None:
    with pytest.raises(FileRefused, match=said):
        taken_in(content)


def test_a_list_of_people_adds_them(taken_in: TakeIn, session: Session) -> None:
    report = taken_in(f"{PEOPLE}\n77;Fatou;Diallo;1990-02-28;300L\n".encode("utf-8-sig"))

    assert (report.read, report.added) == (1, 1)
    assert session.exec(select(Person).where(Person.last_name == "Diallo")).one()


def test_an_identifier_of_two_files_proposes_to_make_them_one(
    taken_in: TakeIn, session: Session, amina: Person
) -> None:
    taken_in(f"{PEOPLE}\n77;Aminah;Ben Ali;1994-05-18;{AMINA}\n".encode())

    added = session.exec(select(Person).where(Person.last_name == "Ben Ali")).one()
    proposal = session.exec(select(Merge)).one()
    assert (proposal.kept_id, proposal.other_id) == (amina.id, added.id)


def test_at_the_desk_only_people_the_structure_knows_are_touched(
    taken_in: TakeIn, session: Session, cast: Cast, amina: Person
) -> None:
    assert taken_in(actions(action()), at_the_desk=True).added == 1
    link = session.exec(select(Accompaniment).where(Accompaniment.person_id == amina.id)).one()
    session.delete(link)
    session.commit()

    report = taken_in(actions(action(lblaction="AUTRE")), at_the_desk=True)

    assert (report.added, report.refused) == (0, 1)
    assert cast.claire.structure_id == cast.department.id


def test_another_territory_s_person_is_unknown(
    taken_in: TakeIn, session: Session, cast: Cast
) -> None:
    session.add(
        PersonIdentifier(
            territory_id=cast.guyane.id,
            system="france_travail",
            value=STRANGER,
            person_id=cast.bilal.id,
        )
    )
    session.commit()

    assert taken_in(actions(action(STRANGER))).refused == 1


def test_refusals_are_counted_all_and_named_up_to_a_limit(
    taken_in: TakeIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "MOST", 3)

    report = taken_in(extract(*(entry(f"x{number}") for number in range(9))))

    assert (report.refused, len(report.rejected), report.is_useless) == (9, 3, True)


@pytest.mark.parametrize(
    ("code", "label", "kind"),
    [
        ("EFO", "UNE FORMATION DANS LE DOMAINE SUIVANT", Kind.TRAINING),
        ("PMS", "PERIODE EN ENTREPRISE", Kind.IMMERSION),
        ("XXX", "AIDE A LA CREATION ENTREPRISE", Kind.COMPANY_CREATION),
        ("XXX", "DIAGNOSTIC MOBILITE", Kind.DIAGNOSIS),
        ("XXX", "ATELIER MOBILITE", Kind.MOBILITY),
        ("XXX", "ACCOMPAGNEMENT PAR DEFENSE MOBILITE", Kind.OTHER),
        ("XXX", "Éducation financière", Kind.MONEY),
        ("XXX", "TROUVER UNE GARDE D'ENFANT", Kind.CHILDCARE),
        ("XXX", "PRENDRE SOIN DE SA SANTE", Kind.HEALTH),
        ("XXX", "CONCEVOIR UN CV", Kind.JOB_SEARCH),
        ("XXX", "RIEN DE CONNU", Kind.OTHER),
    ],
)
def test_a_label_tells_its_kind(code: str, label: str, kind: Kind) -> None:
    assert kind_of(code, label) is kind


@pytest.mark.parametrize(
    ("label", "read"),
    [
        ("FAIRE SON CV", "Faire son CV"),
        ("CSP", "CSP"),
        ("Déjà bien écrit par France Travail", "Déjà bien écrit par France Travail"),
    ],
)
def test_a_label_is_written_as_a_sentence(label: str, read: str) -> None:
    assert in_sentence_case(label) == read
