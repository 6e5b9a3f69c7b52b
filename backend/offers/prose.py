"""What a feed says of a solution, in paragraphs and lists: its markup is dropped, never obeyed."""

import re
from dataclasses import dataclass
from html import unescape

BREAK = re.compile(r"<(?:br|/p|/div|/li|/h[1-6])\b[^<>]*>", re.IGNORECASE)
ITEM_TAG = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
ITEM = re.compile(r"\s*(?:[-*•·‣◦–—+]|\d{1,2}[.)])\s+(?=\S)")
HEADING = re.compile(r"\s*#{1,6}\s+")
LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
STRESS = re.compile(r"(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1")
LIGHT_STRESS = re.compile(r"(?<!\w)([*_])(?=\S)([^*_]+?)(?<=\S)\1(?!\w)")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])")
SHORT = 420  # characters read before the rest is folded
REST = 160  # a rest shorter than this is not worth folding


@dataclass(frozen=True)
class Block:
    lines: list[str]
    is_list: bool = False

    @property
    def length(self) -> int:
        return sum(len(line) for line in self.lines)


@dataclass(frozen=True)
class Prose:
    first: list[Block]
    rest: list[Block]


def prose(text: str) -> Prose:
    """Long ones are in two parts: what is read at once, what is folded."""
    blocks = blocks_of(text)
    read = 0
    for index, block in enumerate(blocks):
        if index and read + block.length > SHORT and sum(b.length for b in blocks[index:]) > REST:
            return Prose(blocks[:index], blocks[index:])
        read += block.length
    return Prose(blocks, [])


def blocks_of(text: str) -> list[Block]:
    blocks: list[Block] = []
    is_new = True
    for line in _without_tags(text).splitlines():
        words, is_item = _read(line)
        if words and _goes_on(blocks, is_item=is_item, is_new=is_new):
            blocks[-1].lines.append(words)
        elif words:
            blocks.append(Block([words], is_item))
        is_new = not words
    return blocks


def _goes_on(blocks: list[Block], *, is_item: bool, is_new: bool) -> bool:
    """A list goes on over empty lines, a paragraph does not."""
    return bool(blocks) and blocks[-1].is_list is is_item and (is_item or not is_new)


def _without_tags(text: str) -> str:
    text = ITEM_TAG.sub("\n- ", BREAK.sub("\n", text))
    return unescape(TAG.sub("", text)).replace("\xa0", " ")


def _read(line: str) -> tuple[str, bool]:
    line = HEADING.sub("", line, count=1)
    item = ITEM.match(line)
    words = line[item.end() :] if item else line
    words = STRESS.sub(r"\2", LINK.sub(r"\1", words))
    words = ESCAPED.sub(r"\1", LIGHT_STRESS.sub(r"\2", words))
    return " ".join(words.split()), item is not None
