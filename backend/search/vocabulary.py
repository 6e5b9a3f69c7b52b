"""The words known here: learnt from what solutions say, counted after an import."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import bindparam, text, update
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Session, col, select

from backend.search.everyday import everyday_pairs
from backend.search.models import Word
from backend.search.sounds import sound_of

LIKE = select(col(Word.word), col(Word.stem), col(Word.frequency))
ALL = ""  # the word that counts every solution
READ: Mapping[str, tuple[str, ...]] = {  # of the index of the catalogue, stem by stem
    "sqlite": (
        """CREATE VIRTUAL TABLE IF NOT EXISTS temp.offer_words
        USING fts5vocab(main, offer_index, row)""",
        """SELECT substr(term, 3), doc FROM temp.offer_words WHERE term >= 'w_' AND term < 'w`'
        UNION ALL SELECT '', count(*) FROM offer_index_docsize""",
    ),
    "postgresql": (
        r"""SELECT substr(word, 3), ndoc FROM ts_stat('SELECT tokens FROM offer_index')
        WHERE word LIKE 'w\_%' UNION ALL SELECT '', count(*) FROM offer_index""",
    ),
}


class Known(NamedTuple):
    word: str
    stem: str
    frequency: int


def learn(session: Session, pairs: Iterable[tuple[str, str]]) -> None:
    """Words and their stems; those that are known stay as they are."""
    rows = [
        {"word": word, "stem": stem, "sound": sound_of(word), "frequency": 0}
        for word, stem in sorted(set(pairs))
    ]
    if rows:
        session.connection().execute(insert(Word).on_conflict_do_nothing(), rows)


def count(session: Session) -> None:
    """In how many solutions each word is: what is rare says more of what she looks for."""
    learn(session, [(ALL, ALL), *everyday_pairs()])
    *before, asked = (text(statement) for statement in READ[session.get_bind().dialect.name])
    for statement in before:
        session.connection().execute(statement)
    frequencies = dict(map(tuple, session.connection().execute(asked)))
    changed = [
        {"own_word": word, "own_stem": stem, "frequency": frequencies.get(stem, 0)}
        for word, stem, frequency in session.exec(select(Word.word, Word.stem, Word.frequency))
        if frequency != frequencies.get(stem, 0)
    ]
    if changed:
        own = (col(Word.word) == bindparam("own_word"), col(Word.stem) == bindparam("own_stem"))
        session.connection().execute(
            update(Word).where(*own).values(frequency=bindparam("frequency")), changed
        )
    session.expire_all()


def words_like(session: Session, *, words: Iterable[str], stems: Iterable[str]) -> list[Known]:
    """Those among `words`, and those that have one of `stems`; always with the count of all."""
    either = col(Word.word).in_([*words, ALL]) | col(Word.stem).in_(list(stems))
    rows = session.connection().execute(LIKE.where(either))
    return [Known(*row) for row in rows]
