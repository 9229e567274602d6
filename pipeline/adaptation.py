"""What an adaptation is told from: the chapters of its texts, summed up one by one, then in groups, until one
synopsis is left (a map and a reduce).

The shape of the tree follows from the texts' chapters and from what the team's model can read, so that it is
known, and priced, before anything is summed up. Each summary stands on the words it was made from alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.graph.targets import NOTHING, Inputs, inputs_from, value_from
from pipeline.prompting.answers import LEEWAY
from pipeline.prompting.purposes import PURPOSES
from pipeline.queries.routing import least_read
from projects.chapters import marked
from projects.kinds import Material, Summary
from projects.passages import Passages, Ranking
from projects.queries.story import Item, Story, remembered

LONG = 18_000  # bytes of a story's texts up to which they are told from as they are
MATERIAL_READ = 19_000  # characters of a brought-in text that the house engine draws a story from
PROSE = ("text", "markdown")
SYNOPSIS = "synopsis"
_OVERHEAD = 1_000  # tokens that instructions, frames and titles may take of what a model can read
_BYTES_A_TOKEN = 3  # at least: Latin letters have four, Chinese signs three
_TOKENS_A_WORD = 1.6  # of a summary, rather too many
_GROUP = 12  # summaries that are read together at most
_FEW = 8  # parts up to which each may be told at length
_MOST_CHAPTERS = 2  # that a beat may come from
_PASSAGES = 3  # that a scene's writer reads
_NEARLY = 0.6  # of the best chapter's weight: as good as it


@dataclass(frozen=True)
class Room:
    """What a model is given and asked for: bytes of a chapter, words of its summary, groups of summaries."""

    bytes: int
    group: int  # chapter summaries read together
    higher: int  # group summaries read together
    group_words: int
    synopsis_words: int


@dataclass(frozen=True)
class Source:
    """A chapter, or a part of one that is too long to be read at once. ``number`` is the chapter's place."""

    material: Item
    slot: str
    title: str
    number: int
    start: int
    end: int
    words: int
    digests: tuple[str, ...]

    @property
    def path(self) -> str:
        """ "m001/c012": how beats and pages name it."""
        return f"{self.material.slot}/{self.slot}"

    @property
    def key(self) -> str:
        """Of its target."""
        return f"chapter:{self.path}"


@dataclass(frozen=True)
class Group:
    """Summaries that are summed up together: ``under`` are the slots or, at the lowest level, sources."""

    slot: str
    sources: tuple[Source, ...]  # all that it stands on
    under: tuple[str, ...]  # keys of the targets whose summaries it is made from
    words: int  # of its summary

    @property
    def key(self) -> str:
        return f"synopsis:{self.slot}"


