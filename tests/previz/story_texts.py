"""What a reader would strike out in a story: the checks that every written text has to pass."""

import re
from collections.abc import Iterator

from projects.screenplay.elements import Element, ElementType
from projects.screenplay.fountain import parse
from projects.screenplay.names import cue_name

_T = ElementType
_DOUBLED = re.compile(r"\b([a-z]{2,}) \1\b")
_MEANT = {"had", "that", "very", "no", "so", "hm", "tick", "knock"}  # "no, no" may be said on purpose
_SLOT = re.compile(r"[{}]|<[^<>]*\|")
_MARKS = re.compile(r"(?<!\.)\.\.(?!\.)|,,|,\.| ,| \.(?!\.)|[.!?],|\S  +\S")
_SMALL_START = re.compile(r"(?<!\.)(?<!\bvs)[.!?] [a-z]")
_AN = re.compile(r"\b[Aa]n (?:[bcdfgjklmnpqrstvwxz]\w|uni|use|one\b)")
_A = re.compile(r"\b[Aa] [aeio](?!ne\b|nce\b|u)\w")
_AGREES = re.compile(r"(?m)(?:^|[.!?] )(?:(?:He|She|It) (?:are|have|do)|They (?:is|has|does))\b")
_TWO_VERBS = re.compile(
    r"\bto to\b|\bwants to (?:\w+[^s\W]s) (?:the|a|an)\b|\bmusts\b|\bcans\b|\bto be (?:is|are)\b"
)
_INTRODUCED = re.compile(r"\b([^\W\d_a-z](?:[^\W_a-z]|['-])+(?: (?:[^\W_a-z]|['-])+)*) \(\d")
_ENDS = (".", "!", "?", "\u2026", '"', "\u201d", ":", "\u3002", ")")


def faults(text: str) -> list[str]:
    """What is wrong with the language of a text, each with the words it was found in."""
    found = [f"doubled: {m[0]}" for m in _DOUBLED.finditer(text.casefold()) if m[1] not in _MEANT]
    for name, pattern in (
        ("slot", _SLOT),
        ("marks", _MARKS),
        ("a small letter opens a sentence", _SMALL_START),
        ("an", _AN),
        ("a", _A),
        ("agreement", _AGREES),
        ("verbs", _TWO_VERBS),
    ):
        found += [f"{name}: {text[max(0, m.start() - 30) : m.end() + 30]!r}" for m in pattern.finditer(text)]
    return found


def scene_faults(script: str, names: set[str]) -> list[str]:
    """What is wrong with one scene: ``names`` are the short names, in capitals, of everyone in the story."""
    elements = parse(script).elements
    found: list[str] = []
    lines = [element.text for element in elements if element.type is _T.DIALOGUE and len(element.text) > 12]
    found += [f"said twice: {line}" for line in lines if lines.count(line) > 1]
    shown = [element.text for element in elements if element.type is _T.ACTION]
    found += [f"shown twice: {text}" for text in shown if shown.count(text) > 1]
    for element in elements:
        if element.type in (_T.ACTION, _T.DIALOGUE) and not element.text.endswith(_ENDS):
            found.append(f"no end: {element.text}")
        if element.type is _T.CHARACTER and cue_name(element.text) not in names:
            found.append(f"speaks, but is nobody: {element.text}")
    return found


def before_being_introduced(scripts: list[str]) -> list[str]:
    """Cues of people who speak in the room before the action has named them with their age."""
    known: set[str] = set()
    found: list[str] = []
    for element in _elements(scripts):
        if element.type is _T.ACTION:
            known |= {name.split()[0] for name in _INTRODUCED.findall(element.text)}
        elif (
            element.type is _T.CHARACTER and "(" not in element.text and element.text.split()[0] not in known
        ):
            found.append(element.text)
    return found


def _elements(scripts: list[str]) -> Iterator[Element]:
    for script in scripts:
        yield from parse(script).elements
