"""One search over all that stories say: what heads show now, and what people said about it.

PostgreSQL finds the candidates, however deep in a content the words stand; the fields that people read are
then looked through here, so that nothing is found in what no page shows.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, QuerySet, TextField, Value, When
from django.db.models.functions import Cast

from projects.models import Comment, Head
from projects.screenplay import fountain

MOST = 1_000  # candidates that are looked through for one question
QUOTES = 3  # lines that are shown of one find
TERMS = 8
_AROUND = 90  # characters on either side of the first word found, in a quoted line

# Group, what people call it, the kinds in it, in the order in which they are shown.
GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "script": ("Screenplay", ("script",)),
    "treatment": ("Treatment", ("treatment", "variant")),
    "beats": ("Beats", ("beat",)),
    "scenes": ("Scenes", ("scene",)),
    "shots": ("Shots", ("shot",)),
    "assets": ("Assets", ("asset", "look", "style")),
    "states": ("Visual states", ("state",)),
    "prompts": ("Prompts", ("prompt",)),
    "idea": ("Brief and texts", ("brief", "material", "summary")),
    "comments": ("Comments", ()),
}
GROUP_OF = {kind: group for group, (_, kinds) in GROUPS.items() for kind in kinds}
# The fields of each kind that people read, with what they are called; of nested ones all but names of keys.
FIELDS: dict[str, dict[str, str]] = {
    "script": {"text": ""},
    "treatment": {"title": "Title", "logline": "Logline", "text": ""},
    "variant": {"title": "Title", "logline": "Logline", "angle": "Angle", "text": ""},
    "beat": {"title": "Title", "text": ""},
    "scene": {"heading": "Heading", "synopsis": "Synopsis", "elements": "Breakdown"},
    "shot": {"action": "Action", "utterances": "Said", "sounds": "Sounds", "notes": "Notes",
             "reason": "Reason", "equipment": "Equipment"},
    "asset": {"name": "Name", "aliases": "Also called", "definition": "Definition", "wardrobe": "Wardrobe",
              "traits": "Definition", "nature": "Character", "voice": "Voice", "relations": "Relations",
              "notes": "Notes"},
    "look": {"name": "Name", "definition": "Definition", "wardrobe": "Wardrobe", "traits": "Definition",
             "tags": "Tags"},
    "style": {"notes": "Notes"},
    "state": {"wardrobe": "Wardrobe", "tags_in": "Tags", "tags_out": "Tags", "position": "Position",
              "changes": "Changes", "because": "Because"},
    "prompt": {"text": ""},
    "brief": {"title": "Title", "logline": "Logline", "idea": "Idea", "tone": "Tone", "audience": "Audience"},
    "material": {"name": "Name", "text": ""},
    "summary": {"title": "Title", "text": ""},
}  # fmt: skip
_KEYS = frozenset(("speaker", "delivery", "to", "bond", "shot", "holding", "provider", "id", "sure"))


@dataclass(frozen=True)
class Asked:
    """What is looked for: every term, in one and the same field. Quotation marks keep words together."""

    terms: tuple[str, ...]
    whole: bool = False  # whole words only
    cased: bool = False  # capital letters count

    @property
    def patterns(self) -> list[re.Pattern[str]]:
        """One for each term."""
        return [re.compile(self._of(term), 0 if self.cased else re.IGNORECASE) for term in self.terms]

    @property
    def any(self) -> re.Pattern[str]:
        """Whatever is to be marked in a line."""
        longest = sorted(self.terms, key=len, reverse=True)
        return re.compile("|".join(map(self._of, longest)), 0 if self.cased else re.IGNORECASE)

    def _of(self, term: str) -> str:
        inside = r"\s+".join(map(re.escape, term.split()))
        return rf"(?<!\w){inside}(?!\w)" if self.whole else inside


@dataclass(frozen=True)
class Quote:
    """A line in which it stands. ``pieces`` are its words in order, each with whether it was looked for.

    ``at`` is where it stands: of a script the paragraph, from 0; of any other text the first character.
    """

    field: str
    pieces: tuple[tuple[str, bool], ...]
    at: int

    @property
    def text(self) -> str:
        return "".join(words for words, _ in self.pieces)


@dataclass(frozen=True)
class Find:
    """One part of a story that says it, with its first lines. ``said`` is the content, as it is kept."""

    group: str
    kind: str
    node: UUID
    slot: str
    parent: UUID | None
    episode: UUID | None
    branch: UUID
    said: Mapping[str, Any]
    quotes: tuple[Quote, ...]
    more: int  # further lines
    comment: UUID | None = None
    author: str = ""


@dataclass
class Found:
    """What a search came to."""

    finds: list[Find] = field(default_factory=list)
    cut: bool = False  # there was more than is looked through at once


def asked(text: str, *, whole: bool = False, cased: bool = False) -> Asked:
    """What somebody typed: words, and "words in quotation marks" as they stand."""
    found = re.findall(r'["\u201c\u201e\u00ab]([^"\u201c\u201d\u00bb]+)["\u201c\u201d\u00bb]|(\S+)', text)
    terms = (" ".join((one or other).split()) for one, other in found)
    return Asked(tuple(dict.fromkeys(term for term in terms if term))[:TERMS], whole, cased)


def search(heads: QuerySet[Head], wanted: Asked, groups: Iterable[str] = GROUPS) -> Found:
    """Where the contents of ``heads`` say what is wanted, by group and in story order. One query."""
    kinds = [kind for group in groups for kind in GROUPS[group][1]]
    if not wanted.terms or not kinds:
        return Found()
    rows = heads.filter(kind__in=kinds, deleted=False).annotate(
        written=Cast("revision__payload", TextField()), rank=_rank(kinds)
    )
    like = "contains" if wanted.cased else "icontains"
    for term in wanted.terms:
        for word in term.split():  # a phrase may go on in the next line
            rows = rows.filter(**{f"written__{like}": json.dumps(word, ensure_ascii=False)[1:-1]})
    columns = ("kind", "node_id", "slot", "parent_node", "episode", "branch_id", "revision__payload")
    read = list(rows.order_by("rank", "branch_id", "position", "pk").values_list(*columns)[: MOST + 1])
    patterns, marks = wanted.patterns, wanted.any
    found = Found(cut=len(read) > MOST)
    for kind, node, slot, parent, episode, branch, payload in read[:MOST]:
        quotes = list(_quotes(kind, payload, patterns, marks))
        if quotes and not payload.get("omitted"):
            shown = tuple(quotes[:QUOTES])
            more = len(quotes) - len(shown)
            group = GROUP_OF[kind]
            found.finds.append(Find(group, kind, node, slot, parent, episode, branch, payload, shown, more))
    return found


def search_comments(comments: QuerySet[Comment], wanted: Asked) -> Found:
    """The comments that say what is wanted, newest first. One query."""
    if not wanted.terms:
        return Found()
    rows = comments.filter(removed_at=None)
    like = "contains" if wanted.cased else "icontains"
    for term in wanted.terms:
        for word in term.split():
            rows = rows.filter(**{f"text__{like}": word})
    read = list(rows.select_related("author", "node").order_by("-created_at", "-pk")[: MOST + 1])
    patterns, marks = wanted.patterns, wanted.any
    found = Found(cut=len(read) > MOST)
    for row in read[:MOST]:
        quotes = list(_lines("", row.text, patterns, marks))
        if quotes:
            shown = tuple(quotes[:QUOTES])
            find = Find(
                "comments", row.node.kind, row.node_id, row.node.slot, None, None, row.project_id, {}, shown,
                len(quotes) - len(shown), row.pk, str(row.author or "Somebody who left"),
            )  # fmt: skip
            found.finds.append(find)
    return found


def _rank(kinds: list[str]) -> Case:
    cases = [When(kind=kind, then=Value(number)) for number, kind in enumerate(kinds)]
    return Case(*cases, default=Value(len(kinds)), output_field=IntegerField())


def _quotes(
    kind: str, payload: dict[str, Any], patterns: list[re.Pattern[str]], marks: re.Pattern[str]
) -> Iterator[Quote]:
    if kind == "script":
        yield from _of_script(payload.get("text", ""), patterns, marks)
        return
    for name, title in FIELDS[kind].items():
        for text in _texts(payload.get(name)):
            yield from _lines(title, text, patterns, marks)


def _texts(value: Any) -> Iterator[str]:
    """The texts in a value, without those that only name something."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in _KEYS:
                yield from _texts(one)


