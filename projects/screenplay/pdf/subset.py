"""A TrueType file with the outlines of some glyphs only: the others stay numbered, but empty."""

import struct

_KEPT = ("cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep")
_MORE, _WORDS, _SCALE, _XY_SCALE, _MATRIX = 0x20, 0x01, 0x08, 0x40, 0x80


def subset(data: bytes, glyphs: set[int]) -> bytes:
    """``data`` with the tables that a PDF needs and the outlines of ``glyphs`` and their parts."""
    tables = _tables(data)
    long = struct.unpack_from(">h", tables["head"], 50)[0]
    count = struct.unpack_from(">H", tables["maxp"], 4)[0]
    places = struct.unpack(
        f">{count + 1}{'L' if long else 'H'}", tables["loca"][: (count + 1) * (4 if long else 2)]
    )
    if not long:
        places = tuple(2 * place for place in places)
    outlines = tables["glyf"]
    wanted, waiting = {0}, sorted({0} | {glyph for glyph in glyphs if glyph < count})
    while waiting:
        glyph = waiting.pop()
        wanted.add(glyph)
        parts = _parts(outlines[places[glyph] : places[glyph + 1]])
        waiting += [part for part in parts if part not in wanted]
    kept, starts, at = [], [0], 0
    for glyph in range(count):
        outline = outlines[places[glyph] : places[glyph + 1]] if glyph in wanted else b""
        outline += bytes(-len(outline) % 4)
        kept.append(outline)
        at += len(outline)
        starts.append(at)
    tables["glyf"] = b"".join(kept)
    tables["loca"] = struct.pack(f">{count + 1}L", *starts)
    head = tables["head"]
    tables["head"] = head[:50] + struct.pack(">h", 1) + head[52:]
    return _file({tag: tables[tag] for tag in _KEPT if tag in tables})


def _tables(data: bytes) -> dict[str, bytes]:
    count = struct.unpack_from(">H", data, 4)[0]
    rows = [struct.unpack_from(">4sLLL", data, 12 + 16 * row) for row in range(count)]
    return {tag.decode(): data[offset : offset + length] for tag, _, offset, length in rows}


def _parts(outline: bytes) -> list[int]:
    """The glyphs that a composite glyph is put together from."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return []
    found, at, flags = [], 10, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">HH", outline, at)
        found.append(glyph)
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _MATRIX else 0
    return found


def _file(tables: dict[str, bytes]) -> bytes:
    at, rows, bodies = 12 + 16 * len(tables), [], []
    for tag in sorted(tables):
        body = tables[tag]
        padded = body + bytes(-len(body) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
        rows.append(struct.pack(">4sLLL", tag.encode(), total, at, len(body)))
        bodies.append(padded)
        at += len(padded)
    power = len(tables).bit_length() - 1
    head = struct.pack(
        ">LHHHH", 0x00010000, len(tables), 16 << power, power, 16 * (len(tables) - (1 << power))
    )
    return b"".join([head, *rows, *bodies])
