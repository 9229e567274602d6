"""Texts that people bring in. What a file is is judged by its content; its name only helps."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise

from charset_normalizer import from_bytes

from accounts.kernel.errors import Invalid
from projects.reading import pdf, word
from projects.reading.pdf import MOST_PAGES
from projects.screenplay import fdx, fountain, plaintext
from projects.screenplay.elements import ElementType

LARGEST = 5 * 1024 * 1024  # bytes of a file of plain text
LARGEST_SET = 25 * 1024 * 1024  # bytes of a PDF or a Word document: most of it is not words
MOST_LETTERS = 5_000_000  # of any text: a novel of 500,000 words has 3,000,000
KINDS = "txt, md, fountain, fdx, pdf or docx"
LIMITS = f"Plain texts up to 5 MB each, PDF (up to {MOST_PAGES:,} pages) and Word up to 25 MB."
_SAMPLE = 64 * 1024  # bytes that tell an encoding
_SCRIPT_SAMPLE = 200_000  # characters that tell a screenplay
_ODD_SHARE = 0.005  # control characters that a text may hold

# How files begin that are no texts at all, and what a person calls them.
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "a rich text file"),
    (b"\xd0\xcf\x11\xe0", "an old or locked Word document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture, sound or video"),
    (b"\x1f\x8b", "a packed file"),
    (b"7z\xbc\xaf", "a packed file"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)
_TEXTS = ("a rich text file", "an old or locked Word document")  # which other programs save as one of KINDS
_SAVE = f"Save it as {KINDS} and bring it again."
_OTHER = f"A text comes in as {KINDS}."
PDF, ZIP = b"%PDF", b"PK\x03\x04"
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_ENDINGS = {".md": "markdown", ".markdown": "markdown", ".fountain": "fountain", ".spmd": "fountain"}
_KANA, _KANA_SHARE = re.compile(r"[\u3041-\u30fe]"), 0.1  # of its bytes
_UNSEEN = re.compile(r"[^\t\n\f\x20-\x7e\x85\xa0-\U0010ffff]")


@dataclass(frozen=True)
class Brought:
    """A text as it was read: its format and its words. ``fountain`` is the screenplay, if it is one.

    The rest is where it came from: the kind of file, its size, its pages and its SHA-256.
    """

    name: str
    format: str  # text, markdown, fountain or fdx
    text: str
    fountain: str = ""
    source: str = ""  # text, fdx, pdf, docx or paste
    pages: int = 0
    bytes: int = 0
    sha256: str = ""


def largest(opening: bytes) -> int:
    """How many bytes a file may have that begins so."""
    return LARGEST_SET if opening.startswith((PDF, ZIP)) else LARGEST


def too_large(name: str, size: int, opening: bytes) -> str:
    """What is said of a file that is larger than one that begins so may be."""
    return (
        f"{name} has {size / 1024 / 1024:,.1f} MB; it may have up to {largest(opening) // 1024 // 1024} MB."
    )


def read_text(name: str, data: bytes) -> Brought:
    """Read a file's bytes. Raises Invalid, with a sentence and the field ``texts``, for what is no text."""
    found = _read(display_name(name), data)
    if len(found.text) > MOST_LETTERS:
        raise _no(f"{found.name} has {len(found.text):,} characters; a text may have {MOST_LETTERS:,}.")
    source = found.source or ("fdx" if found.format == "fdx" else "text")
    return replace(found, source=source, bytes=len(data), sha256=hashlib.sha256(data).hexdigest())


def _read(name: str, data: bytes) -> Brought:
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise _no(f"{name} is empty.")
    if len(data) > largest(data[:8]):
        raise _no(too_large(name, len(data), data[:8]))
    if data.startswith((PDF, ZIP)):
        return _pdf(name, data) if data.startswith(PDF) else _word(name, data)
    return _plain(name, data)


def _plain(name: str, data: bytes) -> Brought:
    for opening, what in _FOREIGN:
        if data.startswith(opening):
            raise _no(f"{name} is {what}. {_SAVE if what in _TEXTS else _OTHER}")
    text = decoded(name, data)
    head = text[:4000].lstrip().lower()
    if head.startswith(("<?xml", "<finaldraft")) and "<finaldraft" in head:
        return _final_draft(name, data)
    if head.startswith(("<?xml", "<!doctype html", "<html")):
        raise _no(f"{name} is a web page or data, not a text. Bring it as {KINDS}.")
    return judged(name, text)


def _pdf(name: str, data: bytes) -> Brought:
    try:
        found = pdf.read(data)
    except pdf.BadPDF as error:
        raise _no(f"{name} {error}.") from None
    script = found.fountain
    return Brought(name, "fountain" if script else "text", found.text, script, "pdf", found.pages)


