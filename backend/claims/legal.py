"""The texts of the law, as a page shows them: in her language, and in French, which binds."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from backend.claims.receipts import Facts
from backend.claims.words import sentence
from backend.law.articles import ARTICLES, CODES, Article
from backend.web.dates import in_zone
from backend.web.language import DEFAULT, _, base_of, speaking


@dataclass(frozen=True)
class Text:
    article: Article
    french: str | None  # None where the page is in French already


@dataclass(frozen=True)
class Line:
    """One sentence of a receipt, with the articles that ask for it."""

    words: str
    articles: Sequence[Article | str]  # a territory may name an article of its own

    @property
    def keys(self) -> list[str]:
        return [one if isinstance(one, str) else one.key for one in self.articles]


def texts_by_code(language: str) -> list[tuple[str, list[Text]]]:
    """Every article, under the whole name of its code."""
    return [
        (name, [_text(one, language) for one in ARTICLES.values() if one.code == code])
        for code, name in CODES.items()
    ]


def _text(article: Article, language: str) -> Text:
    if is_french(language):
        return Text(article, None)
    with speaking(DEFAULT):
        return Text(article, _(article.says))


def is_french(language: str) -> bool:
    return base_of(language) == DEFAULT


def lines_of(facts: Facts, *, language: str, zone: ZoneInfo) -> list[Line]:
    with speaking(language), in_zone(zone):
        return [
            Line(sentence(said, facts), [ARTICLES.get(key, key) for key in said.articles])
            for said in facts.said
        ]
