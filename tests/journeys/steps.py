"""What people do on many pages. Found by address, name and value: words differ by language."""

import json
from collections.abc import Collection, Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from playwright.sync_api import Locator, Page, expect
from sqlmodel import Session, delete

from backend.appointments.models import Appointment
from backend.assessments.models import Observation
from backend.database import connect
from backend.projects.models import Objective, ObjectiveAnswer
from backend.steps.models import Step
from tests.doubles.push_service import PushService
from tests.journeys.installation import Installation

PUSH_MANAGER = Path(__file__).parent / "push_manager.js"

PASSPHRASE = "lampe girafe moulin orange"
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)

expect.set_options(timeout=15_000)


def sends(page: Page, action: str, *, button: str = "[type=submit]") -> None:
    """Presses the button of the form to that address."""
    page.locator(f'form[action="{action}"] {button}').first.click()


def is_at(page: Page, path: str) -> None:
    origin = page.url.split("/", 3)
    expect(page).to_have_url(f"{origin[0]}//{origin[2]}{path}")


def signs_in(page: Page, who: dict[str, Any], *, shared: bool = False) -> None:
    page.goto("/connexion")
    page.fill("[name=identifiant]", who["email"])
    page.fill("[name=phrase]", who["passphrase"] or PASSPHRASE)
    if shared:
        page.check("[name=partage]")
    sends(page, "/connexion")
    expect(page.locator("body[data-private]")).to_be_attached()


def types_the_code(page: Page, code: str, surname: str) -> None:
    page.fill("[name=code]", code)
    page.fill("[name=nom]", surname)
    sends(page, "/i")
    is_at(page, "/i/phrase")


def chooses_a_passphrase(page: Page, *, shared: bool = False) -> None:
    page.fill("[name=phrase]", PASSPHRASE)
    page.check(f"[name=appareil][value={'partage' if shared else 'personnel'}]")
    sends(page, "/i/phrase")
    is_at(page, "/")


def answers(page: Page, answer: str) -> None:
    page.click(f"[name=reponse][value={answer}]")
    kind = "done" if answer == "coming" else "warn"
    expect(page.locator(f".answer .notice--{kind}")).to_be_visible()


def signs_out(page: Page) -> None:
    page.goto("/reglages")
    page.locator("main").locator('form[action="/deconnexion"] [type=submit]').click()
    is_at(page, "/connexion")


def card_of(page: Page) -> Locator:
    """The next appointment, on the home page."""
    return page.locator("main .card").filter(has=page.locator(".when")).first


def in_french(moment: datetime) -> tuple[str, str]:
    """« mardi 24 novembre » and « 14 h 30 », in the zone of the moment."""
    number = "1er" if moment.day == 1 else str(moment.day)
    day = f"{DAYS[moment.weekday()]} {number} {MONTHS[moment.month - 1]}"
    return day, f"{moment.hour} h {moment:%M}" if moment.minute else f"{moment.hour} h"


def allows_reminders(page: Page, push: PushService) -> None:
    page.context.grant_permissions(["notifications"])
    page.goto("/reglages/rappels")
    key = page.locator("push-toggle").get_attribute("data-key")
    page.evaluate(PUSH_MANAGER.read_text(), push.new_subscription(key))
    page.click("push-toggle [data-state=off] button")
    expect(page.locator("push-toggle [data-state=on]")).to_be_visible()


@contextmanager
def fresh_database(server: str) -> Generator[str]:
    """Its address, until the story ends."""
    engine = connect(server)
    url = engine.url.set(database=f"journey_{uuid4().hex[:12]}")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {url.database}")
        try:
            yield url.render_as_string(hide_password=False)
        finally:
            connection.exec_driver_sql(f"DROP DATABASE {url.database} WITH (FORCE)")
    engine.dispose()


def given_nothing_is_planned(installation: Installation) -> None:
    engine = connect(installation.environment["DATABASE_URL"])
    with Session(engine) as session:
        for table in (Appointment, ObjectiveAnswer, Objective, Observation, Step):
            session.exec(delete(table))
        session.commit()
    engine.dispose()


def neutral(payload: Any, private: Collection[str]) -> dict[str, Any]:
    """The notification, once it was found to say nothing a stranger may read on a lock screen."""
    said = json.dumps(payload, ensure_ascii=False).casefold()
    assert not [word for word in private if word in said]
    return payload["notification"]
