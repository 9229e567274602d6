"""A film with two people and two shots, and the team's library beside it."""

from typing import Any

from accounts.models import User
from assets.actions.library import create_asset, write_asset
from assets.models import LibraryAsset, LibraryVersion
from assets.queries.library import version_of
from pipeline.actions.library import bring
from pipeline.actions.shelving import finished
from pipeline.graph.plan import State
from pipeline.queries.plans import plan_for
from projects.actions.commit import Edit, commit
from projects.kinds import Asset, Picture
from projects.models import Head
from projects.queries.story import Story, load_story
from tests.factories.shots import SHA, as_made, heads, written
from tests.factories.visitors import Visit, visit

MARA = "character:mara"


def filmed() -> Visit:
    """Nothing of it counts as made by the studio yet."""
    found = visit(title="Aquaria")
    with found.inside():
        written(found.film, 1, 2)
    return found


def made_now(seen: Visit) -> None:
    """Pictures of everybody, prompts and frames count as made by the studio from what is there now."""
    with seen.inside():
        drawn = {head.parent_node for head in heads(seen.film, "picture")}
        picture = Picture(media=SHA, width=960, height=720)
        edits = [
            Edit.new(picture, "key", parent=head.node_id, episode=seen.film.episode)
            for head in heads(seen.film, "asset")
            if head.node_id not in drawn
        ]
        commit(seen.film.branch, edits, by=seen.owner)
        as_made(seen.film, "picture", "prompt", "frame")


def library_address(seen: Visit, *rest: object) -> str:
    return seen.address("library", *rest)


def link(seen: Visit, *rest: object, project: object = None) -> str:
    """An address of the film's library pages; the node of Mara first."""
    return seen.stage("library", *rest, project=project)


def shelved(
    seen: Visit, name: str = "Vera", kind: str = "character", tags: str = "", **said: Any
) -> LibraryAsset:
    """An asset of the library."""
    with seen.inside():
        payload = finished(kind, {"name": name, "definition": f"{name} as everybody knows them", **said})
        return create_asset(kind, payload, by=seen.owner, tags=tags.split(","))


def reworded(seen: Visit, asset: LibraryAsset, **said: Any) -> LibraryVersion:
    """The library says something else from now on."""
    with seen.inside():
        before = version_of(LibraryAsset.objects.get(pk=asset.pk))
        payload = finished(asset.kind, {**before.payload, **said}, before.payload)
        return write_asset(asset, payload, expected=before.number, by=seen.owner, note="Edited")


def brought(seen: Visit, asset: LibraryAsset, **more: Any) -> Head:
    """The library's asset in the film."""
    with seen.inside():
        node, _ = bring(story(seen), asset, by=seen.editor, **more)
        return Head.objects.select_related("revision").get(branch=seen.film.branch, node_id=node)


def story(seen: Visit) -> Story:
    return load_story(seen.film.branch, seen.film.episode)


def head_of(seen: Visit, key: str = MARA) -> Head:
    with seen.inside():
        return next(head for head in heads(seen.film, "asset") if head.content.key == key)


def says(seen: Visit, key: str = MARA) -> Asset:
    return head_of(seen, key).content


def now(seen: Visit, asset: LibraryAsset) -> dict[str, Any]:
    """What the library says now."""
    with seen.inside():
        return dict(version_of(LibraryAsset.objects.get(pk=asset.pk)).payload)


def states(seen: Visit, step: str) -> list[State]:
    with seen.inside():
        plan = plan_for(seen.film.branch, seen.film.episode)
        return [unit.state for unit in plan.units if unit.step.name == step]


def press(seen: Visit, /, *rest: object, by: User | None = None, **data: Any) -> Any:
    """Press a button of the film's library pages."""
    return seen.by(by or seen.editor).post(link(seen, *rest), data, follow=True)
