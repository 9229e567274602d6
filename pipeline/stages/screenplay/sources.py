"""Where a scene comes from: the passages of the texts that were brought which it is most like."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.pages import render_page
from pipeline.adaptation import sources_named, summaries_of
from pipeline.outline import scripts_of
from pipeline.queries.chapters import chapter_url
from pipeline.queries.places import Place
from pipeline.views.history import story_context
from pipeline.views.places import stage_door
from projects.actions.edits import head_or_404
from projects.chapters import chapters_of
from projects.kinds import Beat, Material, Script
from projects.passages import Passage, Passages, passages_of
from projects.queries.story import Item

MOST = 3  # passages of each text


@require_safe
@stage_door("screenplay")
def source(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """One scene, and the passages it may come from, each with the words that both have."""
    script: Script = head_or_404(place.branch, node, "script").content
    story = place.story
    beat = next((item for item in story.of("beat") if item.slot == script.beat), None)
    told: Beat | None = story.content(beat) if beat else None
    asked = f"{script.text}\n{told.title}\n{told.text}" if told else script.text
    nodes = [item.node for item in scripts_of(story)]
    context = story_context(
        request,
        place,
        script=script,
        number=script.number or (nodes.index(node) + 1 if node in nodes else ""),
        sources=_within(place, beat, asked) or _sources(place, asked),
        chapters=_chapters(place, beat),
    )
    return render_page(request, "pipeline/stages/screenplay_source.html", context)


def _chapters(place: Place, beat: Item | None) -> list[dict[str, str]]:
    """The chapters that the scene's beat was drawn from, with what they tell in short."""
    sources = sources_named(place.story, beat.values.get("chapters") or []) if beat else []
    urls = {source.path: chapter_url(place, source) for source in sources}
    return [{**told, "url": urls[told["path"]]} for told in summaries_of(place.story, sources)]


def _within(place: Place, beat: Item | None, asked: str) -> list[dict[str, Any]]:
    """The passages of the chapters that the scene's beat was drawn from; empty where it names none."""
    sources = sources_named(place.story, beat.values.get("chapters") or []) if beat else []
    place.story.load([source.material for source in sources])
    found = []
    for source in sources:
        material: Material = place.story.content(source.material)
        text = material.text[source.start : source.end]
        for passage in Passages(text).like(asked, MOST):
            said = text[passage.start : passage.end]
            found.append(_shown(material.name, source.title, chapter_url(place, source), said, passage))
    found.sort(key=lambda each: each["weight"], reverse=True)
    return found[:MOST]


def _sources(place: Place, asked: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    items = [item for item in place.story.of("material") if item.values["format"] in ("text", "markdown")]
    for item in items:
        material: Material = place.story.content(item)
        parts = chapters_of(material)
        for passage in passages_of(material.text).like(asked, MOST):
            chapter = next(part for part in parts if part.start <= passage.start < part.end)
            url = f"{place.url('idea')}texts/{item.node}/?chapter={chapter.number}"
            said = material.text[passage.start : passage.end]
            found.append(_shown(material.name, chapter.title, url, said, passage))
    found.sort(key=lambda each: each["weight"], reverse=True)
    return found[:MOST]


def _shown(name: str, chapter: str, url: str, text: str, passage: Passage) -> dict[str, Any]:
    return {
        "name": name,
        "chapter": chapter,
        "url": url,
        "text": text.strip(),
        "shared": passage.shared,
        "weight": passage.weight,
    }
