"""What in a text leads to somebody without naming anybody: numbers, addresses, dates."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from phonenumbers import Leniency, PhoneNumberMatcher

PHONE = "[téléphone]"
MAIL = "[courriel]"
LINK = "[lien]"
NUMBER = "[numéro]"
DATE = "[date]"
ADDRESS = "[adresse]"
NAME = "[nom]"
MARKS = (PHONE, MAIL, LINK, NUMBER, DATE, ADDRESS, NAME)

REGIONS = ("FR", "GP", "MQ", "GF", "RE", "YT", "PM", "NC", "PF", "WF")
FEWEST_DIGITS = 6  # of a telephone number, in New Caledonia
LONG_NUMBER = 7  # digits, with something between them
PHONE_DIGITS = 10

MONTHS = (
    "janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre"
    "|décembre|decembre|january|february|march|april|may|june|july|august|september|october"
    "|november|december"
)
STREETS = (
    "rue|avenue|av|bd|bld|boulevard|chemin|impasse|allée|allee|lotissement|résidence|residence"
    "|hameau|faubourg|sentier|quai|ruelle|street|road"
)
ALSO_PLACES = "place|cours|passage|voie|route|cité|cite|square"  # only before a capital letter
LITTLE = r"(?i:\s+(?:de|des|du|la|le|les|of|the))*\s+(?i:[dl]['’])?"
MORE = rf"(?:{LITTLE}[A-ZÀ-Ý][\w'’-]*)*"
AT_A_NUMBER = r"\b\d{1,4}(?:\s*(?i:bis|ter|quater|[a-d])\b)?\s*,?\s*"

PATTERNS = (
    (
        MAIL,
        (
            r"(?i)[\w.+%-]+\s*(?:@|[(\[]at[)\]]|\sarobas?e?\s)\s*"
            r"[\w-]+(?:(?:\.|\s(?:point|dot)\s)[\w-]+)+"
        ),
    ),
    (LINK, r"(?i)(?:https?:/|\bwww\.)\S+"),
    (LINK, r"(?i)\b[\w-]+(?:\.[\w-]+)*\.(?:fr|com|org|net|eu|io|gf|info)\b(?:/\S*)?"),
    (LINK, r"(?i)\b[\w-]+\.[a-z]{2,}/\S+"),
    (  # an IBAN
        NUMBER,
        (
            r"(?i)\b[a-z]{2}\d{2}[ -]?[a-z0-9]{4}(?:[ -]?(?=[a-z]{0,3}\d)[a-z0-9]{4}){2,7}"
            r"(?:[ -]?(?=[a-z]{0,2}\d)[a-z0-9]{1,3})?\b"
        ),
    ),
    (  # a social security number: Corsica has letters
        NUMBER,
        r"(?i)\b[1-478](?:[ .-]?\d\d){2}[ .-]?(?:\d\d|2[ab])(?:[ .-]?\d{3}){2}(?:[ .-]?\d\d)?\b",
    ),
    (DATE, r"\b\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2})\b"),
    (DATE, r"\b(?:19|20)\d\d-\d\d?-\d\d?\b"),
    (DATE, rf"(?i)\b\d{{1,2}}(?:er|st|nd|rd|th)?\s+(?:{MONTHS})\s+(?:19|20)\d\d\b"),
    (ADDRESS, rf"{AT_A_NUMBER}(?i:{STREETS})\b\.?{LITTLE}[^\W\d][\w'’-]*{MORE}"),
    (ADDRESS, rf"{AT_A_NUMBER}(?i:{ALSO_PLACES})\b{LITTLE}[A-ZÀ-Ý][\w'’-]*{MORE}"),
    (ADDRESS, rf"\b\d{{5}}\s+[A-ZÀ-Ý][\w'’-]*{MORE}"),
    (NUMBER, rf"\d{{{FEWEST_DIGITS},}}"),
)
READY = [(mark, re.compile(pattern)) for mark, pattern in PATTERNS]
TOKEN = re.compile(r"\S+")
DIGITS = re.compile(r"\+?\d(?:[\s._()/·•-]{0,3}\d)+")
YEARS = re.compile(r"(?:(?:19|20)\d\d\D*)+")
OPENING, CLOSING = "(«\"'“‘", ".,;:!?…)»\"'”’"  # around an e-mail address: the sentence's own


class Span(NamedTuple):
    start: int
    end: int
    mark: str


def identifying(text: str) -> Iterator[Span]:
    """Digits are 0 to 9: see masking.legible."""
    yield from _phones(text)
    for mark, pattern in READY:
        for found in pattern.finditer(text):
            yield Span(*found.span(), mark)
    yield from _with_an_at(text)
    yield from _long_numbers(text)


def _with_an_at(text: str) -> Iterator[Span]:
    for found in TOKEN.finditer(text):
        token = found.group()
        kept = token.strip(OPENING + CLOSING)
        if "@" in kept and kept != "@":
            start = found.start() + token.index(kept)
            yield Span(start, start + len(kept), MAIL)


def _phones(text: str) -> Iterator[Span]:
    if sum(sign.isdigit() for sign in text) < FEWEST_DIGITS:
        return
    for region in REGIONS:
        for match in PhoneNumberMatcher(text, region, leniency=Leniency.VALID):
            yield Span(match.start, match.end, PHONE)


def _long_numbers(text: str) -> Iterator[Span]:
    for found in DIGITS.finditer(text):
        run = found.group()
        count = sum(sign.isdigit() for sign in run)
        if count >= LONG_NUMBER and not YEARS.fullmatch(run):
            is_phone = run[0] in "+0" and count >= PHONE_DIGITS
            yield Span(*found.span(), PHONE if is_phone else NUMBER)
