"""A film's shots with all that follows from them, written down as if by hand: nothing is drawn."""

from dataclasses import replace
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.kernel.ids import uuid7
from pipeline.models import Generation
from pipeline.queries.plans import plan_for
from projects.actions.commit import Edit, commit
from projects.kinds import Asset, CastList, Clip, Content, Cut, Frame, Picture, Prompt, ShotList, digest
from projects.models import Head
from projects.positions import spread
from tests.factories.projects import World, with_scenes, world
from tests.factories.visitors import Visit

PEOPLE = ("character:mara", "character:ned")
SHA = "ab" * 32


def written(made: World, scenes: int, shots: int) -> World:
    """Scenes of ``shots`` shots each, with people, states, prompts, frames, clips and a cut."""
    inside: dict[str, Any] = {"episode": made.episode}
    if not Head.objects.filter(branch=made.branch, kind="cast_list").exists():
        _people(made, inside)
    with_scenes(made, scenes, shots)
    _everywhere(made, "scene", lambda scene: [(ShotList(scene=scene.slot), "shots")])
    pictures = [
        (Prompt(text="A lamp.", spec={"people": []}, references=[SHA]), "prompt"),
        (Frame(media=SHA, width=1280, height=720), "first"),
        (Clip(media=SHA, width=1280, height=720, frames=72), "clip"),
    ]
    _everywhere(made, "shot", lambda shot: pictures)
    if not Head.objects.filter(branch=made.branch, kind="cut").exists():
        cut = Cut(media=SHA, width=1280, height=720, frames=1440, srt=SHA, vtt=SHA, poster=SHA)
        commit(made.branch, [Edit.new(cut, "film", parent=made.episode, **inside)], by=made.user)
    return made


def _people(made: World, inside: dict[str, Any]) -> None:
    cast = Edit.new(CastList(keys=sorted(PEOPLE)), "cast", parent=made.episode, **inside)
    people = [
        Edit.new(Asset(key=key, type="character", name=key[10:].title()), key, at, **inside)  # type: ignore[arg-type]
        for key, at in zip(PEOPLE, spread(len(PEOPLE)), strict=True)
    ]
    commit(made.branch, [cast, *people], by=made.user)
    picture = Picture(media=SHA, width=960, height=720)
    _everywhere(made, "asset", lambda asset: [(picture, "key")])


def _everywhere(made: World, kind: str, contents: Any) -> None:
    """Put contents, (content, slot) pairs, under every node of a kind that has none of them yet."""
    heads = Head.objects.select_related("revision").filter(branch=made.branch, kind=kind, deleted=False)
    taken = set(
        Head.objects.filter(branch=made.branch, deleted=False).values_list("parent_node", "kind", "slot")
    )
    edits = [
        Edit.new(content, slot, parent=head.node_id, episode=made.episode)
        for head in heads
        for content, slot in contents(head)
        if (head.node_id, content.kind, slot) not in taken
    ]
    commit(made.branch, edits, by=made.user)


def as_made(made: World, *steps: str) -> None:
    """Let what stands there count as made by the studio, from what it is made from now."""
    for step in steps:
        plan = plan_for(made.branch, made.episode)
        for unit in plan.units:
            item = unit.target.item
            if unit.step.name != step or item is None:
                continue
            content = plan.story.content(item)
            generation = Generation.objects.create(
                project=made.project,
                branch=made.branch.pk,
                episode=made.episode,
                step=step,
                target=unit.target.key,
                node=item.node,
                digest=unit.target.digest,
                reuse_key=digest([unit.target.key, str(made.project.pk)]),
                inputs=dict(unit.target.inputs),
                request={"task": step, "arguments": {"text": "A lamp in the fog.", "references": [SHA]}},
                provider="previz",
                model="previz",
                state="done",
                result={"content": content.payload(), "children": []},
                media=[content.media] if hasattr(content, "media") else [],
                seconds=1.5,
                created_by=made.user,
            )
            Head.objects.filter(branch=made.branch, node_id=item.node).update(
                origin="machine", built_digest=unit.target.digest, built_by=generation.pk
            )


def another_take(made: World, head: Head, media: str = "cd" * 32) -> Generation:
    """One more generation of what a head shows, from the same inputs, which nobody has chosen."""
    take = Generation.objects.get(pk=head.built_by)
    content = head.content.model_copy(update={"media": media})
    take.pk, take.reuse_key, take.take = uuid7(), digest([take.reuse_key, media]), 1
    take.result, take.media = {"content": content.payload(), "children": []}, [media]
    take.save(force_insert=True)
    return take


def heads(made: World, kind: str) -> list[Head]:
    """All of a kind that stand on the film's branch, in order."""
    rows = Head.objects.filter(branch=made.branch, kind=kind, deleted=False)
    return list(rows.select_related("revision").order_by("position", "id"))


def rewrite(made: World, head: Head, **changes: Any) -> Content:
    """Change what a head shows, by hand."""
    content: Content = type(head.content).model_validate({**head.content.payload(), **changes})
    commit(made.branch, [Edit.of(head, content)], by=made.user)
    return content


def beside(seen: Visit, scenes: int, shots: int) -> Visit:
    """The same people before another film of the team."""
    with seen.inside():
        return replace(seen, film=written(world(seen.owner, seen.team), scenes, shots))


def queries(browser: Client, address: str) -> int:
    """How many questions a page puts to the database, once everything that is kept is kept."""
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(address)
    assert answer.status_code == 200
    return len([query for query in asked.captured_queries if "SELECT" in query["sql"]])
