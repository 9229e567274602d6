"""Stage 1 makes what the brief leaves open, and of a long text that is adapted, its summaries."""

from collections.abc import Iterable
from typing import Any

from pipeline.adaptation import (
    SYNOPSIS,
    Group,
    Source,
    groups_of,
    needs_synopsis,
    sources_of,
    summary_at,
    summary_words,
)
from pipeline.graph.targets import BaseStep, Inputs, Made, Request, Target, Tools, inputs_from, value_from
from projects.kinds import Brief, Material, Summary
from projects.queries.story import Story


class SummariseChapters(BaseStep):
    """The map: each chapter of a long text summed up by itself."""

    name, stage, kind = "chapter", "idea", "summary"
    purpose = "chapter"
    batch = 6

    def targets(self, story: Story) -> Iterable[Target]:
        sources = sources_of(story)
        if not sources:
            return
        language = inputs_from("brief", story.one("brief"), "language")
        length = summary_words(story)
        for source in sources:
            said = value_from("text", [source.title, *source.digests])
            inputs = language | said.and_value("length", length)
            yield self.target(story, source.path, source.slot, inputs, parent=source.material.node)

    def request(self, story: Story, target: Target) -> Request:
        sources = sources_of(story)
        source = next(one for one in sources if one.key == target.key)
        material: Material = story.content(source.material)
        return Request(
            "chapter",
            {
                "brief": _language_of(story),
                "title": source.title,
                "text": _without_heading(material.text[source.start : source.end], source),
                "words": summary_words(story),
                "source_words": source.words,
            },
        )

    def make(self, request: Request, tools: Tools) -> Made:
        return _summed_up(request, tools)


class ReduceSummaries(BaseStep):
    """The reduce: summaries summed up in groups, and those again, until one synopsis is left."""

    name, stage, kind = "synopsis", "idea", "summary"
    purpose = "synopsis"
    batch = 6

    def targets(self, story: Story) -> Iterable[Target]:
        language = inputs_from("brief", story.one("brief"), "language")
        for group in groups_of(story):
            below = Inputs.of(_told(story, key) for key in group.under)
            inputs = language | below.and_value("length", group.words)
            yield self.target(story, group.slot, group.slot, inputs, needs=group.under)

    def request(self, story: Story, target: Target) -> Request:
        group = next(one for one in groups_of(story) if one.slot == target.slot)
        items = [item for key in group.under if (item := summary_at(story, key))]
        summaries: list[Summary] = list(story.contents(items))
        return Request(
            "synopsis",
            {
                "brief": _language_of(story),
                "title": _title_of(group),
                "chapters": [{"title": one.title, "text": one.text} for one in summaries],
                "people": list(dict.fromkeys(name for one in summaries for name in one.people)),
                "words": group.words,
                "source_words": sum(source.words for source in group.sources),
            },
        )

    def make(self, request: Request, tools: Tools) -> Made:
        return _summed_up(request, tools)


class CompleteBrief(BaseStep):
    """Fills the title and logline that nobody wrote. What a person wrote stays."""

    name, stage, kind = "brief", "idea", "brief"
    fills = True
    purpose = "brief"
    version = 3

    def targets(self, story: Story) -> Iterable[Target]:
        brief = story.one("brief")
        if brief is None or (brief.values["title"] and brief.values["logline"]):
            return
        inputs = inputs_from("brief", brief, "idea", "language", "genre", "tone", "mode", "seed")
        inputs = inputs | inputs_from(SYNOPSIS, _synopsis(story), "text")
        yield self.target(story, "brief", "brief", inputs, needs=needs_synopsis(story))

    def request(self, story: Story, target: Target) -> Request:
        arguments = {"brief": story.content(story.sole("brief")).payload()}
        if item := _synopsis(story):
            arguments["synopsis"] = story.content(item).text
        return Request("brief", arguments)

    def make(self, request: Request, tools: Tools) -> Made:
        return Made(Brief.model_validate(tools.provider().write(request)))


def _without_heading(text: str, source: Source) -> str:
    """A chapter's words; its heading is told apart from them."""
    first, _, rest = text.strip().partition("\n")
    return rest.strip() if first.strip("# ") == source.title and rest.strip() else text.strip()


def _synopsis(story: Story) -> Any:
    return story.at("summary", SYNOPSIS) if sources_of(story) else None


def _told(story: Story, key: str) -> Inputs:
    return inputs_from(f"summary {key.partition(':')[2]}", summary_at(story, key), "text", "title")


def _language_of(story: Story) -> dict[str, Any]:
    """Of the brief only what a summary depends on: another idea makes no summary again."""
    brief: Brief = story.content(story.sole("brief"))
    return Brief(language=brief.language, mode=brief.mode).payload()


def _title_of(group: Group) -> str:
    first, last = group.sources[0], group.sources[-1]
    if group.slot == SYNOPSIS:
        return "Synopsis"
    return first.title if first == last else f"{_short(first)} to {_short(last)}"


def _short(source: Source) -> str:
    return source.title[:80]


def _summed_up(request: Request, tools: Tools) -> Made:
    told = tools.provider().write(request)
    return Made(
        Summary(
            title=request.arguments["title"],
            text=told["text"],
            people=told["people"],
            words=request.arguments["source_words"],
        )
    )
