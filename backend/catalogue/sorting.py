"""Of the rows of a batch: which are new, which say something else, which were given twice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from backend.catalogue.models import Sheet
from backend.catalogue.report import Count
from backend.catalogue.rows import Content, Row, RowRefused, digest_of
from backend.catalogue.seen import Seen
from backend.catalogue.shelves import Fresh, Known, Shelf
from backend.catalogue.tokens import tokens_with, words_in
from backend.places.queries import Atlas

INDEXED = "1"  # raise it when tokens.py makes other tokens: every sheet is then written again


@dataclass
class Sorting:
    """The rows of one content. Of those that are known, a bit says that the file names them; the
    new ones are known from the batch after theirs, but in a trial, which writes none."""

    shelf: Shelf
    count: Count
    atlas: Atlas
    is_trial: bool = False
    seen: Seen = field(default_factory=Seen)
    _new: set[str] = field(default_factory=set)

    def fresh(
        self, rows: Sequence[Row], before: Mapping[str, Known], names: Mapping[str, str]
    ) -> list[Fresh]:
        if not self.is_trial:
            self._new.clear()
        return list(self._fresh(rows, before, names))

    def _fresh(
        self, rows: Sequence[Row], before: Mapping[str, Known], names: Mapping[str, str]
    ) -> Iterator[Fresh]:
        for row in rows:
            was = before.get(row.code)
            if reason := self._refusal(row.code, was):
                self.count.refuse(row.code, reason)
                continue
            self._see(row.code, was)
            name = names.get(row.values.get("structure_code", ""), "")
            digest = digest_of(row, INDEXED, str(len(self.atlas.communes)), name)
            if not was or was.sheet_id is None:
                self.count.added += 1
            elif was.digest == digest:
                self.count.unchanged += 1
                continue
            else:
                self.count.changed += 1
            yield self._indexed(Fresh(row, digest, was), name)

    def keep(self, refused: Sequence[RowRefused], before: Mapping[str, Known]) -> None:
        """What is refused keeps its last sheet: it is not gone."""
        for refusal in refused:
            if was := before.get(refusal.code):
                self.seen.add(was.key)

    def _refusal(self, code: str, was: Known | None) -> str:
        if was and was.feed != self.shelf.feed:
            return f"id: is already in the feed {was.feed!r}"
        is_given = code in self._new if not was else self._is_given(was)
        return "id: is given twice in this file" if is_given else ""

    def _is_given(self, was: Known) -> bool:
        return was.since == self.shelf.number or was.key in self.seen

    def _see(self, code: str, was: Known | None) -> None:
        if was:
            self.seen.add(was.key)
        else:
            self._new.add(code)

    def _indexed(self, fresh: Fresh, name: str) -> Fresh:
        if self.shelf.content is Content.STRUCTURES or self.is_trial:
            return fresh
        sheet = Sheet(**fresh.row.values, offer_id=0, since=0, digest="", tokens="")
        words = frozenset(words_in(sheet, structure=name))
        tokens = tokens_with(words, sheet, self.atlas)
        return Fresh(fresh.row, fresh.digest, fresh.known, tokens, words)
