"""What a script says of somebody when it first shows them: looks and clothes, in its own words."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pipeline.previz.lexicon import words

_SENTENCE = re.compile(r"(?<=[.!?\u3002])\s+")
_PHRASE = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+(?=an?\s|with\s|in\s|wearing\s|has\s|wears\s)|;\s*")
_VERB = re.compile(r"[a-z]{2,}(?<![suio])s$")  # "runs", "stands": no longer a look


@dataclass
class Seen:
    """A person's looks by slot ("hair", "beard", "build", ...) and clothes, as phrases of the script."""

    slots: dict[str, str] = field(default_factory=dict)
    clothes: list[str] = field(default_factory=list)
    dressed: bool = False  # a whole garment is named, not only a cap
    work: list[str] = field(default_factory=list)  # what they are, said before the clothes: "retired captain"

    @property
    def phrases(self) -> list[str]:
        """Everything the script says, in its order of kinds."""
        return [*self.slots.values(), *self.clothes]


def seen_of(name: str, action: str, language: str = "en") -> Seen:
    """What the action says of ``name`` where it introduces them in capitals: "(34), in a yellow raincoat"."""
    found = Seen()
    match = re.search(rf"(?P<before>(?:\b[\w-]+,? ){{0,2}})(?<![\w]){re.escape(name)}(?!\w)", action)
    if match is None:
        return found
    _take(_adjectives(match["before"], language), found, language)
    sentences = _SENTENCE.split(action[match.end() :].partition("\n")[0])
    opening = re.sub(r"^\s*\(\s*[^,()]*,?|\)", ",", sentences[0])
    _take_in_order(opening.rstrip(".!? "), found, language)
    table = words(language, "seen")
    for sentence in sentences[1:3]:
        if told := re.match(table["follows"], sentence):
            _take_in_order(told["said"].rstrip(".!? "), found, language)
    return found


def seen_in_name(name: str, language: str = "en") -> Seen:
    """What a role's own name says: the "boy in a red scarf" wears one."""
    found = Seen()
    _, joined, rest = name.casefold().partition(" in ")
    if joined:
        _take([f"in {rest}"], found, language)
    return found


def _adjectives(before: str, language: str) -> list[str]:
    """Words right before a name that say what somebody looks like: "gaunt MARCUS"."""
    build = _patterns(language)["slots"]["build"]
    return [word for word in re.findall(r"[\w-]+", before.casefold()) if build.fullmatch(word)]


def _take_in_order(text: str, found: Seen, language: str) -> None:
    """Read phrase by phrase until somebody does something."""
    for phrase in _PHRASE.split(text):
        told = phrase.strip(" ,")
        if not told or re.fullmatch(r"\d{1,3}s?", told):
            continue
        first = told.split()[0]
        if (
            _VERB.fullmatch(first)
            and first not in words(language, "seen")["wearing"]
            and not _says_something(first, language)
        ):
            return
        _take([told], found, language)


def _says_something(text: str, language: str) -> bool:
    patterns = _patterns(language)
    return any(
        pattern.search(text)
        for pattern in (*patterns["slots"].values(), patterns["garments"], patterns["accessories"])
    )


def _take(phrases: list[str], found: Seen, language: str) -> None:
    """Put each phrase where it belongs; one that says nothing of looks or clothes is left out."""
    patterns = _patterns(language)
    for phrase in phrases:
        worn = patterns["garments"].search(phrase) or patterns["accessories"].search(phrase)
        slot = next((name for name, pattern in patterns["slots"].items() if pattern.search(phrase)), "")
        who, phrase = _wearer(phrase, language) if worn else ("", phrase)
        bare = _bare(phrase, language)
        if worn and not (slot and slot != "build" and phrase.find(worn[0]) > 24):
            found.clothes.append(bare)
            found.work += [who] if who else []
            found.dressed = found.dressed or patterns["garments"].search(phrase) is not None
        elif slot:
            article = re.search(r"(?:^|\s)(an?) ", f" {phrase[: len(phrase) - len(bare)]}", re.IGNORECASE)
            found.slots.setdefault(slot, f"{article[1].lower()} {bare}" if article else bare)


def _wearer(phrase: str, language: str) -> tuple[str, str]:
    """Who "a retired captain in a raincoat" is, and what they are in; nobody where clothes begin it."""
    parts = re.fullmatch(r"(?P<who>.+?)\s+(?P<worn>(?:in|wearing)\s+(?:an?|the|his|her|their)\s.+)", phrase)
    if parts is None or _says_something(parts["who"], language):
        return "", phrase
    return _bare(parts["who"], language), parts["worn"]


def _bare(phrase: str, language: str) -> str:
    """The phrase without "in a", "wearing", "with"; what follows a verb is left out."""
    openings = "|".join(sorted(words(language, "seen")["wearing"], key=len, reverse=True))
    told = re.sub(rf"^(?:{openings})\s+", "", phrase.strip(), flags=re.IGNORECASE)
    return re.sub(r"^(?:an?|the|his|her|their)\s+", "", told, flags=re.IGNORECASE).strip()


def garments(language: str = "en") -> re.Pattern[str]:
    """Finds whole garments in a text."""
    found: re.Pattern[str] = _patterns(language)["garments"]
    return found


@lru_cache(maxsize=8)
def _patterns(language: str) -> dict[str, Any]:
    table = words(language, "seen")

    def compiled(words_: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{words_})(?!\w)", re.IGNORECASE)

    return {
        "slots": {name: compiled(value) for name, value in table["slots"].items()},
        "garments": compiled(table["garments"]),
        "accessories": compiled(table["accessories"]),
    }
