"""A line of text as operators of a content stream: letters of any script in cells of a fixed pitch."""

import re
import unicodedata
from itertools import groupby

from projects.screenplay.pdf.fonts import COLLECTIONS, STYLES, Fonts
from projects.screenplay.pdf.typeface import CELL, typeface
from projects.screenplay.wrap import columns

SIZE = 12
PITCH = 7.2  # points from one column to the next
_KANA = re.compile("[\u3040-\u30ff\u31f0-\u31ff]")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")


def collection_of(text: str) -> str:
    """The character collection for a text's wide letters: kana and hangul tell, else Chinese."""
    if _KANA.search(text):
        return "japan"
    return "korea" if _HANGUL.search(text) else "china"


class Lettering:
    """Sets lines in the fonts of one document; ``wide`` is the collection of its Chinese letters."""

    def __init__(self, fonts: Fonts, wide: str) -> None:
        self.fonts, self.wide = fonts, wide

    def line(self, text: str, x: float, y: float, style: tuple[bool, bool] = (False, False)) -> str:
        """Operators that print ``text``, already in the order of the eye, from (x, y) in points."""
        face = STYLES[style][0]
        digits = typeface(face).hex
        try:
            inked = "".join([digits[letter] for letter in text])
        except KeyError:
            return self._mixed(unicodedata.normalize("NFC", text), x, y, STYLES[style])
        name = self.fonts.name(face)
        self.fonts.use(face, text)
        return f"/{name} {SIZE} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm <{inked}> Tj\n"

    def _mixed(self, text: str, x: float, y: float, faces: tuple[str, ...]) -> str:
        parts = []
        placed = [pair for word in re.split(r"(\s+)", text) for pair in self._word(word, faces)]
        for at in range(1, len(placed)):  # a mark is printed in the face of its letter, where that has it
            letter, before = placed[at][0], placed[at - 1][1]
            if unicodedata.combining(letter) and before not in COLLECTIONS and letter in typeface(before).hex:
                placed[at] = (letter, before)
        for face, group in groupby(placed, key=lambda pair: pair[1]):
            run = "".join(letter for letter, _ in group)
            parts.append(self._run(run, face, x, y))
            x += columns(run) * PITCH
        return "".join(parts)

    def _word(self, word: str, faces: tuple[str, ...]) -> list[tuple[str, str]]:
        """A word's letters with their faces: one that has them all, if there is one."""
        for face in faces:
            if all(letter in typeface(face).hex for letter in word):
                return [(letter, face) for letter in word]
        return [(letter, self._face(letter, faces)) for letter in word]

    def _face(self, letter: str, faces: tuple[str, ...]) -> str:
        for face in faces:
            if letter in typeface(face).hex:
                return face
        return self.wide if columns(letter) == 2 and ord(letter) < 0x10000 else faces[-1]

    def _run(self, run: str, face: str, x: float, y: float) -> str:
        name = self.fonts.name(face)
        opening = f"/{name} {SIZE} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm "
        if face in COLLECTIONS:
            spread = 2 * PITCH - SIZE
            return f"{opening}{spread:.1f} Tc <{run.encode('utf-16-be').hex()}> Tj 0 Tc\n"
        self.fonts.use(face, run)
        type_ = typeface(face)
        inked = []
        for letter in run:
            glyph = type_.hex.get(letter, "0000")
            excess = type_.width(int(glyph, 16)) - CELL * columns(letter)
            if not columns(letter) and excess:  # a mark that moves on stands in its letter's cell instead
                inked.append(f"{CELL} <{glyph}>")
            else:
                inked.append(f"<{glyph}>" + (f" {excess}" if excess else ""))
        return f"{opening}[{' '.join(inked)}] TJ\n"
