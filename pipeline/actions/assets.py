"""Defining assets: words and typed fields, locks, relations, and what follows from them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import Http404

from accounts.kernel.errors import Conflict, Invalid, Refused
from pipeline.providers.registry import PROVIDERS
from pipeline.queries.asset_fields import field_name
from projects.actions.commit import Edit, commit
from projects.actions.edits import changed
from projects.kinds import Asset, Brief
from projects.kinds.vocabulary import AssetKind, Bond
from projects.kinds.world import Relation, Voice, may_lock
from projects.models import Change, Head, Revision

DRAWN = ("definition", "wardrobe", "traits", "seed")  # what the drawing follows


def follows(head: Head, changes: Mapping[str, Any]) -> dict[str, Any]:
    """What changes along with an asset's ``changes``: its drawing, so that it stays what its words say.

    Nothing while its drawing is locked, or when nothing that is drawn changes. Raises Invalid as ``edit``
    does.
    """
    before: Asset = head.content
    after = changed(before, dict(changes))
    if "design" in changes or "design" in before.locks:
        return {}
    if all(getattr(before, name) == getattr(after, name) for name in DRAWN):
        return {}
    others = Head.objects.select_related("revision").filter(
        branch_id=head.branch_id, kind="asset", deleted=False
    )
    designs = [
        other.content.design
        for other in others.exclude(node_id=head.node_id).order_by("position", "id")
        if other.content.type == before.type
    ]
    return {"design": PROVIDERS["previz"].designed(after, _brief(head), designs)}


def _brief(head: Head) -> Brief:
    briefs = Head.objects.select_related("revision").filter(
        branch_id=head.branch_id, kind="brief", deleted=False
    )
    found = briefs.filter(episode=head.episode).first() or briefs.first()
    return found.content if found is not None else Brief()


@transaction.atomic
def lock_field(head: Head, name: str, *, on: bool, by: Any) -> Change | None:
    """Lock a field of an asset against being made again, or unlock it. People may still change it by hand.

    Raises Invalid for a field that cannot be locked.
    """
    asset: Asset = head.content
    if name not in may_lock(asset.type):
        raise Invalid("That field cannot be locked.", field="name")
    locks = {*asset.locks, name} if on else set(asset.locks) - {name}
    verb = "Locked" if on else "Unlocked"
    message = f"{verb} {field_name(asset.type, name).lower()} of {asset.name}"
    return _beside(head, {"locks": sorted(locks)}, by=by, message=message)


@transaction.atomic
def relate(head: Head, bond: str, to: str, note: str = "", *, by: Any) -> Change | None:
    """Say how an asset stands to another (``to``: its key). Raises Invalid with a sentence for the field."""
    asset: Asset = head.content
    if bond not in set(Bond):
        raise Invalid("Choose how they stand to each other.", field="bond")
    others = Head.objects.filter(branch_id=head.branch_id, kind="asset", deleted=False, slot=to)
    if to == asset.key or not others.exists():
        raise Invalid("Choose somebody or something else of this project.", field="to")
    kept = [one for one in asset.relations if (one.bond, one.to) != (bond, to)]
    relations = [*kept, Relation(bond=Bond(bond), to=to, note=note.strip()[:300])]
    message = (
        f"Noted that {asset.name} {bond} something" if to.startswith("prop:") else f"Related {asset.name}"
    )
    return _beside(head, {"relations": relations}, by=by, message=message)


@transaction.atomic
def unrelate(head: Head, bond: str, to: str, *, by: Any) -> Change | None:
    """Take a relation back. Nothing happens where there is none."""
    kept = [one for one in head.content.relations if (one.bond, one.to) != (bond, to)]
    return _beside(head, {"relations": kept}, by=by, message=f"Took back a relation of {head.content.name}")


@transaction.atomic
def give_voice(head: Head, voice: Voice, *, by: Any) -> Change | None:
    """Give a character a voice, and lock it: reading the script again casts it no other.

    Lines that were spoken become out of date. Raises Refused for places and props, and in a locked stage.
    """
    asset: Asset = head.content
    if asset.type != AssetKind.CHARACTER:
        raise Refused("Only characters have a voice.")
    changes = {"voice": voice.model_dump(), "locks": sorted({*asset.locks, "voice"})}
    return _beside(head, changes, by=by, message=f"Chose the voice of {asset.name}")


@transaction.atomic
def want_sheet(head: Head, *, by: Any) -> Change | None:
    """Have a sheet of views of an asset: from now on it is one of the episode's targets."""
    return _beside(head, {"sheet": True}, by=by, message=f"Asked for a sheet of {head.content.name}")


def _beside(head: Head, changes: dict[str, Any], *, by: Any, message: str) -> Change | None:
    """An edit that leaves it as made by whom it was: what a model wrote may still be written again."""
    content = changed(head.content, {name: _plain(value) for name, value in changes.items()})
    if content == head.content:
        return None
    return commit(head.branch, [Edit.of(head, content, origin=head.origin)], by=by, message=message)


def _plain(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return [one.model_dump(mode="json") if isinstance(one, Relation) else one for one in value]


@transaction.atomic
def restore_version(head: Head, revision: int, *, expected: int, by: Any) -> Change | None:
    """Bring an earlier version of a node back as its newest; what stood there stays in the history.

    Raises Http404 for a version that is not of this node, Conflict when it was changed meanwhile, Refused
    when the stage is locked.
    """
    found = Revision.objects.filter(pk=revision, node_id=head.node_id, deleted=False).first()
    if found is None:
        raise Http404("No such version.")
    if head.revision_id != expected:
        raise Conflict(
            "Somebody changed this meanwhile. Look at it, then bring the version back.", current=head
        )
    content = found.content_as(head.kind)
    step = Edit.of(head, content, expected=expected, origin=Head.Origin.HAND)
    return commit(head.branch, [step], by=by, message="Brought an earlier version back")
