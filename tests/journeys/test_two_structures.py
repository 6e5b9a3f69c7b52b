"""Two structures feed the same person, one by its tool and one by a file: she sees one line of it.

She says that one step is not right, contests an objective and prepares her point de situation; each
of them reaches those who accompany her, and the tool reads her answer back.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browsers.inspection import axe, overflow, small_targets
from tests.imports.conftest import action, actions
from tests.journeys.conftest import Phones
from tests.journeys.installation import Installation
from tests.journeys.steps import sends

STRANGER = "5f0c77aa-0009-4b5e-9a3d-0000000099ff"
TODAY = date.today()  # noqa: DTZ011 (the installation reads the real clock too)
NOT_RIGHT = "Cela a duré trois jours, pas une semaine."
REASON = "Je ne peux pas travailler la nuit : mes enfants."
WENT_WELL, WANTS = "J’ai tenu mes horaires.", "Un stage plus près de chez moi."


@dataclass(frozen=True)
class Reader:
    first_name: str
    language: str
    france_travail: str


AMINA = Reader("Amina", "fr", "5f0c77aa-0001-4b5e-9a3d-00000000a1b2")
NADIA = Reader("Nadia", "ar", "5f0c77aa-0002-4b5e-9a3d-00000000c3d4")


class Tool:
    """The software of the Maison du Département, with the token it was given."""

    def __init__(self, installation: Installation) -> None:
        self._home = f"{installation.url}/api/v1"
        self._key = {"Authorization": f"Bearer {installation.demo['api_token']}"}

    def tells(self, path: str, **facts: Any) -> dict[str, Any]:
        answer = httpx.post(self._home + path, json=facts, headers=self._key)
        return answer.raise_for_status().json()

    def reads(self, path: str) -> dict[str, Any]:
        return httpx.get(self._home + path, headers=self._key).raise_for_status().json()


@pytest.mark.parametrize("reader", [AMINA, NADIA], ids=lambda reader: reader.language)
def test_one_line_that_she_can_correct(
    installation: Installation, phones: Phones, tmp_path: Path, reader: Reader
) -> None:
    her, tool = installation.person(reader.first_name), Tool(installation)
    file, objective = given_by_the_tool(tool, her, reader)
    given_by_a_file(phones, installation, tmp_path, reader)

    phone = phones.new(her["cookie"], locale=reader.language)
    she_sees_one_line(phone, reader)
    she_corrects_one_step(phone, reader)
    she_contests_the_objective(phone, objective)
    she_prepares_her_point(phone)

    claire = phones.new(installation.adviser("Claire")["cookie"], width=1280)
    those_who_accompany_her_read_it(claire, file)
    answer = tool.reads(f"/people/{file}/objectives/{objective}")["answer"]
    assert (answer["stance"], answer["words"]) == ("not_mine", REASON)


def given_by_the_tool(tool: Tool, her: dict[str, Any], reader: Reader) -> tuple[int, int]:
    """Her number and the objective's; nothing is typed by anybody."""
    person = tool.tells(
        "/people",
        first_name=her["first_name"],
        last_name=her["last_name"],
        identifiers=[
            {"system": "rdv_insertion", "value": her["rdv_insertion_id"]},
            {"system": "france_travail", "value": reader.france_travail},
        ],
    )
    path = f"/people/{person['id']}"
    first, last = TODAY - timedelta(days=20), TODAY - timedelta(days=15)
    tool.tells(
        f"{path}/steps",
        reference=f"S-{reader.language}",
        kind="training",
        title="Découverte de l’aide à domicile",
        status="done",
        started_on=first.isoformat(),
        ended_on=last.isoformat(),
    )
    objective = tool.tells(
        f"{path}/objectives",
        reference=f"O-{reader.language}",
        words="Accepter un poste de nuit",
        theme="trouver_un_emploi",
        set_on=last.isoformat(),
    )
    return person["id"], objective["id"]


def given_by_a_file(
    phones: Phones, installation: Installation, folder: Path, reader: Reader
) -> None:
    """Karim's structure brings in an extract: one row is of somebody unknown, and is named."""
    extract = folder / "extrait.csv"
    day = f"{TODAY - timedelta(days=5)} 00:00:00.0"
    extract.write_bytes(
        actions(
            action(reader.france_travail, lblaction="ATELIER LOGEMENT", date_debut=day),
            action(STRANGER),
        )
    )
    karim = phones.new(installation.adviser("Karim")["cookie"], width=1280)
    karim.goto("/pro/imports")
    karim.set_input_files("[name=fichier]", str(extract))
    sends(karim, "/pro/imports")
    report = karim.locator("main")
    expect(report).to_contain_text("3")  # the line of the row that was refused
    expect(report).not_to_contain_text(STRANGER)
    is_sound(karim)


def she_sees_one_line(phone: Page, reader: Reader) -> None:
    phone.goto("/parcours")
    if phone.locator("details:has(.path)").count():
        phone.locator("details:has(.path) > summary").click()
    line = phone.locator("main")
    for words in ("Découverte de l’aide à domicile", "Atelier logement"):
        expect(line.locator(".stop", has_text=words)).to_have_count(1)
    for structure in ("Maison du Département d’Albi", "Centre social de Gaillac"):
        expect(line.locator(".stop", has_text=structure).first).to_be_visible()
    expect(phone.locator("html")).to_have_attribute("lang", reader.language)
    is_sound(phone)
    phone.set_viewport_size({"width": 320, "height": 640})
    assert overflow(phone) == 0
    phone.set_viewport_size({"width": 360, "height": 740})


def she_corrects_one_step(phone: Page, reader: Reader) -> None:
    phone.locator(".stop a", has_text="Découverte de l’aide").click()
    phone.locator(".dispute summary").click()
    phone.fill("[name=mots]", NOT_RIGHT)
    is_sound(phone)
    phone.locator(".dispute form [type=submit]").click()
    expect(phone.locator(".dispute blockquote")).to_have_text(NOT_RIGHT)
    phone.goto("/parcours")
    expect(phone.locator(".stop .badge")).to_have_count(1)
    assert reader.language == phone.locator("html").get_attribute("lang")


def she_contests_the_objective(phone: Page, objective: int) -> None:
    phone.goto("/parcours/projet")
    card = phone.locator(f"#objectif-{objective}")
    card.locator("[name=raison]").fill(REASON)
    is_sound(phone)
    card.locator("[name=reponse][value=not_mine]").click()
    expect(phone.locator(f"#objectif-{objective} .notice--warn")).to_contain_text(REASON)


def she_prepares_her_point(phone: Page) -> None:
    phone.goto("/parcours/points/preparation")
    phone.fill("[name=bien]", WENT_WELL)
    phone.fill("[name=veux]", WANTS)
    is_sound(phone)
    phone.locator("[name=montrer][value='1']").click()
    expect(phone.locator("[name=veux]")).to_have_value(WANTS)
    expect(phone.locator("[name=montrer][value='0']")).to_be_visible()


def those_who_accompany_her_read_it(claire: Page, file: int) -> None:
    claire.goto("/pro")
    told = claire.locator("main")
    expect(told).to_contain_text(NOT_RIGHT)
    expect(told).to_contain_text(REASON)
    is_sound(claire)
    for path, words in (
        ("projet", REASON),
        ("points/preparation", WANTS),
        ("parcours", "Découverte de l’aide à domicile"),
    ):
        claire.goto(f"/pro/personnes/{file}/{path}")
        expect(claire.locator("main")).to_contain_text(words)
        is_sound(claire)


def is_sound(page: Page) -> None:
    assert (axe(page), overflow(page), small_targets(page)) == ([], 0, [])