def _of_script(text: str, patterns: list[re.Pattern[str]], marks: re.Pattern[str]) -> Iterator[Quote]:
    if all(pattern.search(text) for pattern in patterns):
        for at, element in enumerate(fountain.parse(text).elements):
            if first := marks.search(element.text):
                yield Quote("", _pieces(element.text, first, marks), at)


def _lines(title: str, text: str, patterns: list[re.Pattern[str]], marks: re.Pattern[str]) -> Iterator[Quote]:
    """The lines of a text that holds every term, each where one of them stands."""
    if not all(pattern.search(text) for pattern in patterns):
        return
    end = -1
    for first in marks.finditer(text):
        if first.start() <= end:
            continue
        start = text.rfind("\n", 0, first.start()) + 1
        end = text.find("\n", first.end())
        end = len(text) if end < 0 else end
        line = text[start:end]
        yield Quote(title, _pieces(line, marks.search(line, first.start() - start), marks), first.start())


def _pieces(line: str, first: re.Match[str] | None, marks: re.Pattern[str]) -> tuple[tuple[str, bool], ...]:
    """The line, or so much of it as fits around the first word found."""
    begin = _cut(line, first.start() - _AROUND, -1) if first else 0
    finish = _cut(line, first.end() + _AROUND, 1) if first else len(line)
    pieces: list[tuple[str, bool]] = [("\u2026", False)] if begin else []
    at = begin
    for match in marks.finditer(line, begin, finish):
        pieces += [(line[at : match.start()], False), (match.group(), True)]
        at = match.end()
    pieces.append((line[at:finish] + ("\u2026" if finish < len(line) else ""), False))
    return tuple(piece for piece in pieces if piece[0])


def _cut(line: str, at: int, step: int) -> int:
    """The nearest gap between words towards the middle; the line's own end where it is near."""
    if at <= 0:
        return 0
    if at >= len(line):
        return len(line)
    gap = line.rfind(" ", at - 20, at) if step > 0 else line.find(" ", at, at + 20)
    return gap + 1 if gap > 0 and step < 0 else gap if gap > 0 else at
