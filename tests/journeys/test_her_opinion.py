"""From an appointment that was held to « nous avons fait »: her opinion, and what comes of it.

In French on SQLite, from the notification itself; in Arabic on PostgreSQL, from the home page.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session, select

from backend.database import connect
from backend.surveys.models import Face, Moment, Said, SurveyAnswer
from backend.surveys.quarters import quarter_of, release_day
from backend.web.language import speaking, translations
from tests.browsers.inspection import axe, overflow, small_targets
from tests.browsers.notifications import click_notification, deliver_push, notifications
from tests.doubles.push_records import Received
from tests.doubles.push_service import PushService
from tests.journeys import partner
from tests.journeys.conftest import Phones
from tests.journeys.installation import Installation
from tests.journeys.steps import (
    allows_reminders,
    chooses_a_passphrase,
    given_nothing_is_planned,
    neutral,
    sends,
    signs_in,
    types_the_code,
)

WORDS = "Claire Bonnet m’a bien écoutée. Le bus est trop cher. Mon numéro : 06 39 98 10 01."
HIDDEN = ("Bonnet", "06 39 98 10 01")
KEPT = "Le bus est trop cher."
SAID = "Le bus est trop cher pour venir."
DONE = "Depuis janvier, le Département rembourse le bus pour chaque rendez-vous."
TEN_OTHERS = (Face.GOOD,) * 7 + (Face.MEDIUM, Face.BAD, Face.BAD)
HER_OWN = {"token", "respondent", "face", "helped", "has_words"}
PRIVATE = {"amina", "benali", "claire", "bonnet", "albi", "rendez-vous", "rsa"}


@dataclass
class Story:
    installation: Installation
    push: PushService
    phones: Phones
    amina: Page
    language: str
    quarter: date
    path: str = ""  # where she answers

    @property
    def published(self) -> datetime:
        """The first morning after the quarter was counted."""
        days = (release_day(self.quarter) - self.installation.at(10, days=0).date()).days
        return self.installation.at(10, days=days + 1)

    def says(self, message: str) -> str:
        return translations(self.language).gettext(message)


@pytest.fixture(scope="module")
def installation(talkative_installation: Installation) -> Installation:
    return talkative_installation


def test_her_opinion_changes_something(
    installation: Installation, phones: Phones, push: PushService
) -> None:
    language = "ar" if "postgresql" in installation.environment["DATABASE_URL"] else "fr"
    quarter = quarter_of(installation.at(10, days=1).date())
    story = Story(installation, push, phones, phones.new(), language, quarter)
    given_nothing_is_planned(installation)
    she_comes_in(story)
    allows_reminders(story.amina, push)

    her_appointment_was_held(story)
    asked = she_is_asked_once(story)
    if language == "fr":
        she_taps_a_face_on_the_notification(story, asked)
    else:
        she_taps_a_face_at_home(story)
    she_answers_two_questions_and_says_what_holds_her_back(story)
    she_writes_and_sees_what_was_hidden(story)
    no_adviser_learns_of_it(story)

    given_ten_others_answered(story)
    a_moderator_reads_her_words(story)
    the_quarter_is_published(story)
    everybody_reads_the_results(story)
    the_team_says_what_was_done(story)
    she_is_told(story)
    the_logs_do_not_name_her(story)


def is_sound(page: Page) -> None:
    assert (axe(page), overflow(page), small_targets(page)) == ([], 0, [])


def she_comes_in(story: Story) -> None:
    """By her letter, and chooses her language."""
    amina = story.amina
    amina.goto("/i")
    code = story.installation.person("Amina")["invitation_code"]
    types_the_code(amina, code, "benali")
    chooses_a_passphrase(amina)
    amina.goto("/reglages")
    amina.click(f"main [name=langue][value={story.language}]")
    expect(amina.locator("html")).to_have_attribute("lang", story.language)


def her_appointment_was_held(story: Story) -> None:
    """As her structure’s own tool says so."""
    start = story.installation.at(14, 30, days=-1)
    partner.tells(story.installation, start)
    partner.tells(story.installation, start, "updated", status="seen")


def she_is_asked_once(story: Story) -> Received:
    for hour in (10, 11):
        story.installation.works_at(story.installation.at(hour, days=1))
    assert story.push.rejected == []
    [asked] = story.push.received
    return asked


def she_taps_a_face_on_the_notification(story: Story, asked: Received) -> None:
    shown = neutral(asked.payload, PRIVATE)
    story.path = "/" + shown["navigate"].split("/", 3)[3]
    assert [one["action"] for one in shown["actions"]] == ["good", "medium", "bad"]
    amina = story.amina
    amina.goto("/")
    deliver_push(amina, json.dumps(asked.payload))
    [notification] = notifications(amina)
    assert notification["actions"] == [], "Chromium shows two buttons: one face would be hidden"
    assert click_notification(amina, "good") == [shown["navigate"]]
    amina.goto(story.path)
    expect(amina.locator(".notice--done")).to_be_visible()
    is_sound(amina)


def she_taps_a_face_at_home(story: Story) -> None:
    amina = story.amina
    amina.goto("/")
    card = amina.locator("main .survey")
    expect(card.locator("[name=visage]")).to_have_count(3)
    for face in ("Very well", "So-so", "Not well"):
        expect(card).to_contain_text(story.says(face))
    is_sound(amina)
    card.locator("[name=visage][value=good]").click()
    expect(amina.locator("[name=visage]")).to_have_count(0)
    is_sound(amina)
    amina.locator('main a[href^="/avis/"]').first.click()
    story.path = "/" + amina.url.split("/", 3)[3].partition("?")[0].partition("#")[0]


def she_answers_two_questions_and_says_what_holds_her_back(story: Story) -> None:
    amina = story.amina
    for answer in (Said.YES, Said.NO, Said.A_LITTLE):
        question = amina.locator(".notice--done ~ section legend").first.inner_text()
        is_sound(amina)
        amina.click(f"[name=reponse][value={answer}]")
        expect(amina.locator("#question legend").first).not_to_have_text(question)
    amina.check("[name=freins][value=transport]")
    is_sound(amina)
    sends(amina, f"{story.path}/freins")
    expect(amina.locator("[name=mots]")).to_be_visible()


def she_writes_and_sees_what_was_hidden(story: Story) -> None:
    amina = story.amina
    is_sound(amina)
    amina.fill("[name=mots]", WORDS)
    sends(amina, f"{story.path}/mots")
    said = amina.locator("main")
    expect(said).to_contain_text(KEPT)
    for hidden in HIDDEN:
        expect(said).not_to_contain_text(hidden)
    is_sound(amina)


def no_adviser_learns_of_it(story: Story) -> None:
    claire = story.phones.desk()
    signs_in(claire, story.installation.adviser("Claire"))
    claire.goto("/pro/avis")
    expect(claire.locator("main")).not_to_contain_text(KEPT)
    assert (axe(claire), overflow(claire)) == ([], 0)
    refused = claire.request.get("/pro/avis/paroles")
    assert refused.status == 404, "words about her own structure are not hers to read"


def given_ten_others_answered(story: Story) -> None:
    """About appointments with the same structure, in the same quarter."""
    engine = connect(story.installation.environment["DATABASE_URL"])
    with Session(engine) as session:
        [hers] = session.exec(select(SurveyAnswer).where(SurveyAnswer.quarter == story.quarter))
        assert (hers.moment, hers.face, hers.helped) == (
            Moment.APPOINTMENT,
            Face.GOOD,
            Said.A_LITTLE,
        )
        for number, face in enumerate(TEN_OTHERS):
            session.add(
                SurveyAnswer(
                    **hers.model_dump(exclude=HER_OWN),
                    token=f"token-{number}",
                    respondent=f"respondent-{number}",
                    face=face,
                    helped=Said.YES if face is Face.GOOD else Said.NO,
                )
            )
        session.commit()
    engine.dispose()


def a_moderator_reads_her_words(story: Story) -> None:
    helene = story.phones.desk()
    signs_in(helene, story.installation.adviser("Hélène"))
    helene.goto("/pro/avis/paroles")
    words = helene.locator("main article").filter(has_text=KEPT)
    expect(words).to_be_visible()
    for hidden in (*HIDDEN, "Amina"):
        expect(helene.locator("main")).not_to_contain_text(hidden)
    assert (axe(helene), overflow(helene)) == ([], 0)
    words.locator('a[href^="/pro/avis/paroles/"]').click()
    assert (axe(helene), overflow(helene)) == ([], 0)
    helene.locator('form[action$="/accord"] [type=submit]').click()
    expect(helene.locator(".notice--done")).to_be_visible()


def the_quarter_is_published(story: Story) -> None:
    story.installation.works_at(story.published - timedelta(days=2))
    anybody = story.phones.new(locale=story.language)
    anybody.goto("/resultats/territoires/81")
    expect(anybody.locator("main")).not_to_contain_text(KEPT)
    story.installation.works_at(story.published)
    story.installation.lives_at(story.published)


def everybody_reads_the_results(story: Story) -> None:
    anybody = story.phones.new(locale=story.language)
    anybody.goto("/resultats/territoires/81")
    expect(anybody.locator("html")).to_have_attribute("lang", story.language)
    expect(anybody.locator("main")).to_contain_text("11")
    expect(anybody.locator("main")).to_contain_text(KEPT)
    expect(anybody.locator("main")).not_to_contain_text("Bonnet")
    is_sound(anybody)
    anybody.goto("/resultats/methode")
    is_sound(anybody)


def the_team_says_what_was_done(story: Story) -> None:
    helene = story.phones.desk()
    signs_in(helene, story.installation.adviser("Hélène"))
    helene.goto("/pro/territoire/avis")
    assert (axe(helene), overflow(helene)) == ([], 0)
    helene.goto("/pro/territoire/ameliorations/nouvelle")
    helene.fill("[name=dit]", SAID)
    helene.fill("[name=fait]", DONE)
    helene.select_option("[name=moment]", Moment.APPOINTMENT)
    assert (axe(helene), overflow(helene)) == ([], 0)
    sends(helene, "/pro/territoire/ameliorations/nouvelle")
    helene.locator('form[action$="/publication"] [type=submit]').click()
    expect(helene.locator(".notice--done")).to_be_visible()


def she_is_told(story: Story) -> None:
    story.installation.works_at(story.published + timedelta(hours=1))
    last = story.push.received[-1]
    told = neutral(last.payload, PRIVATE)
    with speaking(story.language):
        assert told["body"] == story.says("People gave their opinion. Something has changed.")
    amina = story.amina
    amina.context.clear_cookies()  # weeks have passed
    signs_in(amina, story.installation.person("Amina"))
    deliver_push(amina, json.dumps(last.payload))
    assert notifications(amina)[-1]["body"] == told["body"]
    assert click_notification(amina) == [told["navigate"]]
    amina.goto(told["navigate"])
    expect(amina.locator("html")).to_have_attribute("lang", story.language)
    for words in (SAID, DONE):
        expect(amina.locator("main")).to_contain_text(words)
    is_sound(amina)


def the_logs_do_not_name_her(story: Story) -> None:
    said = story.installation.logs().casefold()
    assert "benali" not in said
    assert KEPT.casefold() not in said
