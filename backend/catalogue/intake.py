"""One file on its way into the next edition: its rows, then those that it no longer names."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from sqlalchemy import Engine

from backend.catalogue.models import NATIONAL, Feed
from backend.catalogue.reading import FileRefused, Form, Rows
from backend.catalogue.report import Report, log
from backend.catalogue.rows import Content, Row, RowRefused, checked, content_of
from backend.catalogue.shelves import Fresh, Shelf, known, structure_names
from backend.catalogue.sorting import Sorting
from backend.catalogue.turning import turn
from backend.database import reading, writing
from backend.places.queries import Atlas
from backend.search.vocabulary import learn

BATCH = 500  # rows a transaction
MOST_GONE = 0.3  # of a catalogue: more looks like a file that was cut


@dataclass(frozen=True)
class Way:
    """How a file is to be taken in."""

    now: datetime
    feed: str = NATIONAL
    accept_gone: bool = False
    is_trial: bool = False
    after_batch: Callable[[], None] = lambda: None  # may raise, to stop


@dataclass
class Intake:
    engine: Engine
    way: Way
    number: int  # of the edition to come
    atlas: Atlas
    report: Report = field(default_factory=Report)
    _sortings: dict[Content, Sorting] = field(default_factory=dict)
    _learnt: set[int] = field(default_factory=set)

    def read(self, file: BinaryIO) -> None:
        """Structures first: their names are among what a service is found by."""
        rows = Rows(file)
        if rows.form is Form.DOCUMENT:
            for content in (Content.STRUCTURES, Content.SERVICES):
                self._read((place, raw) for place, raw in rows if content_of(raw) is content)
        else:
            self._read(rows)
        if not self.report.counts:
            raise FileRefused("The file holds no row.")
        if not rows.is_part and not self.report.is_useless:
            self._end_what_is_gone()

    def finish(self) -> bool:
        """Turns the page, when something changed."""
        if self.way.is_trial or not (self.report.changes or self.report.refused):
            return False
        with writing(self.engine) as session:
            feed = session.get(Feed, self.way.feed) or Feed(name=self.way.feed)
            if self.report.changes:
                turn(session, now=self.way.now)
                feed.changed_at = self.way.now
            session.add(feed)
            session.flush()
            log(session, self.way.feed, self.report, now=self.way.now)
        return bool(self.report.changes)

    def _read(self, rows: Iterable[tuple[str, object]]) -> None:
        batch: list[Row | RowRefused] = []
        for place, raw in rows:
            batch.append(self._row(place, raw))
            if len(batch) == BATCH:
                self._take(batch)
                batch = []
        self._take(batch)

    def _row(self, place: str, raw: object) -> Row | RowRefused:
        try:
            row = checked(raw)
        except RowRefused as refusal:
            count = self.report.of(refusal.content)
            count.read += 1
            count.refuse(refusal.code or place, refusal.reason)
            return refusal
        self.report.of(row.content).read += 1
        return row

    def _take(self, batch: Sequence[Row | RowRefused]) -> None:
        for content in Content:
            own = [row for row in batch if row.content is content]
            if own:
                self._put(self._sorting(content), own)
        self.way.after_batch()

    def _put(self, sorting: Sorting, rows: Sequence[Row | RowRefused]) -> None:
        """What takes time is done before the transaction begins: nobody else can write in it."""
        good = [row for row in rows if isinstance(row, Row)]
        with reading(self.engine) as session:
            codes = [row.code for row in rows if row.code]
            before = known(session, sorting.shelf.content, codes)
            runners = {row.values.get("structure_code", "") for row in good}
            names = structure_names(session, runners - {""})
        fresh = sorting.fresh(good, before, names)
        sorting.keep([row for row in rows if isinstance(row, RowRefused)], before)
        if fresh and not self.way.is_trial:
            with writing(self.engine) as session:
                sorting.shelf.put(session, fresh, now=self.way.now)
                learn(session, self._unlearnt(fresh))

    def _unlearnt(self, fresh: Sequence[Fresh]) -> set[tuple[str, str]]:
        """Words that this import has not met: few, after its first batches."""
        pairs = {hash(pair): pair for one in fresh for pair in one.words}
        new = pairs.keys() - self._learnt
        self._learnt |= new
        return {pairs[number] for number in new}

    def _sorting(self, content: Content) -> Sorting:
        if content not in self._sortings:
            shelf = Shelf(content, self.way.feed, self.number)
            count = self.report.of(content)
            self._sortings[content] = Sorting(shelf, count, self.atlas, self.way.is_trial)
        return self._sortings[content]

    def _end_what_is_gone(self) -> None:
        """Raises FileRefused when it is too much to be true."""
        lost = {content: self._lost(sorting) for content, sorting in self._sortings.items()}
        for content, sheet_ids in lost.items():
            self.report.of(content).gone = len(sheet_ids)
            if not self.way.is_trial:
                self._end(self._sortings[content].shelf, sheet_ids)

    def _lost(self, sorting: Sorting) -> list[int]:
        with reading(self.engine) as session:
            current = sorting.shelf.current(session)
            lost = [sheet_id for sheet_id, key in current if key not in sorting.seen]
            before = sorting.shelf.size(session)
        if len(lost) > MOST_GONE * before and not self.way.accept_gone:
            raise FileRefused(
                f"{len(lost)} of {before} {sorting.shelf.content} would be gone: the file looks"
                " cut. Say --accept-gone when it is whole."
            )
        return lost

    def _end(self, shelf: Shelf, sheet_ids: Sequence[int]) -> None:
        for start in range(0, len(sheet_ids), BATCH):
            with writing(self.engine) as session:
                shelf.end(session, sheet_ids[start : start + BATCH])
            self.way.after_batch()
