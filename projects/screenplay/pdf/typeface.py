"""TrueType files: which glyph a letter has, and how wide it is (ISO/IEC 14496-22)."""

import struct
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

FACES = Path(__file__).parents[1] / "faces"
CELL = 600  # width of a letter at a fixed pitch of ten an inch, in thousandths of its size of 12 points


class Shape(NamedTuple):
    """What a PDF says of a face as a whole, in thousandths of its size."""

    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    slant: float


class Typeface:
    """One face, read when it is first used."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.data = (FACES / f"{name}.ttf").read_bytes()
        count = struct.unpack_from(">H", self.data, 4)[0]
        rows = (struct.unpack_from(">4sLLL", self.data, 12 + 16 * row) for row in range(count))
        self._tables = {tag.decode(): offset for tag, _, offset, _ in rows}
        self._units = struct.unpack_from(">H", self.data, self._tables["head"] + 18)[0]

    @cached_property
    def glyphs(self) -> dict[str, int]:
        """The glyph of each letter the face has."""
        at = self._tables["cmap"]
        count = struct.unpack_from(">H", self.data, at + 2)[0]
        found: dict[str, int] = {}
        for row in range(count):
            platform, encoding, offset = struct.unpack_from(">HHL", self.data, at + 4 + 8 * row)
            if platform == 0 or (platform == 3 and encoding in (1, 10)):
                found |= self._mapping(at + offset)
        return found

    @cached_property
    def hex(self) -> dict[str, str]:
        """The glyph of each letter as four hexadecimal digits, ready for a content stream."""
        return {letter: f"{glyph:04x}" for letter, glyph in self.glyphs.items()}

    @cached_property
    def shape(self) -> Shape:
        head, hhea = self._tables["head"], self._tables["hhea"]
        box = [self._scaled(value) for value in struct.unpack_from(">4h", self.data, head + 36)]
        ascent, descent = struct.unpack_from(">hh", self.data, hhea + 4)
        slant = struct.unpack_from(">l", self.data, self._tables["post"] + 4)[0] / 65536
        return Shape(
            (box[0], box[1], box[2], box[3]), self._scaled(ascent), self._scaled(descent), round(slant, 1)
        )

    def width(self, glyph: int) -> int:
        """How far a glyph moves on, in thousandths of the size."""
        metrics = struct.unpack_from(">H", self.data, self._tables["hhea"] + 34)[0]
        row = self._tables["hmtx"] + 4 * min(glyph, metrics - 1)
        return self._scaled(struct.unpack_from(">H", self.data, row)[0])

    def _scaled(self, value: int) -> int:
        return round(value * 1000 / self._units)

    def _mapping(self, at: int) -> dict[str, int]:
        kind = struct.unpack_from(">H", self.data, at)[0]
        if kind == 12:
            return self._groups(at)
        return self._segments(at) if kind == 4 else {}

    def _groups(self, at: int) -> dict[str, int]:
        found: dict[str, int] = {}
        for row in range(struct.unpack_from(">L", self.data, at + 12)[0]):
            first, last, glyph = struct.unpack_from(">LLL", self.data, at + 16 + 12 * row)
            found |= {chr(code): glyph + code - first for code in range(first, last + 1)}
        return found

    def _segments(self, at: int) -> dict[str, int]:
        double = struct.unpack_from(">H", self.data, at + 6)[0]
        count = double // 2
        ends = struct.unpack_from(f">{count}H", self.data, at + 14)
        starts = struct.unpack_from(f">{count}H", self.data, at + 16 + double)
        deltas = struct.unpack_from(f">{count}H", self.data, at + 16 + 2 * double)
        ranges_at = at + 16 + 3 * double
        offsets = struct.unpack_from(f">{count}H", self.data, ranges_at)
        found: dict[str, int] = {}
        for segment, (start, end) in enumerate(zip(starts, ends, strict=True)):
            for code in range(start, min(end, 0xFFFE) + 1):
                glyph = code
                if offsets[segment]:
                    place = ranges_at + 2 * segment + offsets[segment] + 2 * (code - start)
                    glyph = struct.unpack_from(">H", self.data, place)[0]
                if glyph or not offsets[segment]:
                    glyph = (glyph + deltas[segment]) & 0xFFFF
                if glyph:
                    found[chr(code)] = glyph
        return found


@cache
def typeface(name: str) -> Typeface:
    """A face of the folder ``faces`` by its file's name without ending."""
    return Typeface(name)
