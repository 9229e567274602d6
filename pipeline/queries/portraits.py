"""What a script itself says of a character: their lines that tell something, how they speak, who they meet.

Nothing is guessed and no model is asked: every line is quoted with its place. The kinds of lines are told by
English words; how somebody speaks, whom they meet and where they come is counted in any language.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.outline import asset_items, beats_of, scripts_of
from pipeline.previz.extract.finding import key_of
from pipeline.previz.extract.reading import cue_names
from pipeline.previz.extract.spotting import paragraphs
from pipeline.queries.naming import numbers_of
from projects.kinds import Asset
from projects.kinds.traits import NATURE, Trait
from projects.queries.story import Item, Story
from projects.screenplay.elements import ElementType
from projects.screenplay.emphasis import plain

SHOWN = 6  # lines of a kind
_LEAST = 3  # words of a line that is worth quoting
_OFTEN = 3  # times that a word must be used to be somebody's own
_OWN = 8
_FEW_WORDS = 200  # of the others: fewer would make nobody's word their own
_KINDS: dict[str, tuple[str, str]] = {
    "want": (
        "What they say they want",
        r"\bI (?:want|need|wish|must|have to|will|am going to|hope)\b"
        r"|\bI'(?:ll|m going to|d give)\b|\blet me\b",
    ),
    "contradiction": (
        "What they deny, fear or cannot do",
        r"\bI (?:can't|cannot|won't|don't|never|couldn't|didn't)\b|\b(?:afraid|scared|ashamed|sorry|hate)\b",
    ),
    "backstory": (
        "What they say of before",
        r"\b(?:I|we) (?:was|were|used to|had|once|remember)\b|\byears ago\b|\bwhen I was\b|\bback then\b"
        r"|\bmy (?:mother|father|brother|sister|wife|husband|son|daughter)\b",
    ),
}
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")


@dataclass(frozen=True)
class Line:
    """A line of the script with its place: the scene's number, its script's slot, the paragraph from 0."""

    number: str
    script: str
    paragraph: int
    text: str


@dataclass(frozen=True)
class Speaking:
    """How somebody speaks: counted over all their speeches."""

    speeches: int
    words: int
    questions: int  # percent of their sentences
    mean: float  # words in a speech
    own: tuple[str, ...]  # words that they use far more than the others do


@dataclass(frozen=True)
class Presence:
    """A beat, and whether it names the character. ``number`` from 1; ``intensity`` 0 to 1."""

    number: int
    title: str
    intensity: float
    named: bool


@dataclass(frozen=True)
class Portrait:
    """Everything that the script says of a character."""

    asset: Asset
    missing: tuple[Trait, ...]  # fields that nobody has written yet
    said: dict[str, tuple[str, list[Line]]]  # by field: what the lines are, and the lines
    seen: list[Line]  # what they do
    first: Line | None
    last: Line | None
    speaking: Speaking | None
    company: list[tuple[str, int]]  # names, and in how many scenes they are together
    beats: list[Presence]


def portrait(story: Story, item: Item) -> Portrait:
    """The portrait of a character. Three queries, however long the script is."""
    people = [one for one in asset_items(story).values() if one.values["type"] == "character"]
    scripts = [one for one in scripts_of(story) if item.values["key"] in one.values["mentions"]]
    beats = beats_of(story)
    story.load([item, *people, *scripts_of(story), *beats])
    asset: Asset = story.content(item)
    known: list[Asset] = list(story.contents(people))
    numbers = dict(zip((one.slot for one in scripts_of(story)), numbers_of(story), strict=True))
    spoken, shown, rest = _lines(story, asset, scripts, numbers, known)
    return Portrait(
        asset=asset,
        missing=tuple(one for one in NATURE if not asset.nature.get(one.name)),
        said={name: (title, _telling(spoken, pattern)) for name, (title, pattern) in _KINDS.items()},
        seen=shown[:SHOWN],
        first=spoken[0] if spoken else None,
        last=spoken[-1] if len(spoken) > 1 else None,
        speaking=_speaking([line.text for line in spoken], rest),
        company=_company(asset, scripts, people),
        beats=_presence(story, asset, beats),
    )


def _lines(
    story: Story, asset: Asset, scripts: list[Item], numbers: dict[str, str], known: list[Asset]
) -> tuple[list[Line], list[Line], list[str]]:
    """What the character says, what they are seen doing, and what the others in these scenes say."""
    spoken, shown, rest = [], [], []
    for script in scripts:
        speaks: bool | None = None
        for at, element in enumerate(paragraphs(story.content(script).text)):
            text = plain(element.text).strip()
            line = Line(numbers[script.slot], script.slot, at, text)
            if element.type is ElementType.CHARACTER:
                speaks = any(key_of(name, known) == asset.key for name in cue_names(text))
            elif element.type is ElementType.DIALOGUE and speaks is not None:
                if speaks:
                    spoken.append(line)
                else:
                    rest.append(text)
            elif element.type is ElementType.ACTION:
                shown += [line] if _begins_with(text, asset) else []
    return spoken, shown, rest


def _begins_with(text: str, asset: Asset) -> bool:
    """Whether a paragraph tells first what this one does."""
    names = {asset.name, asset.name.split()[0], *asset.aliases}
    return any(re.match(rf"{re.escape(name)}\b", text, re.IGNORECASE) for name in names if name.strip())


def _telling(spoken: list[Line], pattern: str) -> list[Line]:
    told = re.compile(pattern.replace("'", "['\u2019]"), re.IGNORECASE)
    return [line for line in spoken if len(line.text.split()) >= _LEAST and told.search(line.text)][:SHOWN]


def _speaking(spoken: list[str], rest: list[str]) -> Speaking | None:
    if not spoken:
        return None
    words = [_words(text) for text in spoken]
    count = sum(map(len, words))
    sentences = [end for text in spoken for end in re.findall(r"[.!?\u2026]+", text)] or ["."]
    asked = sum("?" in end for end in sentences)
    return Speaking(
        speeches=len(spoken),
        words=count,
        questions=round(100 * asked / len(sentences)),
        mean=round(count / len(spoken), 1),
        own=tuple(_own(Counter(word for one in words for word in one), Counter(_all(rest)))),
    )


def _all(texts: list[str]) -> Iterator[str]:
    for text in texts:
        yield from _words(text)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _own(mine: Counter[str], others: Counter[str]) -> list[str]:
    """Words that somebody uses at least three times as often as all the others together, by share."""
    total, rest = max(1, sum(mine.values())), max(_FEW_WORDS, sum(others.values()))
    share = {
        word: (count / total) / ((others[word] + 1) / rest)
        for word, count in mine.items()
        if count >= _OFTEN and len(word) > 3
    }
    return [word for word, times in sorted(share.items(), key=lambda one: (-one[1], one[0])) if times >= 3][
        :_OWN
    ]


def _company(asset: Asset, scripts: list[Item], people: list[Item]) -> list[tuple[str, int]]:
    """Who is named in the same scenes, most often first."""
    names = {one.values["key"]: str(one.values["name"]) for one in people if one.values["key"] != asset.key}
    met = Counter(key for script in scripts for key in set(script.values["mentions"]) & names.keys())
    return [(names[key], met[key]) for key in sorted(met, key=lambda key: (-met[key], key))][:SHOWN]


def _presence(story: Story, asset: Asset, beats: list[Item]) -> list[Presence]:
    names = [re.escape(name) for name in {asset.name, asset.name.split()[0], *asset.aliases} if name.strip()]
    named = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(names))})(?!\w)", re.IGNORECASE)
    return [
        Presence(number, beat.title, beat.intensity, bool(named.search(f"{beat.title}\n{beat.text}")))
        for number, beat in enumerate(story.contents(beats), 1)
    ]
