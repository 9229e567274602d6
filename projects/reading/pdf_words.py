"""Reads a PDF from standard input, prints its lines as JSON: a process of its own, with little to lose.

The file comes from a stranger: whatever it does to the reader happens here, within limits of memory and time.
Answers {"error": "password" | "damaged" | "pages"}, or {"attached": text, "pages": []}, or
{"pages": [[width, height, [[x, y, [[x, word], ...]], ...]]]}: positions in points from the upper left corner.
Imports nothing of the studio.
"""

import ctypes
import json
import resource
import sys
from typing import Any

_HYPHEN = "\u00ad"  # for one that a line's end made; the library says U+0002 or U+FFFE
MEMORY, SECONDS = 1_500 * 1024 * 1024, 60


def main() -> None:
    """Read standard input, answer on standard output. ``argv`` names the most pages, and an attachment."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.stdout.write(json.dumps(_read(sys.stdin.buffer.read(), int(sys.argv[1]), sys.argv[2])))


def _read(data: bytes, most: int, attached: str) -> dict[str, Any]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        return {"error": "password" if "password" in str(error).lower() else "damaged"}
    if len(document) > most:
        return {"error": "pages"}
    for number in range(min(document.count_attachments(), 20)):
        attachment = document.get_attachment(number)
        if attachment.get_name() == attached:
            return {"pages": [], "attached": bytes(attachment.get_data()).decode("utf-8", "replace")}
    return {"pages": [_page(document[number]) for number in range(len(document))]}


def _page(page: Any) -> list[Any]:
    import pypdfium2.raw as raw

    width, height = page.get_size()
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    lines: list[list[Any]] = []
    words: list[list[Any]] = []
    word: list[str] = []
    for at in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text.raw, at) or 32)
        letter = _HYPHEN if letter in "\x02\ufffe" else letter
        if letter in "\r\n":
            words, word = [], []
        elif letter.isspace():
            word = []
        elif word:
            word.append(letter)
        else:
            raw.FPDFText_GetCharOrigin(text.raw, at, ctypes.byref(x), ctypes.byref(y))
            if not words:
                words = []
                lines.append([round(x.value, 1), round(height - y.value, 1), words])
            word = [letter]
            words.append([round(x.value, 1), word])
    for line in lines:
        line[2] = [[start, "".join(letters)] for start, letters in line[2]]
    return [width, height, lines]


if __name__ == "__main__":
    main()
