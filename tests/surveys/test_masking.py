"""What could tell who somebody is never reaches the database."""

import re
import unicodedata

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from backend.people.models import Accompaniment, Adviser, FieldOfWork
from backend.surveys.identifying import MARKS, REGIONS
from backend.surveys.masking import known_names, mask
from tests.cast import Cast, saved
from tests.conftest import NOON

NAMES = {"Claire", "Bonnet", "Amina", "Benali", "Grace", "Jean-Pierre", "D’Almeida", "Ly", "Petit"}


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Appelez-moi au 06 12 34 56 78", "Appelez-moi au [téléphone]"),
        ("06.12.34.56.78 le soir", "[téléphone] le soir"),
        ("mon numéro : 0594 59 40 00 01", "mon numéro : [téléphone]"),
        ("+594 694 00 00 01 svp", "[téléphone] svp"),
        ("06 12.34-56/78", "[téléphone]"),
        ("0 6 1 2 3 4 5 6 7 8", "[téléphone]"),
        ("٠٦١٢٣٤٥٦٧٨ شكرا", "[téléphone] شكرا"),
        ("écrivez à amina.b@example.org.", "écrivez à [courriel]."),
        ("amina arobase example point org", "[courriel]"),
        ("voir https://example.org/a?b=1 et www.truc.fr", "voir [lien] et [lien]"),
        ("facebook.com/amina", "[lien]"),
        ("ma sécu 2 94 05 81 004 123 45 merci", "ma sécu [numéro] merci"),
        ("294052A00412345", "[numéro]"),
        ("FR76 3000 6000 0112 3456 7890 189 merci", "[numéro] merci"),
        ("allocataire 1234567", "allocataire [numéro]"),
        ("dossier 12-345-678", "dossier [numéro]"),
        ("née le 17/05/1994 à Albi", "née le [date] à Albi"),
        ("née le 17 mai 1994", "née le [date]"),
        ("12 bis rue de la Paix à Albi", "[adresse] à Albi"),
        ("au 3, place du Vigan", "au [adresse]"),
        ("81000 Albi", "[adresse]"),
    ],
)
def test_what_leads_to_somebody_is_masked(said: str, kept: str) -> None:
    assert mask(said, set()) == kept


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Claire m’a aidée", "[nom] m’a aidée"),
        ("claire m’a aidée", "[nom] m’a aidée"),
        ("merci à CLAIRE", "merci à [nom]"),
        ("La réponse est claire", "La réponse est claire"),
        ("avec claire c’est bien", "avec [nom] c’est bien"),
        ("mme bonnet, madame Bonnet", "mme [nom], madame [nom]"),
        ("bénali ou BENALI", "[nom] ou [nom]"),
        ("Grâce à vous, merci Grace", "Grâce à vous, merci [nom]"),
        ("jean pierre, Jean-Pierre, jeanpierre", "[nom], [nom], [nom]"),
        ("Monsieur d'almeida", "Monsieur [nom]"),
        ("Un petit problème. Petit retard", "Un petit problème. Petit retard"),
        ("chez M. Petit", "chez M. [nom]"),
        ("Mme Durand et M. Le Goff", "Mme [nom] et M. [nom]"),
        ("madame Sophie DURAND-Roy merci", "madame [nom] merci"),
        ("MONSIEUR JE SUIS EN COLÈRE", "MONSIEUR JE SUIS EN COLÈRE"),
        ("Bonjour Madame La Directrice", "Bonjour Madame La Directrice"),
        ("On m’a dit. ON M’A DIT", "On m’a dit. ON M’A DIT"),
        ("J’ai vu Ly hier", "J’ai vu [nom] hier"),
        ("كلير لطيفة", "كلير لطيفة"),
        ("A\u200bmina", "[nom]"),
    ],
)
def test_known_names_are_masked_and_words_of_every_day_are_not(said: str, kept: str) -> None:
    assert mask(said, NAMES) == kept


