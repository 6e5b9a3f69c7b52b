"""Chromium's helpers work under a strict CSP, and see the faults they are there to see."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browsers.chromium import chromium, phone_context
from tests.browsers.inspection import axe, installability_errors, overflow, small_targets
from tests.browsers.notifications import click_notification, deliver_push, notifications
from tests.browsers.tiny_app import TinyApp

REMINDER = {"title": "Rappel", "body": "Demain", "tag": "r-1", "data": "/rendez-vous/1"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def app() -> Iterator[TinyApp]:
    with TinyApp() as app:
        yield app


@pytest.fixture
def page(browser: Browser, app: TinyApp) -> Iterator[Page]:
    with phone_context(browser, base_url=app.url, permissions=["notifications"]) as context:
        page = context.new_page()
        page.goto("/")
        yield page


def test_it_is_a_phone(page: Page) -> None:
    assert page.evaluate("[innerWidth, navigator.language]") == [360, "fr-FR"]
    assert page.evaluate("matchMedia('(pointer: coarse)').matches")


def test_a_push_message_is_shown_and_tapped(page: Page, app: TinyApp) -> None:
    deliver_push(page, REMINDER)
    [shown] = notifications(page)
    assert (shown["title"], shown["body"], shown["tag"]) == ("Rappel", "Demain", "r-1")
    assert click_notification(page) == [f"{app.url}/rendez-vous/1"]
    assert notifications(page) == []


def test_a_worker_that_shows_nothing_is_found_out(page: Page) -> None:
    with pytest.raises(TimeoutError, match="no notification"):
        deliver_push(page, "this is not JSON", timeout=0.3)


def test_what_keeps_it_from_being_installed_is_said(page: Page) -> None:
    assert installability_errors(page)[0] == "manifest-missing-suitable-icon"


def test_a_page_too_wide_is_found(page: Page) -> None:
    assert overflow(page) == 0
    page.goto("/faulty")
    assert overflow(page) > 100


def test_targets_too_small_are_found(page: Page) -> None:
    found = [target.partition(" ")[0] for target in small_targets(page)]
    assert found == ["input", "button"]
    assert small_targets(page, smallest=10) == []


@pytest.mark.parametrize("java_script", [True, False])
def test_axe_sees_faults_with_and_without_javascript(
    browser: Browser, app: TinyApp, *, java_script: bool
) -> None:
    with phone_context(browser, java_script_enabled=java_script) as context:
        page = context.new_page()
        page.goto(app.url)
        assert axe(page) == []
        page.goto(f"{app.url}/faulty")
        assert [fault.partition(" ")[0] for fault in axe(page)] == ["label"]
        assert page.evaluate("typeof axe") == "undefined"
