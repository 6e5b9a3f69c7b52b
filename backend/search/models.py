"""The words that solutions are described with: what a mistyped word may have meant."""

from sqlmodel import Field, Index, SQLModel


class Word(SQLModel, table=True):
    """A word as it is written once folded, the stem it is indexed under, how it sounds."""

    __tablename__ = "search_word"
    __table_args__ = (
        Index("ix_search_word_sound", "sound"),
        Index("ix_search_word_stem", "stem"),
    )

    word: str = Field(primary_key=True)  # the empty word counts every solution
    stem: str = Field(primary_key=True)  # « marche » and « marché » are folded alike
    sound: str
    frequency: int = 0  # in how many solutions, at the last import that changed something
