"""When things go wrong the logs say so, without saying of whom."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from backend.database import connect
from tests.doubles.mail import MailServer
from tests.doubles.push_service import PushService
from tests.journeys import partner
from tests.journeys.commands import Commands
from tests.journeys.conftest import OURS
from tests.journeys.installation import Installation, installed
from tests.journeys.plain_browser import PlainBrowser
from tests.journeys.steps import PASSPHRASE

MISTYPED = {"zoubida", "kaddouri", "XQWZ7HKM", "XQWZ-7HKM"}


@pytest.fixture(scope="module")
def mail() -> Generator[MailServer]:
    with MailServer() as mail:
        yield mail


@pytest.fixture(scope="module")
def installation(
    folder: Path, commands: Commands, demo: dict[str, Any], mail: MailServer
) -> Generator[Installation]:
    settings = {**OURS, "LOG_LEVEL": "DEBUG", "SMTP_URL": f"smtp://{mail.host}:{mail.port}"}
    with installed(folder, commands, settings, demo=demo) as installation:
        yield installation


def test_no_log_names_anybody(
    installation: Installation, push: PushService, mail: MailServer
) -> None:
    mail.refuse_next(550, "5.1.1 <amina.benali@example.org>: no such mailbox")
    with PlainBrowser(installation.url) as her:
        she_mistypes_all_she_can(her)
        she_comes_in(her, installation.person("Amina"))
        endpoint = she_has_a_browser_that_dies(her, push)
    a_partner_makes_mistakes(installation)
    for hour in (10, 11):
        installation.works_at(installation.at(hour, days=1))
    assert push.answered, "nothing was tried"
    the_database_breaks(installation)
    logs = installation.logs()
    assert "DEBUG" in logs, "nobody was asked to talk"
    assert "unexpected " in logs, "the fault was not told"
    assert names_in(logs, {endpoint, *secrets_of(her)}, installation) == []


def she_mistypes_all_she_can(her: PlainBrowser) -> None:
    her.opens("/i")
    assert her.sends("/i", code="XQWZ-7HKM", nom="Kaddouri").status_code == 422
    her.opens("/connexion?retour=/rendez-vous")
    name = "zoubida.kaddouri@example.org"
    assert her.sends("/connexion", identifiant=name, phrase=PASSPHRASE).status_code == 422
    assert her.opens("/agenda/XQWZ7HKM.ics").status_code == 404


def she_comes_in(her: PlainBrowser, amina: dict[str, Any]) -> None:
    her.opens("/i")
    assert her.sends("/i", code=amina["invitation_code"], nom="ben").status_code == 303
    her.opens("/i/phrase")
    hers = {"email": amina["email"], "telephone": "06 39 98 10 01"}
    answer = her.sends("/i/phrase", phrase=PASSPHRASE, appareil="personnel", langue="fr", **hers)
    assert answer.status_code == 303


def she_has_a_browser_that_dies(her: PlainBrowser, push: PushService) -> str:
    her.opens("/reglages/rappels")
    subscription = push.new_subscription()
    answer = her.tells("/reglages/rappels/navigateurs", subscription)
    assert answer.is_success
    refused = subscription | {"endpoint": "https://push.example.org/kaddouri"}
    assert her.tells("/reglages/rappels/navigateurs", refused).is_client_error
    push.answer_always(subscription["endpoint"], 410)
    return subscription["endpoint"]


def a_partner_makes_mistakes(installation: Installation) -> None:
    start = installation.at(14, 30, days=6)
    partner.tells(installation, start)
    body = {"data": partner.rdv(start, "unknown"), "meta": {"model": "Rdv", "event": "created"}}
    assert partner.post(installation, body, secret="guessed").status_code == 401
    assert partner.post(installation, body).status_code == 422  # it has no timestamp


def the_database_breaks(installation: Installation) -> None:
    """In the middle of a statement that holds what she typed."""
    engine = connect(installation.environment["DATABASE_URL"])
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE handle RENAME TO lost"))
    engine.dispose()
    with PlainBrowser(installation.url) as her:
        her.opens("/connexion")
        email = installation.person("Amina")["email"]
        assert her.sends("/connexion", identifiant=email, phrase=PASSPHRASE).status_code == 500


def secrets_of(her: PlainBrowser) -> set[str]:
    return {value for value in her.cookies.values() if len(value) > len("français")}


def names_in(logs: str, hers: set[str], installation: Installation) -> list[str]:
    private = {*hers, *MISTYPED, PASSPHRASE, partner.NOTES, "6399810", "561990021"}
    for who in [*installation.demo["people"], *installation.demo["advisers"]]:
        private |= {who["email"], who["last_name"], who["cookie"].partition("=")[2]}
        private |= {str(who[name]) for name in ("invitation_code", "passphrase") if who.get(name)}
    private |= {hook["secret"] for hook in installation.demo["webhooks"]}
    said = logs.casefold()
    return sorted(word for word in private if word and word.casefold() in said)