def _word(name: str, data: bytes) -> Brought:
    try:
        found = word.read(data)
    except word.BadWord as error:
        raise _no(f"{name} {error}.") from None
    if not found.text.strip():
        raise _no(f"{name} has no words in it.")
    if found.fountain:
        return Brought(name, "fountain", found.text, found.fountain, "docx")
    return replace(judged(name, found.text), source="docx")


def judged(name: str, text: str) -> Brought:
    """A text that was read or pasted, with its format: a screenplay counts as one whatever its name."""
    ending = next((kind for end, kind in _ENDINGS.items() if name.lower().endswith(end)), "text")
    if ending == "fountain" or (ending == "text" and reads_as_screenplay(text)):
        return Brought(name, "fountain", text, text)
    return Brought(name, ending, text)


def reads_as_screenplay(text: str) -> bool:
    """Whether a plain text has scene headings in capitals and people who speak under their names."""
    elements = fountain.parse(text[:_SCRIPT_SAMPLE]).elements
    headings = any(each.type is ElementType.HEADING and each.text.isupper() for each in elements)
    spoken = any(
        cue.type is ElementType.CHARACTER and words.type in (ElementType.DIALOGUE, ElementType.PARENTHETICAL)
        for cue, words in pairwise(elements)
    )
    return headings and spoken


def has_scenes(brought: Brought) -> bool:
    """Whether it can be made the script: a screenplay with at least one scene heading."""
    return bool(brought.fountain) and any(
        element.type is ElementType.HEADING for element in fountain.parse(brought.fountain).elements
    )


def screenplay_text(brought: Brought) -> str:
    """The text as a screenplay in Fountain, also when it came as plain text."""
    return brought.fountain or fountain.write(plaintext.from_text(brought.text))


def decoded(name: str, data: bytes) -> str:
    """A file's text in whatever encoding it has, line ends as ``\\n``. Raises Invalid for what is no text."""
    text = _decode(name, data).replace("\r\n", "\n").replace("\r", "\n")
    odd = len(_UNSEEN.findall(text[:_SCRIPT_SAMPLE]))
    if odd > max(4, len(text[:_SCRIPT_SAMPLE]) * _ODD_SHARE):
        raise _no(f"{name} holds no text that can be read. Bring it as {KINDS}.")
    text = text.replace("\x00", "")
    if not text.strip():
        raise _no(f"{name} has no words in it.")
    return text


def _decode(name: str, data: bytes) -> str:
    marked = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), "")
    try:
        return data.decode(marked or "utf-8")
    except UnicodeDecodeError as error:
        if marked or b"\x00" in data[:_SAMPLE]:
            raise _no(f"{name} is damaged or no text. Bring it as {KINDS}.") from None
        if error.start >= len(data) - 3:  # cut off inside its last letter
            return data[: error.start].decode()
    repaired = data.decode("utf-8", "replace")
    lost = repaired.count("\ufffd")
    if sum(letter > "\x7f" for letter in repaired) > lost * 5:  # mostly good UTF-8, so nothing else
        line = repaired[: repaired.index("\ufffd")].count("\n") + 1
        raise _no(f"Some letters of {name} are damaged, first in line {line}. Save it as UTF-8 once more.")
    return _guessed(name, data)


def _guessed(name: str, data: bytes) -> str:
    """Decode by what the letters look like: older encodings do not say their name."""
    for sample in (data[:_SAMPLE], data):
        try:
            if encoding := _likeliest(sample):
                return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _no(f"The letters of {name} cannot be read. Save it as UTF-8 and bring it again.")


def _likeliest(sample: bytes) -> str:
    """The encoding in which a sample makes most sense. Kana tell Japanese from what else it could be."""
    found = from_bytes(sample)
    for match in found:
        if len(_KANA.findall(str(match))) > len(sample) * _KANA_SHARE:
            return match.encoding
    best = found.best()
    return best.encoding if best else ""


def display_name(name: str) -> str:
    """A file's name as pages show it: without folders and without characters that nobody sees."""
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    return " ".join(seen.split())[:255] or "Text"


def _final_draft(name: str, data: bytes) -> Brought:
    try:
        text = fountain.write(fdx.read(data))
    except ValueError:
        raise _no(
            f"{name} is not a complete Final Draft file. Save it once more in Final Draft and bring it again."
        ) from None
    if not text.strip():
        raise _no(f"{name} has no words in it.")
    return Brought(name, "fdx", text, text)


def _no(sentence: str) -> Invalid:
    return Invalid(sentence, field="texts")
