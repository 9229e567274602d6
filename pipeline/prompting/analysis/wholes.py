"""What can only be seen of a template as a whole: contradictions, lines said twice, length."""

import re

from pipeline.context.tokens import tokens_in
from pipeline.prompting.analysis.marks import Remark, cut_at, line_of, sentence_at, without
from pipeline.prompting.purposes import Purpose
from pipeline.prompting.templates import Templated

_SHARE = 4  # a template may have a quarter of what a model reads; the rest is the story's
_HEAD = re.compile(r"^[-*\s]*(?:`(\w+)`|([A-Z]?[\w ]{2,30}):)")
_COUNT = r"(\d+) (words?|sentences?|lines?|paragraphs?|beats?|characters)"
_MOST = re.compile(
    rf"\b(?:at most|no more than|up to|fewer than|less than|maximum of) {_COUNT}", re.IGNORECASE
)
_LEAST = re.compile(
    rf"\b(?:at least|no fewer than|no less than|more than|minimum of) {_COUNT}", re.IGNORECASE
)
_OPPOSED = (  # what both demand, and the two demands
    ("the tense", r"in (?:the )?present tense", r"in (?:the )?past tense"),
    ("the person", r"in (?:the )?first person", r"in (?:the )?third person"),
    (
        "the language",
        r"in \{\{\s*language\s*\}\}",
        r"in (?:English|German|French|Spanish|Italian|Dutch|Polish)\b",
    ),
    (
        "the length",
        r"(?:be|keep it|write) (?:brief|short|concise|terse)(?:ly)?",
        r"(?:be|as) (?:detailed|exhaustive)|in (?:great )?detail\b",
    ),
    (
        "the form",
        r"(?:as |in )?(?:plain text|prose) (?:only|alone)|no (?:JSON|lists?|markdown)",
        r"(?:as|in|use|with) (?:a |one )?(?:JSON|bullet points|markdown|(?:numbered )?list)",
    ),
)
_NOT = re.compile(r"(?:\bnot|\bnever|n't|\bwithout|\bno|\bavoid)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_DONT = re.compile(
    r"\b(?:do not|don't|never) (use|add|include|write|name|mention|explain|repeat|quote)"
    r" (?:any |an? |the )?(\w{4,})",
    re.IGNORECASE,
)


def clash_remarks(text: str) -> list[Remark]:
    """Pairs of demands that no answer can meet, and lines that stand there twice."""
    return [*_opposed(text), *_limits(text), *_forbidden(text), *_twice(text)]


def length_remarks(text: str, purpose: Templated, reads: int) -> list[Remark]:
    """A template that leaves the story too little of what a model reads."""
    if not isinstance(purpose, Purpose):
        return []
    room, tokens = min(reads or purpose.reads, purpose.reads), tokens_in(text)
    if tokens * _SHARE <= room:
        return []
    longest = max(text.splitlines(), key=len)
    reason = f"It has about {tokens:,} tokens of the {room:,} that may be asked; the story is cut to fit."
    at = text.find(longest)
    return [
        Remark("length", longest, line_of(text, at), reason, "Shorten it; its longest line is a beginning.")
    ]


def _clash(text: str, earlier: int, later: int, what: str) -> Remark:
    """About two places; following the advice keeps the earlier sentence."""
    one, other = sentence_at(text, earlier), sentence_at(text, later)
    first, second = text[slice(*one)], text[slice(*other)]
    reason = f"{what} Line {line_of(text, earlier)} says: “{first}”"
    advice = "Keep one of the two. Applied, the earlier one stays."
    changed = without(text, *other) if one != other else None
    return Remark("clash", second, line_of(text, later), reason, advice, changed)


def _opposed(text: str) -> list[Remark]:
    remarks = []
    for what, one, other in _OPPOSED:
        found = [_demanded(text, pattern) for pattern in (one, other)]
        if found[0] is not None and found[1] is not None:
            places = sorted(at for at in found if at is not None)
            remarks.append(
                _clash(text, places[0], places[1], f"Two demands on {what} that exclude each other.")
            )
    return remarks


def _demanded(text: str, pattern: str) -> int | None:
    """Where something is asked for, and not ruled out."""
    for match in re.finditer(rf"(?<!\w)(?:{pattern})", text, re.IGNORECASE):
        forbids = match[0].lower().startswith("no ")
        if forbids or not _NOT.search(text[max(0, match.start() - 60) : match.start()]):
            return match.start()
    return None


def _limits(text: str) -> list[Remark]:
    remarks = []
    for most in _MOST.finditer(text):
        for least in _LEAST.finditer(text):
            is_same = most[2].rstrip("s").lower() == least[2].rstrip("s").lower()
            if is_same and int(least[1]) > int(most[1]) and _about(text, most) == _about(text, least):
                places = (min(most.start(), least.start()), max(most.start(), least.start()))
                remarks.append(_clash(text, *places, f"No answer has {least[0]} and {most[0]}."))
    return remarks


def _about(text: str, match: re.Match[str]) -> str:
    """What a line is about: the word before its colon, or nothing."""
    line = text[text.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0]
    head = _HEAD.match(line)
    return (head[1] or head[2]).strip().lower() if head else ""


def _forbidden(text: str) -> list[Remark]:
    """Something that one line forbids and another asks for in the same words."""
    remarks = []
    for match in _DONT.finditer(text):
        wanted = re.compile(rf"\b{match[1]} (?:a |an |the |some )?{re.escape(match[2])}\b", re.IGNORECASE)
        for asked in wanted.finditer(text):
            inside = match.start() <= asked.start() < match.end()
            if not inside and not _NOT.search(text[max(0, asked.start() - 40) : asked.start()]):
                places = (min(match.start(), asked.start()), max(match.start(), asked.start()))
                remarks.append(_clash(text, *places, "One line asks for what another one forbids."))
    return remarks


def _twice(text: str) -> list[Remark]:
    seen: dict[str, int] = {}
    remarks, at = [], 0
    for line in text.splitlines(keepends=True):
        key = " ".join(line.split()).casefold()
        if len(key.split()) > 3 and key in seen:
            reason = f"Line {seen[key]} says the same."
            changed = without(text, at, at + len(line.rstrip("\n")))
            remarks.append(Remark("clash", line.strip(), line_of(text, at), reason, "Say it once.", changed))
        elif key and at != cut_at(text):
            seen[key] = line_of(text, at)
        at += len(line)
    return remarks
