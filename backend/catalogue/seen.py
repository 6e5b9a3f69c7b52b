"""Which identifiers a file named: a bit each, whatever the size of the catalogue."""

from dataclasses import dataclass, field


@dataclass
class Seen:
    _bits: bytearray = field(default_factory=bytearray)

    def add(self, key: int) -> None:
        place, bit = divmod(key, 8)
        if place >= len(self._bits):
            self._bits.extend(bytes(place + 1024 - len(self._bits)))
        self._bits[place] |= 1 << bit

    def __contains__(self, key: int) -> bool:
        place, bit = divmod(key, 8)
        return place < len(self._bits) and bool(self._bits[place] & 1 << bit)
