"""Asking a model to say more of an asset, and taking over what it proposes, or not."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.audit import record
from accounts.kernel.errors import Refused
from pipeline.actions.assets import follows
from pipeline.actions.questions import Inquiry, ask, decide
from pipeline.models import Generation
from pipeline.outline import asset_items
from pipeline.prompting.purposes import PURPOSES
from pipeline.queries.asset_fields import unlocked
from pipeline.queries.enriching import NATURE, STEP, Enrichment, digest_of_words, enrichments, passages_about
from pipeline.queries.plans import locked_stages
from pipeline.queries.portraits import portrait
from projects.actions.commit import LOCKED_CODE
from projects.actions.edits import changed, edit, head_or_404
from projects.kinds import Asset
from projects.kinds.vocabulary import AssetKind
from projects.models import Branch
from projects.queries.story import Item, Story, load_story

MOST = 40  # assets that are asked for at once
_WORDS = ("definition", "wardrobe")


@transaction.atomic
def ask_definition(branch: Branch, episode: UUID, node: UUID, *, by: Any) -> Generation:
    """Let the team's models propose a fuller definition of an asset. Nothing is changed by it.

    Raises Http404 for what is no asset, and Refused while it is being asked, when every word of it is locked,
    on a locked stage, and as ``questions.ask`` does.
    """
    head = head_or_404(branch, node, "asset")
    story = load_story(branch, episode)
    item = story.by_node[head.node_id]
    _check_open(branch, episode)
    return _ask(branch, story, item, by)


@transaction.atomic
def ask_nature(branch: Branch, episode: UUID, node: UUID, *, by: Any) -> Generation:
    """Let the team's models propose who a character is inside, and ask the writer. Nothing is changed by it.

    Raises Http404 for what is no asset, and Refused for what is no character, and as ``ask_definition`` does.
    """
    head = head_or_404(branch, node, "asset")
    story = load_story(branch, episode)
    _check_open(branch, episode)
    item = story.by_node[head.node_id]
    if item.values["type"] != AssetKind.CHARACTER:
        raise Refused("Only a character has an inside.")
    known = portrait(story, item)
    beats = [f"{one.number}. {one.title}{' (named)' if one.named else ''}" for one in known.beats]
    return _ask(branch, story, item, by, step=NATURE, more={"presence": "\n".join(beats)})


@transaction.atomic
def ask_definitions(branch: Branch, episode: UUID, *, by: Any) -> int:
    """Ask for every asset that no person wrote and of which nothing stands open; answers for how many."""
    _check_open(branch, episode)
    story = load_story(branch, episode)
    known = list(asset_items(story).values())
    story.load(known)
    items = unwritten(story, enrichments(story, known))[:MOST]
    if not items:
        raise Refused("There is nothing left to ask for: read what came, or write it yourself.")
    for item in items:
        _ask(branch, story, item, by)
    return len(items)


def unwritten(story: Story, found: dict[UUID, Enrichment]) -> list[Item]:
    """The assets to ask for all at once: nobody wrote them, and nothing of ``found`` stands open."""

    def is_free(item: Item) -> bool:
        one = found.get(item.node)
        settled = one is not None and (one.is_open or one.state == "running" or bool(one.decided))
        return not settled and not item.by_hand and bool(set(_WORDS) - set(story.content(item).locks))

    return [item for item in asset_items(story).values() if is_free(item)]


def _check_open(branch: Branch, episode: UUID) -> None:
    if "assets" in locked_stages(branch, episode):
        raise Refused("This stage is locked. Change it on a new branch.", code=LOCKED_CODE)


def _ask(
    branch: Branch,
    story: Story,
    item: Item,
    by: Any,
    *,
    step: str = STEP,
    more: Mapping[str, Any] = MappingProxyType({}),
) -> Generation:
    asset: Asset = story.content(item)
    if step == STEP and not set(_WORDS) - set(asset.locks):
        raise Refused(f"Every word of {asset.name} is locked. Unlock what a model may add to.")
    words = digest_of_words(asset, step)
    running = Generation.objects.filter(branch=branch.pk, step=step, node=item.node, state="running")
    if running.filter(digest=words).exists():
        raise Refused(f"A model is describing {asset.name} already.", code="busy")
    inquiry = Inquiry(
        step=step,
        path=asset.key,
        purpose=step,
        title=f"{PURPOSES[step].title.partition(' of ')[0]} of {asset.name}",
        arguments={
            "brief": story.content(story.sole("brief")).payload(),
            "asset": asset.payload(),
            "mentions": passages_about(story, asset),
            "by_hand": item.by_hand,
            **more,
        },
        node=item.node,
        claim=item.revision,
        digest=words,
    )
    generation = ask(branch, story, inquiry, by=by)
    record(f"{step}.asked", generation, by=by, asset=asset.key)
    return generation


@transaction.atomic
def take_definition(generation: Generation, branch: Branch, fields: set[str], *, by: Any) -> None:
    """Put the named ``fields`` of what came ("definition", "traits.hair", "nature.want") in their places.

    Its drawing follows its looks. Locked fields stay. Raises Refused when the asset's words changed since,
    or none of the fields is there, and as ``edit`` does.
    """
    head = head_or_404(branch, UUID(str(generation.node)), "asset")
    asset: Asset = head.content
    step = generation.step
    if generation.digest != digest_of_words(asset, step):
        raise Refused(f"The words of {asset.name} have been changed meanwhile. Ask again.")
    all_came = (generation.result or {}).get("came") or {}
    came = unlocked(asset, all_came)
    changes: dict[str, Any] = {name: came[name] for name in _WORDS if name in came and name in fields}
    new = {name: text for name, text in came.get("traits", {}).items() if f"traits.{name}" in fields}
    if new:
        changes["traits"] = {**asset.traits, **new}
    proposed = all_came.get("nature", {})
    inside = {name: text for name, text in proposed.items() if f"nature.{name}" in fields}
    if inside:
        changes["nature"] = {**asset.nature, **inside}
    if not changes:
        raise Refused("Choose what to take over.")
    changes |= follows(head, changes)
    words = digest_of_words(Asset.model_validate(changed(asset, changes).payload()), step)
    edit(
        head, changes, expected=head.revision_id, by=by, message=f"Took over a model's words for {asset.name}"
    )
    generation.facts = {**generation.facts, "words": words, "fields": sorted(fields)}
    decide(generation, "taken")
    record(f"{step}.taken", generation, by=by, asset=asset.key)


@transaction.atomic
def leave_definition(generation: Generation, *, by: Any) -> None:
    """Leave the asset as it is."""
    decide(generation, "left")
    record(f"{generation.step}.left", generation, by=by)
