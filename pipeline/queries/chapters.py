"""The chapters of an adapted text as pages show them: words, state, and what is summed up of each."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum
from django.http import Http404

from billing.money import credits_text
from pipeline.adaptation import PROSE, SYNOPSIS, Source, sources_named, sources_of, summary_at
from pipeline.graph.plan import DONE, Plan, State, outdated
from pipeline.models import Generation
from pipeline.queries.places import Place
from pipeline.queries.quotes import quote_of
from projects.kinds import Summary
from projects.models import Head

STEPS = ("chapter", "synopsis")
_WORDS = {
    State.FRESH: "summed up",
    State.KEPT: "by hand",
    State.STALE: "out of date",
    State.MISSING: "not yet",
    State.BLOCKED: "waits",
}
_LOOKS = {State.FRESH: "", State.KEPT: "", State.STALE: "stale"}  # in ``ui/status.html``; empty: done


@dataclass(frozen=True)
class ChapterRow:
    """A chapter, or a part of one, in the list of stage 1."""

    key: str
    title: str
    text: str  # name of the text it is a chapter of
    words: int
    state: str  # as ``ui/status.html`` calls it; empty when there is nothing left to do
    said: str  # the state in words
    url: str  # the passage itself


@dataclass(frozen=True)
class SummaryPart:
    """One summary as it is read and changed by hand: of a chapter, of a group of them, or the synopsis."""

    key: str  # of its target
    title: str
    said: str  # its state in words
    text: str
    people: list[str]
    node: UUID | None  # None while it is not made
    revision: int
    url: str  # its own page, with its versions
    by_hand: bool
    changed: bool  # what it sums up has changed since a hand wrote it


@dataclass(frozen=True)
class Adaptation:
    """How far the summing up of an episode's texts is, and what it costs."""

    rows: list[ChapterRow]
    words: int
    done: int
    total: int  # with the groups and the synopsis
    most: str  # what is still to be made costs at most; empty when nothing is
    spent: str  # what it has cost so far; empty for nothing
    synopsis: SummaryPart | None  # None while there is none


def adaptation_of(place: Place) -> Adaptation | None:
    """The chapters of an adaptation with their states; None where no summaries are wanted.

    Reads one content, the synopsis, and one sum, however many chapters there are.
    """
    sources = sources_of(place.story)
    if not sources:
        return None
    units = [unit for unit in place.plan.of_stage("idea") if unit.step.name in STEPS]
    done = sum(unit.state in DONE for unit in units)
    made = place.story.at("summary", SYNOPSIS)
    total = quote_of(Plan(place.story, tuple(units), "idea")).total_most
    return Adaptation(
        rows=[_row(place, source) for source in sources],
        words=sum(source.words for source in sources),
        done=done,
        total=len(units),
        most="" if done == len(units) else _price(total),
        spent=_spent(place),
        synopsis=_part(place, f"synopsis:{SYNOPSIS}", "Synopsis") if made else None,
    )


def _price(micro: int | None) -> str:
    if micro is None:
        return "a price that is not known"
    return f"{credits_text(micro)} credits at most" if micro else "free"


def _spent(place: Place) -> str:
    rows = Generation.objects.filter(
        project_id=place.project.pk, branch=place.branch.pk, episode=place.episode.node_id, step__in=STEPS
    )
    found = rows.aggregate(spent=Sum("cost_micro"))["spent"]
    return f"{credits_text(found)} credits" if found else ""


def _row(place: Place, source: Source) -> ChapterRow:
    state = place.plan.by_key[source.key].state
    return ChapterRow(
        key=source.key,
        title=source.title,
        text=str(source.material.values["name"]),
        words=source.words,
        state=_LOOKS.get(state, "draft"),
        said=_WORDS[state],
        url=chapter_url(place, source),
    )


def chapter_url(place: Place, source: Source) -> str:
    """The page on which a source stands to be read."""
    return f"{place.url('idea')}texts/{source.material.node}/?chapter={source.number}"


def summaries_of_chapter(place: Place, node: UUID, number: int) -> list[SummaryPart]:
    """What is summed up of one chapter of a text: one part, or several of a long one."""
    sources = [one for one in sources_of(place.story) if one.material.node == node and one.number == number]
    place.story.load([item for one in sources if (item := summary_at(place.story, one.key))])
    return [_part(place, source.key, source.title) for source in sources]


def summary_named(place: Place, head: Head) -> SummaryPart:
    """The summary that a head shows. Raises Http404 for one that nothing is told from any more."""
    content: Summary = head.content
    units = (unit for unit in place.plan.of_stage("idea") if unit.step.name in STEPS)
    found = next((u for u in units if u.target.item and u.target.item.node == head.node_id), None)
    if found is None:
        raise Http404("Nothing is told from this summary any more.")
    return _part(place, found.target.key, content.title or "Synopsis")


def _part(place: Place, key: str, title: str) -> SummaryPart:
    item, unit = summary_at(place.story, key), place.plan.by_key[key]
    summary: Summary = place.story.content(item) if item else Summary()
    return SummaryPart(
        key=key,
        title=title,
        said=_WORDS[unit.state],
        text=summary.text,
        people=summary.people,
        node=item.node if item else None,
        revision=item.revision if item else 0,
        url=place.url("idea", "summaries", str(item.node)) if item else "",
        by_hand=bool(item and item.by_hand),
        changed=outdated(unit.target),
    )


def links_to(place: Place, paths: list[str]) -> list[tuple[str, str]]:
    """Title and address of the chapters that a beat comes from."""
    return [(source.title, chapter_url(place, source)) for source in sources_named(place.story, paths)]


def is_prose(format_: str) -> bool:
    """Whether a text of this format is read by chapter."""
    return format_ in PROSE
