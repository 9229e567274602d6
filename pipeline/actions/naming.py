"""Saying that two names are one, or are two: remembered for every later extraction."""

from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid, Refused
from pipeline.queries.naming import SLOT, decisions_of
from projects.actions.commit import Edit, commit
from projects.kinds import Asset, Naming
from projects.kinds.judging import NameDecision
from projects.models import Branch, Change, Head
from projects.queries.story import Story, load_story
from projects.screenplay.names import asset_key

MOST = 500  # decisions of a project
_PEOPLE = "character:"


@transaction.atomic
def decide_names(branch: Branch, episode: UUID, one: str, two: str, *, same: bool, by: Any) -> Change | None:
    """Decide that the people under two asset keys are one (``same``) or two.

    Takes effect when the script is cast again; an asset that a person wrote takes the name at once, or loses
    it. Raises Invalid for names that are no people of the script, Refused when stage 5 is locked.
    """
    if one == two or not all(key.startswith(_PEOPLE) and len(key) <= 120 for key in (one, two)):
        raise Invalid("Choose two people.", field="two")
    list(Branch.objects.filter(pk=branch.pk).select_for_update(no_key=True).values("pk"))
    story = load_story(branch, episode)
    known = {item.values["key"] for item in story.of("asset")}
    named = {key for script in story.of("script") for key in script.values["mentions"]}
    if not {one, two} <= known | named:
        raise Invalid("The script names nobody like that any more.", field="two")
    before = decisions_of(story)
    kept = [said for said in before.decisions if {said.one, said.two} != {one, two}]
    if len(kept) >= MOST:
        raise Refused(f"A project remembers {MOST} decisions about names.")
    after = Naming(decisions=[*kept, NameDecision(one=one, two=two, same=same, by=str(by))])
    edits = [_edit(story, after), *_assets(story, one, two, same)]
    said = f"{_called(one)} and {_called(two)} are {'one' if same else 'two'}"
    change = commit(branch, edits, by=by, message=said)
    record("names.decided", branch, by=by, one=one, two=two, same=same)
    return change


def _edit(story: Story, after: Naming) -> Edit:
    item = story.one("naming")
    if item is None:
        return Edit.new(after, SLOT)
    head = Head.objects.select_related("revision").get(branch=story.branch, node_id=item.node)
    return Edit.of(head, after)


def _assets(story: Story, one: str, two: str, same: bool) -> list[Edit]:
    """Edits of assets that a person wrote: no extraction changes their names."""
    nodes = [item.node for item in story.of("asset") if item.by_hand and item.values["key"] in (one, two)]
    heads = Head.objects.select_related("revision").filter(branch=story.branch, node_id__in=nodes)
    edits = []
    for head in heads.order_by("pk"):
        asset: Asset = head.content
        other = two if asset.key == one else one
        names = [name for name in asset.aliases if asset_key("character", name) != other]
        if same:
            names.append(_called(other))
        if names != asset.aliases:
            edits.append(Edit.of(head, asset.model_copy(update={"aliases": names})))
    return edits


def _called(key: str) -> str:
    """A key as a name: "character:old-ned" -> "Old Ned"."""
    return key.partition(":")[2].replace("-", " ").title()
