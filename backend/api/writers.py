"""Who wrote a line, as seen from one structure's tool."""

from enum import StrEnum

from backend.people.recorded import Recorded


class Writer(StrEnum):
    HERSELF = "person"
    YOURS = "your_structure"
    OTHER = "another_structure"


def writer_of(line: Recorded, structure_id: int) -> Writer:
    if line.is_hers:
        return Writer.HERSELF
    return Writer.YOURS if line.structure_id == structure_id else Writer.OTHER
