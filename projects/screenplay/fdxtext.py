"""The words of a Final Draft paragraph: Fountain's marks and notes become styled runs, and marks again.

Runs do not say how nested emphasis was typed. Where they alone would give other marks, the paragraph says it
in an attribute of its own, which counts as long as nobody has changed the runs.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from xml.etree.ElementTree import Element as Node
from xml.sax.saxutils import escape, quoteattr

from defusedxml.ElementTree import fromstring

from projects.screenplay.aside import asides
from projects.screenplay.emphasis import Run, plain, runs

_SIGNS = re.compile(r"([*_\\])")
_STYLES = (("Bold", "**"), ("Italic", "*"), ("Underline", "_"))
# What XML 1.0 cannot hold at all.
_TOKEN = re.compile("\ue000(\\d+)\ue001")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def words_of(note: Node) -> str:
    """A script note's paragraphs as lines."""
    paragraphs = note.iter("Paragraph")
    lines = ["".join(run.text or "" for run in paragraph.findall("Text")) for paragraph in paragraphs]
    return "\n".join(lines) if any(line.strip() for line in lines) else ""


def text_of(node: Node) -> str:
    """A paragraph's words with marks of emphasis, and its notes where they stand between words."""
    typed = node.get("Fountain", "")
    if typed and _shape(node) == _shape(_parsed(styled(typed))):
        return typed
    return _from_runs(node)


def _shape(node: Node) -> list[tuple[str, str]]:
    """Runs and notes in order, equal styles together: what somebody may have changed."""
    told = [
        (run.get("Style") or "", run.text or "")
        if run.tag == "Text"
        else (f"note {run.get('Name', '')}", words_of(run))
        for run in node
        if run.tag in ("Text", "ScriptNote")
    ]
    groups = groupby((one for one in told if one[1]), key=lambda one: one[0])
    return [(style, "".join(text for _, text in group)) for style, group in groups]


def _parsed(inner: str) -> Node:
    found: Node = fromstring(f"<Paragraph>{inner}</Paragraph>", forbid_dtd=True)
    return found


def _from_runs(node: Node) -> str:
    parts: list[str] = []
    runs_ = [run for run in node.findall("Text") if run.text]
    escaped = _misread(runs_)
    for child in node:
        if child.tag == "Text":
            parts.append(_styled(child, escaped))
        elif child.tag == "ScriptNote" and runs_ and (words := words_of(child)):
            parts.append(f"/*{words}*/" if child.get("Name") == "Boneyard" else f"[[{words}]]")
    return "".join(parts)


def _misread(found: list[Node]) -> bool:
    """Whether stars and underscores among the words would be taken for marks."""
    said = "".join(run.text or "" for run in found)
    if not any(sign in said for sign in "*_\\"):
        return False
    return plain("".join(_styled(run, False) for run in found)) != said


def _styled(run: Node, escaped: bool) -> str:
    text = run.text or ""
    if escaped:
        text = _SIGNS.sub(r"\\\1", text)
    styles = (run.get("Style") or "").split("+")
    bare = text.strip()
    if not bare:
        return text
    start = text.index(bare)
    marks = [mark for name, mark in _STYLES if name in styles]
    inner = "".join(marks) + bare + "".join(reversed(marks))
    return text[:start] + inner + text[start + len(bare) :]


def as_typed(text: str, inner: str) -> str:
    """The attribute that says how ``text`` was typed, where its runs and notes (``inner``) do not say it."""
    if not any(sign in text for sign in "*_\\[") or _from_runs(_parsed(inner)) == text:
        return ""
    return f" Fountain={quoteattr(_ILLEGAL.sub('', text))}"


def styled(text: str) -> str:
    """Text with Fountain's marks as styled runs, and notes where they stand, within a style or between."""
    marked, notes = _without_notes(_ILLEGAL.sub("", text))
    parts: list[str] = []
    for run in _merged(runs(marked)):
        for at, piece in enumerate(_TOKEN.split(run.text)):
            if at % 2:
                aside = notes[int(piece)]
                parts.append(note(aside[2:-2], aside.startswith("/*")))
            elif piece:
                parts.append(_run(run._replace(text=piece)))
    return "".join(parts) or "<Text></Text>"


def _without_notes(text: str) -> tuple[str, list[str]]:
    """The text with a token for each note, so that emphasis around one is seen; and the notes."""
    text = text.replace("\ue000", "").replace("\ue001", "")
    parts: list[str] = []
    notes: list[str] = []
    at = 0
    for start, end in asides(text, open_end=False):
        parts.append(f"{text[at:start]}\ue000{len(notes)}\ue001")
        notes.append(text[start:end])
        at = end
    return "".join([*parts, text[at:]]), notes


def _merged(found: list[Run]) -> Iterator[Run]:
    for style, group in groupby(found, key=lambda run: run[1:]):
        yield Run("".join(run.text for run in group), *style)


def _run(run: Run) -> str:
    names = ((run.bold, "Bold"), (run.italic, "Italic"), (run.underline, "Underline"))
    style = "+".join(name for on, name in names if on)
    attribute = f' Style="{style}"' if style else ""
    return f"<Text{attribute}>{escape(run.text)}</Text>"


def note(text: str, boneyard: bool) -> str:
    """A script note; a boneyard is one of that name."""
    name = ' Name="Boneyard"' if boneyard else ""
    lines = "".join(f"<Paragraph><Text>{_clean(line)}</Text></Paragraph>" for line in text.split("\n"))
    return f"<ScriptNote{name}>{lines}</ScriptNote>"


def _clean(text: str) -> str:
    return escape(_ILLEGAL.sub("", text))