def room_for(reads: int) -> Room:
    """The shape for a model that reads so many tokens."""
    usable = max(reads - _OVERHEAD, 900)
    words = min(400, usable // 5)
    return Room(
        bytes=usable * _BYTES_A_TOKEN,
        group=max(2, min(_GROUP, int(usable / (chapter_words(_FEW + 1) * LEEWAY * _TOKENS_A_WORD)))),
        higher=max(2, min(_GROUP, int(usable / (words * LEEWAY * _TOKENS_A_WORD)))),
        group_words=words,
        synopsis_words=2 * words,
    )


def chapter_words(parts: int) -> int:
    """How long the summary of one of so many parts may be."""
    return 400 if parts <= _FEW else 150


def texts_of(story: Story) -> list[Item]:
    """The prose that an adaptation is told from, in order; empty for other beginnings and short texts."""
    brief = story.one("brief")
    if brief is None or brief.values["mode"] != "adapt":
        return []
    items = [item for item in story.of("material") if item.values["format"] in PROSE]
    size = sum(part["bytes"] for item in items for mark in _marks(story, item) for part in mark["stretches"])
    return items if size > LONG else []


def unsummed(story: Story) -> list[Item]:
    """The texts that a story is told from as they are: those of which no summaries are made."""
    summed = {source.material.node for source in sources_of(story)}
    return [item for item in story.of("material") if item.node not in summed]


@remembered
def _computed(story: Story) -> dict[int, list[dict[str, Any]]]:
    return {}


def _marks(story: Story, item: Item) -> list[dict[str, Any]]:
    """A text's chapters. Of one that was brought before they were kept, they are found once for a story."""
    kept: list[dict[str, Any]] = item.values.get("chapters") or []
    if kept:
        return kept
    known = _computed(story)
    if item.revision not in known:
        material: Material = story.content(item)
        known[item.revision] = [mark.model_dump() for mark in marked(material.text)]
    return known[item.revision]


@remembered
def sources_of(story: Story) -> list[Source]:
    """The parts that are summed up one by one, in order."""
    items = texts_of(story)
    if not items:
        return []
    most = _room().bytes
    return [
        source
        for item in items
        for number, mark in enumerate(_marks(story, item), 1)
        for source in _cut(item, number, mark, most)
    ]


def _room() -> Room:
    most = PURPOSES["chapter"].reads
    return room_for(min(least_read() or most, most))


def _cut(item: Item, number: int, mark: dict[str, Any], most: int) -> Iterator[Source]:
    """A chapter, in as many parts as a model needs to read it whole. Only words count as one."""
    runs: list[list[dict[str, Any]]] = [[]]
    size = 0
    for part in mark["stretches"]:
        if runs[-1] and size + part["bytes"] > most:
            runs.append([])
            size = 0
        runs[-1].append(part)
        size += part["bytes"]
    start = mark["start"]
    for at, run in enumerate(runs, 1):
        words = sum(part["words"] for part in run)
        if words:
            several = len(runs) > 1
            yield Source(
                material=item,
                slot=f"{mark['slot']}.{at}" if several else mark["slot"],
                title=f"{mark['title']}, part {at}" if several else mark["title"],
                number=number,
                start=start,
                end=run[-1]["end"],
                words=words,
                digests=tuple(part["digest"] for part in run),
            )
        start = run[-1]["end"] if run else start


def summary_words(story: Story) -> int:
    """How long the summary of one part is asked to be: shorter for models that read little."""
    return min(chapter_words(len(sources_of(story))), _room().group_words)


@remembered
def groups_of(story: Story) -> list[Group]:
    """The groups that are summed up, lower levels first; the last is the synopsis. Empty without sources."""
    sources = sources_of(story)
    if not sources:
        return []
    room = _room()
    found: list[Group] = []
    level = 1
    row: list[tuple[tuple[Source, ...], str]] = [((source,), source.key) for source in sources]
    size = room.group
    while len(row) > size:
        groups = [
            _group(f"g{level}-{at // size + 1:03}", row[at : at + size], room.group_words)
            for at in range(0, len(row), size)
        ]
        found += groups
        row = [(group.sources, group.key) for group in groups]
        level, size = level + 1, room.higher
    return [*found, _group(SYNOPSIS, row, room.synopsis_words)]


def _group(slot: str, row: list[tuple[tuple[Source, ...], str]], words: int) -> Group:
    below = tuple(source for sources, _ in row for source in sources)
    return Group(slot, below, tuple(key for _, key in row), words)


def summary_at(story: Story, key: str) -> Item | None:
    """The summary that a target's key names, if it is made."""
    path = key.partition(":")[2]
    name, _, slot = path.rpartition("/")
    if not name:
        return story.at("summary", slot)
    source = _by_path(story).get(path)
    return story.at("summary", source.slot, source.material.node) if source else None


@remembered
def _by_path(story: Story) -> dict[str, Source]:
    return {source.path: source for source in sources_of(story)}


def sources_named(story: Story, paths: list[str]) -> list[Source]:
    """The sources that a beat names, as far as they are there."""
    known = _by_path(story)
    return [known[path] for path in paths if path in known]


@remembered
def told_from(story: Story) -> Inputs:
    """What stages that read the summaries depend on: each one's words. Nothing outside of an adaptation."""
    if not sources_of(story):
        return NOTHING
    chapters = Inputs.of(source_inputs(story, source) for source in sources_of(story))
    return chapters | inputs_from(SYNOPSIS, story.at("summary", SYNOPSIS), "text")


def source_inputs(story: Story, source: Source) -> Inputs:
    """The words of one summary."""
    return inputs_from(f"chapter {source.path}", summary_at(story, source.key), "text")


def needs_synopsis(story: Story) -> list[str]:
    """Keys of the targets that what is told from the summaries has to wait for."""
    return [f"synopsis:{SYNOPSIS}"] if sources_of(story) else []


def told_arguments(story: Story, *, most: int) -> dict[str, Any]:
    """The summaries as arguments of a request: the synopsis, the chapters, and what a writer without a model
    is told from: the fullest telling of at most ``most`` characters. Empty outside of an adaptation.
    """
    sources = sources_of(story)
    if not sources:
        return {}
    synopsis, told = story.there("summary", SYNOPSIS), summaries_of(story, sources)
    found: dict[str, Any] = {"synopsis": _text(story, synopsis), "chapters": told}
    if most:
        found["material"] = [_fullest(story, [one["text"] for one in told], most)]
    return found


def summaries_of(story: Story, sources: list[Source]) -> list[dict[str, str]]:
    """Path, title and words of the summaries that are made."""
    made = [(source, item) for source in sources if (item := summary_at(story, source.key))]
    story.load([item for _, item in made])
    return [{"path": source.path, "title": source.title, "text": _text(story, item)} for source, item in made]


def passages_like(story: Story, sources: list[Source], asked: str) -> list[str]:
    """The passages of some chapters that are most like what is asked, in the order of the text."""
    story.load({source.material.node: source.material for source in sources}.values())
    found = []
    for source in sources:
        material: Material = story.content(source.material)
        text = material.text[source.start : source.end]
        found += [(each.weight, source, text, each) for each in Passages(text).like(asked, _PASSAGES)]
    best = sorted(found, key=lambda each: -each[0])[:_PASSAGES]
    best.sort(key=lambda each: (each[1].material.position, each[1].start + each[3].start))
    return [text[each.start : each.end].strip() for _, _, text, each in best]


def _fullest(story: Story, chapters: list[str], most: int) -> str:
    levels: dict[str, list[Item]] = {}
    for group in groups_of(story):
        if item := story.at("summary", group.slot):
            levels.setdefault(group.slot.partition("-")[0], []).append(item)
    tellings = ["\n\n".join(chapters)]
    for items in levels.values():
        story.load(items)
        tellings.append("\n\n".join(_text(story, item) for item in items))
    return next((telling for telling in tellings if len(telling) <= most), tellings[-1])


def _text(story: Story, item: Item) -> str:
    summary: Summary = story.content(item)
    return summary.text


def chapters_like(texts: list[str], chapters: list[dict[str, Any]]) -> list[list[str]]:
    """For each text the paths of the chapters whose summaries are most like it: one, or two as good."""
    ranking = Ranking(f"{one['title']} {one['text']}" for one in chapters)
    found = []
    for text in texts:
        best = ranking.like(text, _MOST_CHAPTERS)
        close = [number for number, weight, _ in best if weight >= _NEARLY * best[0][1]]
        found.append([str(chapters[number]["path"]) for number in sorted(close)])
    return found


def passage_inputs(story: Story, paths: list[str]) -> Inputs:
    """What a scene depends on that is told from these chapters: their words and their summaries."""
    return Inputs.of(
        source_inputs(story, source) | value_from(f"source {source.path}", list(source.digests))
        for source in sources_named(story, paths)
    )