@pytest.mark.parametrize(
    "text",
    [
        "On m’a écoutée pendant 45 minutes, de 14 h 30 à 15 h 15.",
        "J’attends depuis 2024, ou 2025 - 2026.",
        "J’ai fait 2 cours de français et 1 place en crèche s’est libérée.",
        "Il me manque 1 500 euros, soit 20 % du total.",
        "Le 115 et le 3919 n’ont pas répondu.",
        "France Travail m’a appelée le 12 mars.",
        "استقبلوني جيدا يوم ١٢ مارس",
        "Le RSA, la CAF… c’est long !",
    ],
)
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert mask(text, {*NAMES, "France"}) == text


PHONES = st.sampled_from(
    [
        example
        for region in REGIONS
        for kind in (
            phonenumbers.PhoneNumberType.MOBILE,
            phonenumbers.PhoneNumberType.FIXED_LINE,
        )
        if (example := phonenumbers.example_number_for_type(region, kind)) is not None
    ]
)
WORDS = st.text(
    st.characters(categories=["Ll", "Lu", "Zs", "Po"], exclude_characters="@./+_"), max_size=40
)
JOINTS = st.sampled_from(["", " ", ".", "-", " - ", "/", "\u00a0", "  "])


@given(PHONES, JOINTS, WORDS, WORDS)
def test_no_telephone_survives(
    phone: phonenumbers.PhoneNumber, joint: str, before: str, after: str
) -> None:
    national = phonenumbers.format_number(phone, phonenumbers.PhoneNumberFormat.NATIONAL)
    international = phonenumbers.format_number(phone, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    for written in (national.replace(" ", joint), international.replace(" ", joint)):
        masked = mask(f"{before} {written} {after}", set())
        assert sum(sign.isdigit() for sign in masked) < 3, masked


@given(st.emails(), WORDS, WORDS)
def test_no_mail_address_survives(address: str, before: str, after: str) -> None:
    masked = mask(f"{before} {address} {after}", set())
    assert address not in masked
    assert "@" not in masked


@given(
    st.text(max_size=120),
    st.sets(st.text(min_size=1, max_size=12), max_size=4),
)
def test_masking_twice_is_masking_once(text: str, names: set[str]) -> None:
    once = mask(text, names)
    assert mask(once, names) == once


@given(st.text(st.characters(categories=["Ll", "Lo", "Zs"]), max_size=120))
def test_letters_without_a_known_name_are_unchanged(text: str) -> None:
    assert mask(text, set()) == unicodedata.normalize("NFC", text)


@given(st.lists(st.sampled_from([*MARKS, "Benali", "0612345678", "a@b.fr", " ", "x", "."])))
def test_marks_are_never_taken_apart(pieces: list[str]) -> None:
    masked = mask("".join(pieces), {"Benali", "Lien", "Date"})
    assert not re.sub("|".join(map(re.escape, MARKS)), "", masked).count("[")


def test_hers_and_her_advisers_names_are_known(session: Session, cast: Cast) -> None:
    colleague = adviser(session, cast, "Zoé", "Marty")
    former = adviser(session, cast, "Léa", "Ferrand", structure_id=cast.mission_locale.id)
    saved(
        session,
        Accompaniment(
            person_id=cast.amina.id,
            adviser_id=former.id,
            started_on=NOON.date(),
            ended_on=NOON.date(),
        ),
    )
    assert known_names(session, cast.amina, colleague.structure_id) == {
        "Amina", "Benali", "Claire", "Bonnet", "Zoé", "Marty", "Léa", "Ferrand",
    }  # fmt: skip
    assert "Marty" not in known_names(session, cast.amina, None)


def adviser(
    session: Session, cast: Cast, first: str, last: str, structure_id: int | None = None
) -> Adviser:
    return saved(
        session,
        Adviser(
            structure_id=structure_id or cast.department.id,
            first_name=first,
            last_name=last,
            email=f"{last.lower()}@example.org",
            function="conseillère",
            field=FieldOfWork.SOCIAL,
        ),
    )
