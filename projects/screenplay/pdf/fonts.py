"""The fonts of one document: which face has a letter, which letters were used, what the file says of them."""

import hashlib

from projects.screenplay.pdf.document import Document
from projects.screenplay.pdf.subset import subset
from projects.screenplay.pdf.typeface import CELL, Typeface, typeface

# By style: regular, bold, italic, both. What a face has not is looked for in the next.
STYLES = {
    (False, False): ("courier-regular", "cousine-regular", "dejavu-mono"),
    (True, False): ("courier-bold", "cousine-bold", "dejavu-mono"),
    (False, True): ("courier-italic", "cousine-regular", "dejavu-mono"),
    (True, True): ("courier-bold-italic", "cousine-bold", "dejavu-mono"),
}
# Letters without a face of ours: the reader's own, by character collection.
COLLECTIONS = {
    "japan": ("HeiseiMin-W3", "Japan1", 4, "UniJIS-UTF16-H"),
    "korea": ("HYSMyeongJo-Medium", "Korea1", 2, "UniKS-UTF16-H"),
    "china": ("STSong-Light", "GB1", 4, "UniGB-UTF16-H"),
}


class Fonts:
    """Fonts as a document's pages call for them."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._used: dict[str, set[str]] = {}

    def name(self, face: str) -> str:
        """What the pages call a face, from now on part of the document."""
        if face not in self._names:
            self._names[face] = f"F{len(self._names) + 1}"
            self._used[face] = set()
        return self._names[face]

    def use(self, face: str, letters: str) -> None:
        """Remember letters that are printed, so that they can be found and copied in the file."""
        self._used[face].update(letters)

    def written(self, document: Document) -> str:
        """Write all fonts; returns the entries of the pages' font dictionary."""
        rows = []
        for face, name in self._names.items():
            number = _collected(document, face) if face in COLLECTIONS else self._embedded(document, face)
            rows.append(f"/{name} {number} 0 R")
        return " ".join(rows)

    def _embedded(self, document: Document, face: str) -> int:
        type_ = typeface(face)
        used = {letter: type_.glyphs[letter] for letter in sorted(self._used[face]) if letter in type_.glyphs}
        data = subset(type_.data, set(used.values()))
        base = f"{_tag(data)}+{''.join(part.capitalize() for part in face.split('-'))}"
        file = document.stream(data, f"/Length1 {len(data)}")
        box, ascent, descent, slant = type_.shape
        flags = 1 | 32 | (64 if slant else 0)  # fixed pitch, not symbolic, italic
        descriptor = document.put(
            f"<< /Type /FontDescriptor /FontName /{base} /Flags {flags} /FontBBox [{' '.join(map(str, box))}]"
            f" /ItalicAngle {slant} /Ascent {ascent} /Descent {descent} /CapHeight 600 /StemV 80"
            f" /FontFile2 {file} 0 R >>"
        )
        widths = _widths(type_, sorted(set(used.values())))
        descendant = document.put(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{base} /CIDToGIDMap /Identity"
            f" /DW {CELL}{widths} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
            f" /FontDescriptor {descriptor} 0 R >>"
        )
        words = document.stream(_to_unicode(used).encode())
        return document.put(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{base} /Encoding /Identity-H"
            f" /DescendantFonts [{descendant} 0 R] /ToUnicode {words} 0 R >>"
        )


def _tag(data: bytes) -> str:
    """Six capitals that tell this subset from others of the same face (ISO 32000-1, 9.6.4)."""
    digits = hashlib.sha256(data).digest()[:6]
    return "".join(chr(ord("A") + digit % 26) for digit in digits)


def _widths(type_: Typeface, glyphs: list[int]) -> str:
    odd = [(glyph, type_.width(glyph)) for glyph in glyphs]
    rows = " ".join(f"{glyph} [{width}]" for glyph, width in odd if width != CELL)
    return f" /W [{rows}]" if rows else ""


def _collected(document: Document, face: str) -> int:
    base, ordering, supplement, encoding = COLLECTIONS[face]
    descriptor = document.put(
        f"<< /Type /FontDescriptor /FontName /{base} /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
        " /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>"
    )
    descendant = document.put(
        f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{base} /DW 1000 /FontDescriptor {descriptor} 0 R"
        f" /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement {supplement} >> >>"
    )
    return document.put(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{base}-{encoding} /Encoding /{encoding}"
        f" /DescendantFonts [{descendant} 0 R] >>"
    )


def _to_unicode(used: dict[str, int]) -> str:
    """Which letters the glyphs stand for, so that text can be searched and copied (ISO 32000-1, 9.10.3)."""
    rows = [f"<{glyph:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, glyph in used.items()]
    parts = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    mapped = "\n".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in parts)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{mapped}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )
