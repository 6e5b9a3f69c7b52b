"""Opens pages as a person would, and inspects each one."""

from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

XHTML = "{http://www.w3.org/1999/xhtml}"
LABELLED = {"input", "select", "textarea"}


@dataclass(frozen=True)
class Page:
    response: Response
    tree: Element

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def text(self) -> str:
        """What can be read, white space folded."""
        body = self.tree if self.tree.tag != f"{XHTML}html" else self.tree.find(f"{XHTML}body")
        return " ".join("".join(body.itertext()).split()) if body is not None else ""

    @property
    def title(self) -> str:
        return "".join(self.tree.iter(f"{XHTML}title").__next__().itertext())

    @property
    def language(self) -> str:
        return self.tree.get("lang", "")

    def all(self, tag: str, **attributes: str) -> list[Element]:
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.tree.iter(f"{XHTML}{tag}")
            if all(element.get(name) == value for name, value in wanted.items())
        ]

    def links(self) -> list[str]:
        return [href for a in self.all("a") if (href := a.get("href"))]

    def form(self, action: str) -> dict[str, str]:
        """What the form to that address would send untouched."""
        for form in self.all("form"):
            if form.get("action") == action:
                return _fields(form)
        raise AssertionError(f"no form to {action}: {[f.get('action') for f in self.all('form')]}")


@dataclass
class Visitor:
    client: TestClient[Litestar]

    def visits(self, path: str, *, status: int = 200, **headers: str) -> Page:
        response = self.client.get(path, headers=headers, follow_redirects=False)
        assert response.status_code == status, f"{path}: {response.status_code} {response.text}"
        return inspected(response)

    def submits(self, page: Page, action: str, *, htmx: bool = False, **fields: str) -> Page:
        """Fills in a form of the page and sends it; follows the redirect as a browser would."""
        sent = page.form(action) | fields
        headers = {"hx-request": "true"} if htmx else {}
        response = self.client.post(action, data=sent, headers=headers, follow_redirects=False)
        if response.status_code == 303:
            return self.visits(response.headers["location"])
        return inspected(response)

    def posts(self, path: str, **fields: str) -> Response:
        """Sends a form the page may not show, with a valid CSRF token."""
        token = self.client.cookies.get("__Host-csrf")
        if token is None:
            self.client.get("/connexion")
            token = self.client.cookies.get("__Host-csrf")
        data: dict[str, Any] = {"_csrf_token": token} | fields
        return self.client.post(path, data=data, follow_redirects=False)


def inspected(response: Response) -> Page:
    """The page, once it was found to be sound HTML. Fragments are held to the same rules."""
    if not response.headers.get("content-type", "").startswith("text/html") or not response.text:
        return Page(response, Element("nothing"))
    is_page = "<html" in response.text
    parser = html5lib.HTMLParser(strict=True)
    try:
        tree = parser.parse(response.text) if is_page else _fragment(parser, response.text)
    except html5lib.html5parser.ParseError as failure:
        raise AssertionError(f"invalid HTML: {failure} at {parser.errors[-1]}") from failure
    page = Page(response, tree)
    _check_ids(page)
    _check_labels(page)
    _check_forms(page)
    if is_page:
        assert page.title.strip(), "a page without a title"
        assert len(page.all("h1")) == 1, f"{len(page.all('h1'))} h1 in {page.title}"
        assert page.language, "a page without a language"
    _InlineFinder().feed(response.text)
    return page


def _fragment(parser: html5lib.HTMLParser, text: str) -> Element:
    root = Element("fragment")
    root.extend(parser.parseFragment(text))
    return root


def _check_ids(page: Page) -> None:
    ids = Counter(i for element in page.tree.iter() if (i := element.get("id")))
    assert not [i for i, times in ids.items() if times > 1], f"repeated ids: {ids}"


def _check_labels(page: Page) -> None:
    labelled = {label.get("for") for label in page.all("label")}
    wrapped = {id(control) for label in page.all("label") for control in label.iter()}
    for control in page.tree.iter():
        tag = str(control.tag).removeprefix(XHTML)
        if tag not in LABELLED or control.get("type") in {"hidden", "submit"}:
            continue
        named = control.get("aria-label") or control.get("aria-labelledby")
        assert named or control.get("id") in labelled or id(control) in wrapped, (
            f"{control.get('name')} has no label"
        )


def _check_forms(page: Page) -> None:
    for form in page.all("form"):
        assert form.get("method") in {"get", "post"}, "a form without a method"
        assert form.get("action"), "a form without an action"
        if form.get("method") == "post":
            assert "_csrf_token" in _fields(form), f"{form.get('action')}: no CSRF token"


def _fields(form: Element) -> dict[str, str]:
    return {
        name: _value(control)
        for control in form.iter()
        if (name := control.get("name")) and _is_sent(control)
    }


def _is_sent(control: Element) -> bool:
    kind = control.get("type")
    if control.tag == f"{XHTML}button" or kind == "submit":
        return False
    return kind not in {"radio", "checkbox"} or control.get("checked") is not None


def _value(control: Element) -> str:
    if control.tag == f"{XHTML}textarea":
        return "".join(control.itertext())
    if control.tag == f"{XHTML}select":
        options = control.findall(f".//{XHTML}option")
        chosen = [o for o in options if o.get("selected") is not None] or options[:1]
        return chosen[0].get("value", "") if chosen else ""
    return control.get("value", "on" if control.get("type") == "checkbox" else "")


class _InlineFinder(HTMLParser):
    """Refuses what the content security policy would."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        assert tag != "style", "an inline style sheet"
        assert tag != "script" or "src" in names, "an inline script"
        for name in names:
            assert name != "style", f"an inline style on {tag}"
            assert not name.startswith("on"), f"{name} on {tag}"
