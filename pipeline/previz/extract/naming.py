"""Who and what a text names: people by cue, by introduction and by name, places by slug line, props by
word.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from pipeline.previz.extract.reading import Reading
from pipeline.previz.lexicon import words
from pipeline.previz.story.subjects import given_names, known_people
from projects.screenplay.names import asset_key, slug

# "MARA VOSS (58), lighthouse keeper," or "MARA VOSS, 58,": capitals, then an age.
_INTRODUCED = re.compile(
    r"(?P<name>[^\W\d_a-zß-öø-ÿ][^\W\d_a-zß-öø-ÿ'\u2019.-]+"
    r"(?: [^\W\d_a-zß-öø-ÿ][^\W\d_a-zß-öø-ÿ'\u2019.-]*){0,3})"
    r"(?:\s*\(\s*(?P<age>[^()]{1,80})\)|,\s*(?P<plain>\d{1,3}|(?:early |mid |late |mid-)?\d0s|"
    r"(?:early |mid |late )?(?:twenties|thirties|forties|fifties|sixties|seventies|eighties)))"
    r"(?:,\s*(?P<job>[^,.;:()]{2,60}?)(?=[,.;:]|$))?"
)
_CAPITALISED = re.compile(
    r"(?<=[^\s.!?:\"\u201c\u201d\u2019)] )[^\W\d_a-z][a-zß-öø-ÿ\u0400-\u04ff\u0370-\u03ff'\u2019]+"
)
_WORD = re.compile(r"[\w'\u2019-]+")


class Introduction(NamedTuple):
    """How a person is introduced in the action."""

    name: str
    age: str
    job: str


def introductions(action: str) -> list[Introduction]:
    """The people an action text introduces in capitals with an age."""
    return [
        Introduction(
            match["name"].strip(),
            (match["age"] or match["plain"] or "").strip(),
            (match["job"] or "").strip(),
        )
        for match in _INTRODUCED.finditer(action)
        if match["name"].isupper()
    ]


def roles_named(action: str, language: str = "en") -> list[str]:
    """People whom an action text shows in capitals by what they are, without a name: "a BOY IN A RED SCARF".

    Signs and sounds in capitals name nobody.
    """
    nouns = _role_nouns(language)
    joins = {join.upper() for join in words(language, "seen")["joins"]}
    found = []
    for match in _CAPITALS.finditer(action):
        run = match[0].split()
        while run and run[-1] in joins:
            run.pop()
        while run and run[0] in joins:
            run.pop(0)
        head = " ".join(run).partition(" IN ")[0].partition(" WITH ")[0]
        last = head.split()[-1].casefold() if head else ""
        known = last in nouns or head.casefold() in nouns or last.removesuffix("s") in nouns
        if known and not match["after"]:
            found.append(" ".join(run))
    return list(dict.fromkeys(found))


_UPPER = r"[A-Z\u00c0-\u00de]"
_CAPITALS = re.compile(
    rf"(?<![\w'\u2019-]){_UPPER}(?:{_UPPER}|['-])+(?: (?:{_UPPER}(?:{_UPPER}|['-])*|#?\d+))*"
    r"(?![\w'\u2019-])(?P<after>\s*\(|['\u2019]s)?"
)


@lru_cache(maxsize=8)
def _role_nouns(language: str) -> frozenset[str]:
    table = words(language, "seen")
    return known_people(language) | frozenset(table["roles"]) | frozenset(table["crowds"])


def is_crowd(name: str, language: str = "en") -> bool:
    """Whether a role is many people: "CROWD", "TWO NUNS", "PASSENGERS". "GUARD 2" is one."""
    head = name.casefold().partition(" in ")[0].partition(" with ")[0].split()
    crowds = set(words(language, "seen")["crowds"])
    if not head or head[-1].isdigit():
        return False
    return head[-1] in crowds or (head[-1].endswith("s") and head[-1][:-1] in _role_nouns(language))


def is_role(name: str, language: str = "en") -> bool:
    """Whether a name is a common noun that a text may write small: "the commuter", "the boy"."""
    head = name.casefold().partition(" in ")[0].split()
    return bool(head) and head[-1].rstrip("#0123456789") in _role_nouns(language)


def people_named(reading: Reading, language: str = "en") -> dict[str, str]:
    """Key and name of everyone a scene names, in order of appearance; names as they are called out in
    cues.
    """
    cues = reading.cues
    found: dict[str, str] = {}
    for part in reading.parts:
        names = _named_in(part, cues, language) if isinstance(part, str) else [part.name, *part.beside]
        for name in names:
            found.setdefault(asset_key("character", name), name)
    return found


def people_seen(reading: Reading, language: str = "en") -> list[str]:
    """Names of everyone whom the action of a scene shows, whoever speaks."""
    cues = reading.cues
    return list(
        dict.fromkeys(
            name
            for part in reading.parts
            if isinstance(part, str)
            for name in _named_in(part, cues, language)
        )
    )


def _named_in(action: str, cues: list[str], language: str) -> list[str]:
    """People in one paragraph, in the order of the words."""
    spots: list[tuple[int, str]] = []
    for introduction in introductions(action):
        name = called(introduction.name, cues, language)
        spots.append((action.index(introduction.name), name))
    for role in roles_named(action, language):
        spots.append((action.index(role), called(role, cues, language)))
    for cue in cues:
        spot = _shown_at(cue, action, [name for _, name in spots], language)
        if spot >= 0:
            spots.append((spot, cue))
    known = given_names(language)
    for match in _WORD.finditer(action):
        word = match[0].removesuffix("'s").removesuffix("\u2019s")
        if (
            word.casefold() in known
            and word[:1].isupper()
            and not any(word.upper() in c.upper().split() for c in cues)
        ):
            spots.append((match.start(), word.upper()))
    names = list(dict.fromkeys(name for _, name in sorted(spots)))
    return [name for name in names if not any(name != o and name in o.split() for o in names)]


def _shown_at(name: str, action: str, longer: list[str], language: str) -> int:
    """Where an action text shows somebody, or -1; "Little Idris" is not Idris where both are known."""
    text = action
    for other in longer:
        if name.upper() in other.upper().split() and other.upper() != name.upper():
            text = re.sub(re.escape(other), lambda match: "\0" * len(match[0]), text, flags=re.IGNORECASE)
    for match in re.finditer(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
        the = text[max(0, match.start() - 4) : match.start()].casefold() == "the "
        if match[0][:1].isupper() or (the and is_role(name, language)):
            return match.start()
    return -1


def called(full: str, cues: Iterable[str], language: str) -> str:
    """What a person introduced by a full name is called: as in a cue, else by a known given name, else in
    full.
    """
    parts = full.upper().split()
    apart = {word.upper() for word in words(language, "seen")["qualifiers"]}
    for cue in cues:
        mine = cue.upper().split()
        if cue.upper() == full.upper() or (set(mine) <= set(parts) and not apart & (set(parts) - set(mine))):
            return cue
    if len(parts) > 1 and parts[0] in apart:
        return full
    if parts and parts[0].casefold() in given_names(language):
        return parts[0]
    return full


@lru_cache(maxsize=8)
def _props(language: str) -> re.Pattern[str]:
    nouns = sorted(words(language, "props")["nouns"], key=len, reverse=True)
    return re.compile(
        rf"\b(?:({'|'.join(re.escape(noun) for noun in nouns)})((?<=[sxz])es|(?<=[cs]h)es|s)?)\b",
        re.IGNORECASE,
    )


def props_named(action: str, language: str = "en") -> list[str]:
    """The props an action text names, each once, as the noun alone: "key" for "the brass keys".

    A word that can be a verb too ("rings", "watches") counts only after an article, a number or an adjective;
    one that only says what kind of thing follows ("glass roof", "ring of keys") does not count.
    """
    table = words(language, "props")
    nouns, verbs, before = (
        set(table["nouns"]),
        set(table["also_verbs"]),
        {*table["before"], *table["modifiers"]},
    )
    found = []
    for match in _props(language).finditer(action):
        noun = match[1].casefold()
        single = noun.removesuffix("s")
        if verbs & {noun, single, f"{noun}s"} and _word_before(action, match.start()) not in before:
            continue
        if _says_what_kind(action, match, language):
            continue
        found.append(single if single in nouns else noun)
    return list(dict.fromkeys(found))


def _says_what_kind(text: str, match: re.Match[str], language: str) -> bool:
    """Whether a noun belongs to the one after it: a "flower stall", a "ring of keys", a "strip of tape"."""
    table = words(language, "props")
    after = re.match(r" ([a-z]+)\b", text[match.end() :])
    heads = {*table["heads"], *table["nouns"]}
    if after and not match[2] and {after[1], after[1].removesuffix("s")} & heads:
        return after[1] not in table["also_verbs"]
    if re.match(r"(?:s)? of \w", text[match.end() :]) and match[1].casefold() in table["measures"]:
        return True
    pane = table["panes"].get(match[1].casefold(), "")
    if pane and re.search(rf"\b(?:{pane}) (?:the )?$", text[: match.start()], re.IGNORECASE):
        return True  # rain on the glass is rain on a window
    measure = re.search(r"(\w+) of $", text[: match.start()])
    return measure is not None and measure[1].casefold() in table["pieces"]


def _word_before(text: str, at: int) -> str:
    match = re.search(r"([\w-]+)\s+$", text[max(0, at - 40) : at])
    return match[1].casefold() if match else ""


def props_handled(action: str, language: str = "en") -> list[str]:
    """The props that somebody takes, holds or puts down in an action text."""
    table = words(language, "states")
    verbs = re.compile(
        rf"\b(?:{table['takes']}|{table['drops']}|{table['wears']})\b(.{{0,60}})", re.IGNORECASE
    )
    return props_named(" . ".join(match[1] for match in verbs.finditer(action)), language)


def props_marked(action: str, language: str = "en") -> list[str]:
    """The props that an action text writes in capitals, as scripts mark what has to be brought: "a FLASK"."""
    shown = re.sub(r'["\u201c][^"\u201d\n]*["\u201d]', "", action)  # what a sign says is not there
    marked = re.findall(r"\b[A-Z]{2,}\b(?: [A-Z]{2,}\b)*", shown)
    return props_named(" . ".join(f"a {words_}" for words_ in marked), language)


def location_key(place: str) -> str:
    """The asset key of a slug line's place, or an empty text where it names none."""
    return asset_key("location", place) if slug(place) else ""
