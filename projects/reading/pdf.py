"""Texts out of PDF files: a screenplay by its indents, anything else as paragraphs."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from projects.screenplay import fountain
from projects.screenplay.columns import Line
from projects.screenplay.indents import from_lines, paragraphs
from projects.screenplay.pdf import ATTACHED

MOST_PAGES = 1_500
_READER = Path(__file__).with_name("pdf_words.py")
_SECONDS = 90
_LETTERS_A_PAGE = 8  # fewer, on the whole, is a scan: a page number alone


class BadPDF(ValueError):
    """Why a PDF gives no text: the end of a sentence that begins with the file's name."""


@dataclass(frozen=True)
class PdfText:
    """What a PDF says. ``fountain`` is the screenplay, if it is one."""

    text: str
    fountain: str
    pages: int


def read(data: bytes) -> PdfText:
    """The text of a PDF. Raises BadPDF for encrypted, scanned, damaged and endless ones."""
    answer = _asked(data)
    if error := answer.get("error"):
        raise BadPDF(_SENTENCES[error])
    if attached := str(answer.get("attached", "")):
        return PdfText(attached, attached, 0)
    pages = answer["pages"]
    lines = [
        Line(page, x, y, [(start, word) for start, word in words], width, height)
        for page, (width, height, rows) in enumerate(pages)
        for x, y, words in rows
    ]
    letters = sum(len(word) for line in lines for _, word in line.words)
    if letters < _LETTERS_A_PAGE * max(len(pages), 1):
        raise BadPDF(
            "holds pictures of pages and no text. Run text recognition (OCR) over it, or bring the text"
        )
    screenplay = from_lines(lines)
    if screenplay is not None:
        text = fountain.write(screenplay)
        return PdfText(text, text, len(pages))
    return PdfText("\n\n".join(paragraphs(lines)) + "\n", "", len(pages))


_SENTENCES = {
    "password": "is locked with a password. Save it without one and bring it again",
    "damaged": "is damaged: it cannot be opened as a PDF. Save it once more and bring it again",
    "pages": f"has more than {MOST_PAGES:,} pages. Bring it in parts",
    "slow": "takes too long to read. Save its text as a txt file and bring that",
}


def _asked(data: bytes) -> dict[str, Any]:
    command = [sys.executable, "-I", str(_READER), str(MOST_PAGES), ATTACHED]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return {"error": "slow"}
    if done.returncode < 0:  # stopped by its limits
        return {"error": "slow"}
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        return {"error": "damaged"}
    return answer
