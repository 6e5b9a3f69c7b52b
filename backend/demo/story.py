"""What the demo shows: two territories, those who work there, the people they accompany.

Names and numbers are invented; phone numbers are of the ranges kept for fiction (ARCEP 2018-0881).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from backend.law.models import Body
from backend.people.models import FieldOfWork

ADVISER_PASSPHRASE = "quatre velos sous la pluie"  # noqa: S105 (printed for whoever tries it)
PERSON_PASSPHRASE = "sept pommes sur le marche"  # noqa: S105


@dataclass(frozen=True)
class TerritoryStory:
    code: str
    name: str
    timezone: str
    phone: str
    brand: str
    accent: str


@dataclass(frozen=True)
class StructureStory:
    key: str
    territory: str
    name: str
    phone: str
    address: str
    bring: str = ""
    email: str = ""
    is_team: bool = False


@dataclass(frozen=True)
class AdviserStory:
    structure: str
    first_name: str
    last_name: str
    email: str
    phone: str
    function: str
    field: FieldOfWork


@dataclass(frozen=True)
class PersonStory:
    territory: str
    first_name: str
    last_name: str
    birth_date: date
    email: str
    phone: str
    language: str
    rdv_insertion_id: str
    advisers: tuple[str, ...]  # e-mails, her référent unique first
    is_enrolled: bool = False


TERRITORIES = (
    TerritoryStory("81", "Tarn", "Europe/Paris", "+33536490010", "#0B5A5E", "#B4541A"),
    TerritoryStory("973", "Guyane", "America/Cayenne", "+33639980010", "#27592F", "#9C3D10"),
)
STRUCTURES = (
    StructureStory(
        "albi",
        "81",
        "Maison du Département d’Albi",
        "+33536490020",
        "14 rue de la Porte-Neuve, 81000 Albi",
        "Une pièce d’identité\nVotre CV, si vous en avez un",
    ),
    StructureStory(
        "gaillac",
        "81",
        "Centre social de Gaillac",
        "+33536490030",
        "3 place de la Libération, 81600 Gaillac",
        "Vos trois derniers relevés de la CAF",
    ),
    StructureStory(
        "cayenne",
        "973",
        "Mission locale de Cayenne",
        "+33639980020",
        "24 avenue du Général-de-Gaulle, 97300 Cayenne",
        "Une pièce d’identité",
    ),
    StructureStory(
        "equipe-81",
        "81",
        "Équipe insertion et emploi du Tarn",
        "+33536490040",
        "1 place de la République, 81000 Albi",
        email="insertion-tarn@example.org",
        is_team=True,
    ),
    StructureStory(
        "equipe-973",
        "973",
        "Équipe insertion et emploi de Guyane",
        "+33639980040",
        "1 rue des Palmistes, 97300 Cayenne",
        email="insertion-guyane@example.org",
        is_team=True,
    ),
)
CONTACTS: Mapping[str, tuple[tuple[Body, str, str, str], ...]] = {  # name, address, website
    "81": (
        (
            Body.PRESIDENT,
            "la présidence du conseil départemental du Tarn",
            "1 place de la République, 81000 Albi",
            "",
        ),
        (Body.TRIBUNAL, "le tribunal administratif de Toulouse", "", "www.telerecours.fr"),
    ),
    "973": (
        (
            Body.PRESIDENT,
            "la présidence de la collectivité territoriale de Guyane",
            "1 rue des Palmistes, 97300 Cayenne",
            "",
        ),
        (Body.TRIBUNAL, "le tribunal administratif de la Guyane", "", "www.telerecours.fr"),
    ),
}
EVERYWHERE = (
    (Body.CADA, "la CADA", "", "www.cada.fr"),
    (Body.CNIL, "la CNIL", "", "www.cnil.fr"),
    (
        Body.DEFENDER,
        "le Défenseur des droits",
        "Libre réponse 71120, 75342 Paris CEDEX 07",
        "www.defenseurdesdroits.fr",
    ),
)
ADVISERS = (
    AdviserStory(
        "albi",
        "Claire",
        "Bonnet",
        "claire.bonnet@example.org",
        "+33536490021",
        "référente",
        FieldOfWork.PROFESSIONAL,
    ),
    AdviserStory(
        "gaillac",
        "Karim",
        "Said",
        "karim.said@example.org",
        "+33536490031",
        "assistant social",
        FieldOfWork.SOCIAL,
    ),
    AdviserStory(
        "cayenne",
        "Solange",
        "Edwige",
        "solange.edwige@example.org",
        "+33639980021",
        "conseillère",
        FieldOfWork.PROFESSIONAL,
    ),
    AdviserStory(
        "equipe-81",
        "Hélène",
        "Marty",
        "helene.marty@example.org",
        "+33536490041",
        "coordinatrice du territoire",
        FieldOfWork.PROFESSIONAL,
    ),
    AdviserStory(
        "equipe-973",
        "Rosemonde",
        "Lama",
        "rosemonde.lama@example.org",
        "+33639980041",
        "coordinatrice du territoire",
        FieldOfWork.PROFESSIONAL,
    ),
)
CLAIRE, KARIM, SOLANGE, HELENE, ROSEMONDE = (adviser.email for adviser in ADVISERS)
PEOPLE = (
    PersonStory(
        "81",
        "Amina",
        "Benali",
        date(1994, 5, 17),
        "amina.benali@example.org",
        "+33639981001",
        "fr",
        "3432",
        (CLAIRE, KARIM),
    ),
    PersonStory(
        "973",
        "Bilal",
        "Haddad",
        date(1988, 1, 9),
        "bilal.haddad@example.org",
        "+33639981002",
        "fr",
        "5527",
        (SOLANGE,),
    ),
    PersonStory(
        "81",
        "Nadia",
        "Cherif",
        date(1979, 11, 2),
        "nadia.cherif@example.org",
        "+33639981003",
        "ar",
        "3433",
        (CLAIRE, KARIM),
        is_enrolled=True,
    ),
    PersonStory(
        "81",
        "Jean-Luc",
        "Fabre",
        date(1971, 3, 28),
        "jeanluc.fabre@example.org",
        "+33639981004",
        "fr",
        "3434",
        (CLAIRE,),
        is_enrolled=True,
    ),
    PersonStory(
        "81",
        "Grace",
        "Okafor",
        date(1999, 8, 14),
        "grace.okafor@example.org",
        "+33639981005",
        "en",
        "3435",
        (CLAIRE,),
        is_enrolled=True,
    ),
    PersonStory(
        "81",
        "Mathis",
        "Roux",
        date(2003, 12, 30),
        "mathis.roux@example.org",
        "+33639981006",
        "fr",
        "3436",
        (KARIM,),
    ),
)
