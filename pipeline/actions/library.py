"""Between a film and the team's library: promote, bring, pull, push, leave. Each is an edit of the film."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid, Refused
from assets.actions.library import create_asset, write_asset
from assets.models import LibraryAsset, LibraryVersion, SavedVoice
from assets.queries.library import library_assets, version_of
from assets.queries.media import media_or_404
from pipeline.actions.looks import add_look, edit_look, looks_under
from pipeline.actions.uploads import bring_picture
from pipeline.providers.registry import PROVIDERS
from pipeline.queries.library import followed, look_changes, looks_of, picture_of, shown
from pipeline.queries.plans import plan_for
from projects import library as shelf
from projects.actions.commit import LOCKED_CODE, Edit, commit
from projects.kinds import Asset, Content
from projects.kinds.base import short_digest
from projects.kinds.world import Voice
from projects.models import Branch, Change, Head, LibraryUse
from projects.positions import between
from projects.queries.story import Item, Story, load_story
from projects.screenplay.names import asset_key


@transaction.atomic
def promote(
    story: Story, node: UUID, *, by: Any, name: str = "", tags: list[str] | None = None
) -> LibraryAsset:
    """Put an asset of a film into the library; from now on it follows what it is there.

    Where the stage is locked the film stays as it is and follows nothing. Raises Invalid when the library
    has one of that name, Refused when it follows one already.
    """
    item, asset = _asset(story, node)
    if asset.library is not None:
        raise Refused(f"{asset.name} is in the library already.")
    called = " ".join(name.split()) or asset.name
    if library_assets(kind=asset.type).filter(name__iexact=called).exists():
        raise Invalid(
            f"The library has a {called} already. Follow it, or give this one another name.", field="name"
        )
    project = story.branch.project
    payload = {**shelf.shared(asset), "name": called}
    picture = shown(story, picture_of(story, item))
    payload |= {shelf.PICTURE: picture} if picture else {}
    looks = looks_of(story, item)
    payload |= {shelf.LOOKS: looks} if looks else {}
    made = create_asset(
        asset.type, payload, by=by, tags=tags, came_from=project.title, note=f"From {project.title}"
    )
    content = shelf.following(asset, payload, str(made.pk), 1)
    content = _looked(_pictured(content, picture), looks)
    edit, message = _edit(story, item, content), f"Put {called} into the library"
    if _unless_locked(story.branch, edit, by, message):
        _note_use(story.branch, made, item.node)
    return made


@transaction.atomic
def bring(
    story: Story, wanted: LibraryAsset, *, by: Any, into: UUID | None = None, expected: int | None = None
) -> tuple[UUID, Change | None]:
    """Bring an asset of the library into a film, as a new one or in place of what ``into`` says now.

    A picture that somebody chose comes along and stays; a drawn one is drawn anew in the film's own
    style. Returns its node and the change. Raises Refused when it is there already, Conflict when ``into``
    is not revision ``expected`` any more.
    """
    if wanted.archived_at is not None:
        raise Refused(f"{wanted.name} is put away. Bring it back to the library first.")
    branch = Branch.objects.select_for_update(no_key=True).get(pk=story.branch.pk)  # one at a time
    story = load_story(_with_project(branch, story), story.episode)
    there = next((item for item in story.of("asset") if followed(item) == str(wanted.pk)), None)
    if there is not None:
        raise Refused(f"{there.values['name']} of this film follows it already.")
    version = version_of(wanted)
    content, edit = _brought(story, wanted, version, into, expected)
    message = f"Brought {wanted.name} from the library"
    change = _write(story.branch, [edit], by, message)
    node = into or Head.objects.get(branch=branch, kind="asset", slot=edit.slot, deleted=False).node_id
    _note_use(story.branch, wanted, node)
    record("library.brought", wanted, by=by, project=str(branch.project_id), asset=content.key)
    _bring_picture(branch, story.episode, node, version.payload, by, only_own=True)
    _bring_looks(branch, node, version.payload, by)
    return node, change


def _brought(
    story: Story, wanted: LibraryAsset, version: LibraryVersion, into: UUID | None, expected: int | None
) -> tuple[Asset, Edit]:
    follows = str(wanted.pk)
    if into is not None:
        item, asset = _asset(story, into)
        if asset.type != wanted.kind:
            raise Invalid(f"{asset.name} is a {asset.type}, {wanted.name} is a {wanted.kind}.")
        content = shelf.joined(asset, version.payload, follows, version.number)
        content = _looked(content, shelf.looks_in(version.payload))
        return content, _edit(story, item, content, expected)
    key = _free_key(story, asset_key(wanted.kind, wanted.name))
    content = shelf.brought(version.payload, wanted.kind, key, follows, version.number)
    content = _looked(content, shelf.looks_in(version.payload))
    position = between(max((item.position for item in story.of("asset")), default=""), "")
    return content, Edit.new(content, key, position, episode=story.episode)


def _free_key(story: Story, key: str) -> str:
    taken = {item.values["key"] for item in story.of("asset")}
    number = 2
    free = key
    while free in taken:
        free, number = f"{key}-{number}", number + 1
    return free


@transaction.atomic
def pull(
    story: Story,
    node: UUID,
    wanted: LibraryAsset,
    fields: Iterable[str],
    *,
    by: Any,
    expected: int | None = None,
) -> Change | None:
    """Take the library's newer values of ``fields`` over into the film. Returns None when nothing changes.

    Raises Conflict when the asset is not revision ``expected`` any more, Refused when the stage is locked.
    """
    item, asset = _asset(story, node)
    chosen, version = list(fields), version_of(wanted)
    content = pulled_content(story, item, asset, version, chosen)
    change = _write(
        story.branch, [_edit(story, item, content, expected)], by, f"Took {asset.name} from the library"
    )
    if shelf.PICTURE in chosen:
        _bring_picture(story.branch, story.episode, node, version.payload, by, only_own=False)
    if shelf.LOOKS in chosen:
        _bring_looks(story.branch, node, version.payload, by)
    return change


def pulled_contents(
    story: Story, item: Item, asset: Asset, version: LibraryVersion, fields: list[str]
) -> dict[UUID, Content]:
    """What the asset and its looks say after such a pull, by node: to tell what it would age."""
    looks = look_changes(story, item, version.payload) if shelf.LOOKS in fields else {}
    return {item.node: pulled_content(story, item, asset, version, fields), **looks}


def pulled_content(
    story: Story, item: Item, asset: Asset, version: LibraryVersion, fields: list[str]
) -> Asset:
    """What the asset says after such a pull. Its drawing follows its words, whoever they are from."""
    content = shelf.pulled(asset, version.payload, version.number, fields)
    drawn = any(getattr(content, name) != getattr(asset, name) for name in shelf.DRAWN)
    if drawn and content.design == asset.design and shelf.DESIGN not in asset.locks:
        content = content.model_copy(update={"design": _designed(story, content, item)})
    if shelf.PICTURE in fields:
        content = _pictured(content, version.payload.get(shelf.PICTURE))
    return _looked(content, shelf.looks_in(version.payload)) if shelf.LOOKS in fields else content


@transaction.atomic
def pull_all(
    story: Story, wanted: list[tuple[Item, Asset, LibraryVersion, list[str]]], *, by: Any
) -> Change | None:
    """Take whatever is newer in the library, as one change; what is overridden stays."""
    edits = [
        _edit(story, item, pulled_content(story, item, asset, version, fields))
        for item, asset, version, fields in wanted
        if fields
    ]
    many = f"{len(edits)} assets" if len(edits) != 1 else "one asset"
    change = (
        _write(story.branch, edits, by, f"Took what is newer of {many} from the library") if edits else None
    )
    for item, _, version, fields in wanted:
        if shelf.PICTURE in fields:
            _bring_picture(story.branch, story.episode, item.node, version.payload, by, only_own=False)
        if shelf.LOOKS in fields:
            _bring_looks(story.branch, item.node, version.payload, by)
    return change


@transaction.atomic
def push(
    story: Story, node: UUID, wanted: LibraryAsset, fields: Iterable[str], *, by: Any, seen: int
) -> LibraryVersion:
    """Give the film's values of ``fields`` to the library: its next version, if ``seen`` is its newest.

    Other films are offered it and change nothing by themselves. Where the stage is locked the film stays as
    it is, and agrees with the library all the same. Raises Conflict when the library has moved on.
    """
    item, asset = _asset(story, node)
    chosen, before = list(fields), version_of(wanted)
    payload = shelf.pushed(asset, before.payload, chosen)
    drawn = any(shelf.value(payload, name) != shelf.value(before.payload, name) for name in shelf.DRAWN)
    if drawn and payload.get("design") == before.payload.get("design"):
        told = shelf.brought(payload, asset.type, asset.key, str(wanted.pk), before.number)
        payload["design"] = _designed(story, told, item)
    picture = shown(story, picture_of(story, item)) if shelf.PICTURE in chosen else None
    payload |= {shelf.PICTURE: picture} if picture else {}
    looks = looks_of(story, item)
    payload |= {shelf.LOOKS: looks} if shelf.LOOKS in chosen else {}
    note = f"Pushed from {story.branch.project.title}"
    version = write_asset(wanted, payload, expected=seen, by=by, note=note)
    content = shelf.agreed(asset, version.number, chosen)
    content = _pictured(content, picture) if picture else content
    content = _looked(content, looks) if shelf.LOOKS in chosen else content
    _unless_locked(story.branch, _edit(story, item, content), by, f"Gave {asset.name} to the library")
    return version


def leave(story: Story, node: UUID, *, by: Any) -> Change | None:
    """Let an asset go its own way: it keeps what it says and is offered nothing any more."""
    item, asset = _asset(story, node)
    content = asset.model_copy(update={"library": None})
    return _write(
        story.branch, [_edit(story, item, content)], by, f"{asset.name} no longer follows the library"
    )


def give_voice(story: Story, node: UUID, voice: SavedVoice, *, by: Any) -> Change | None:
    """Let a character speak with a voice of the library. Its lines become out of date, nothing else does."""
    item, asset = _asset(story, node)
    if asset.type != "character":
        raise Invalid("Only characters speak.")
    content = asset.model_copy(update={"voice": Voice.model_validate(voice.voice)})
    return _write(
        story.branch, [_edit(story, item, content)], by, f"Gave {asset.name} the voice {voice.name}"
    )


def _asset(story: Story, node: UUID) -> tuple[Item, Asset]:
    item = story.by_node.get(node)
    if item is None or item.kind != "asset":
        raise Invalid("There is no such asset in this film.")
    return item, story.content(item)


def _edit(story: Story, item: Item, content: Asset, expected: int | None = None) -> Edit:
    head = Head.objects.select_related("revision").get(branch=story.branch, node_id=item.node)
    return Edit.of(head, content, expected=expected or item.revision, origin=Head.Origin.HAND)


def _write(branch: Branch, edits: list[Edit], by: Any, message: str) -> Change | None:
    return commit(branch, edits, by=by, message=message)


def _unless_locked(branch: Branch, edit: Edit, by: Any, message: str) -> bool:
    """Write an edit that only notes what the library has; a film that is decided does without it."""
    try:
        _write(branch, [edit], by, message)
    except Refused as refusal:
        if refusal.code != LOCKED_CODE:
            raise
        return False
    return True


def _note_use(branch: Branch, asset: LibraryAsset, node: UUID) -> None:
    use = LibraryUse(asset=asset, project_id=branch.project_id, node_id=node)
    LibraryUse.objects.bulk_create([use], ignore_conflicts=True)


def _with_project(branch: Branch, story: Story) -> Branch:
    branch.project = story.branch.project
    return branch


def _pictured(content: Asset, picture: dict[str, Any] | None) -> Asset:
    """The asset, the picture counting as taken."""
    if content.library is None or not picture:
        return content
    taken = content.library.taken | {shelf.PICTURE: short_digest(picture["media"])}
    return content.model_copy(update={"library": content.library.model_copy(update={"taken": taken})})


def _looked(content: Asset, looks: list[dict[str, Any]] | None) -> Asset:
    """The asset, these looks counting as taken."""
    if content.library is None:
        return content
    taken = content.library.taken | {shelf.LOOKS: short_digest(looks or [])}
    return content.model_copy(update={"library": content.library.model_copy(update={"taken": taken})})


def _bring_looks(branch: Branch, node: UUID, payload: dict[str, Any], by: Any) -> None:
    """Give an asset the library's looks, in no scene yet. Those that it knows are changed, others stay."""
    looks = shelf.looks_in(payload)
    if not looks:
        return
    head = Head.objects.select_related("revision", "branch").get(branch=branch, node_id=node)
    there = {look.content.name: look for look in looks_under(head)}
    mine = {theirs: there[name] for name, theirs in shelf.known_as(payload, there).items()}
    for look in looks:
        known = mine.get(str(look["name"]))
        if known is not None:
            edit_look(known, look, expected=known.revision_id, by=by)
        else:
            add_look(head, by=by, **look)


def _designed(story: Story, asset: Asset, item: Item) -> dict[str, Any]:
    """The drawing that follows from words which are neither the film's nor the library's alone."""
    others = [other for other in story.of("asset") if other.node != item.node]
    designs = [other.design for other in story.contents(others) if other.type == asset.type]
    return dict(PROVIDERS["previz"].designed(asset, story.content(story.sole("brief")), designs))


def _bring_picture(
    branch: Branch, episode: UUID, node: UUID, payload: dict[str, Any], by: Any, *, only_own: bool
) -> None:
    """Put the library's picture where the asset's image key stands, as somebody's own: it stays."""
    picture = payload.get(shelf.PICTURE)
    if not picture or (only_own and not picture["own"]):
        return
    plan = plan_for(branch, episode, until="assets")
    unit = next(
        (unit for unit in plan.units if unit.step.name == "picture" and unit.target.parent == node), None
    )
    if unit is None:
        return
    standing = unit.target.item.revision if unit.target.item else 0
    media = media_or_404(picture["media"])
    bring_picture(
        branch, episode, unit.target, "picture", media, expected=standing, by=by, name="of the library"
    )
