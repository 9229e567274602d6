"""Deciding about findings of continuity: one is meant, one is not after all, open faults stop the render."""

from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid, Refused
from pipeline.queries.continuity import SLOT, decisions, judged
from projects.actions.commit import Edit, commit
from projects.kinds.judging import REASON_MAX, Accepted, Continuity
from projects.models import Branch, Head
from projects.queries.story import Story, load_story


@transaction.atomic
def accept_finding(branch: Branch, episode: UUID, key: str, reason: str, *, by: Any) -> None:
    """Settle a finding as meant, until its sources change.

    Raises Invalid without a reason, Refused when nothing like it stands open any more.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise Invalid("Say why it is meant: whoever comes after you will ask.", field="reason")
    if len(reason) > REASON_MAX:
        raise Invalid(f"A reason has at most {REASON_MAX} characters.", field="reason")
    story = _held(branch, episode)
    finding = next((one for one in judged(story).open if one.key == key), None)
    if finding is None:
        raise Refused("That finding is settled already; the list shows what stands open now.")
    meant = Accepted(
        key=key, fingerprint=finding.fingerprint, sentence=finding.sentence, reason=reason, by=str(by)
    )
    before = decisions(story)
    kept = [one for one in before.accepted if one.key != key]
    _decide(story, before, {"accepted": [*kept, meant]}, by=by, message=f"Meant: {finding.sentence}")
    record("continuity.accepted", branch, by=by, finding=key, reason=reason)


@transaction.atomic
def reopen_finding(branch: Branch, episode: UUID, key: str, *, by: Any) -> None:
    """Take back that a finding is meant. Idempotent."""
    story = _held(branch, episode)
    before = decisions(story)
    kept = [one for one in before.accepted if one.key != key]
    if len(kept) < len(before.accepted):
        _decide(story, before, {"accepted": kept}, by=by, message="Took back that a finding is meant")
        record("continuity.reopened", branch, by=by, finding=key)


@transaction.atomic
def set_gate(branch: Branch, episode: UUID, gate: bool, *, by: Any) -> None:
    """Let open faults stop the render of an episode, or not."""
    story = _held(branch, episode)
    before = decisions(story)
    if before.gate != gate:
        said = "Faults of continuity stop the render" if gate else "Faults of continuity advise"
        _decide(story, before, {"gate": gate}, by=by, message=said)
        record("continuity.gate", branch, by=by, gate=gate)


def _decide(story: Story, before: Continuity, changes: dict[str, Any], *, by: Any, message: str) -> None:
    after = before.model_copy(update=changes)
    item = story.at("continuity", SLOT)
    if item is None:
        edit = Edit.new(after, SLOT, "V", parent=story.episode, episode=story.episode)
    else:
        head = Head.objects.select_related("revision").get(branch=story.branch, node_id=item.node)
        edit = Edit.of(head, after, expected=item.revision)
    commit(story.branch, [edit], by=by, message=message[:500])


def _held(branch: Branch, episode: UUID) -> Story:
    """The story, while nobody else decides on its branch: two people may decide first at the same moment."""
    list(Branch.objects.filter(pk=branch.pk).select_for_update(no_key=True).values("pk"))
    return load_story(branch, episode)


def check_gate(story: Story) -> None:
    """Raises Refused while faults stand open and the episode's policy is that they stop the render."""
    if not decisions(story).gate:
        return  # the usual case reads nothing else
    if count := len(judged(story).faults):
        what = "1 fault of continuity stands" if count == 1 else f"{count} faults of continuity stand"
        raise Refused(f"{what} open, and this project renders without any. Mend or accept them at stage 11.")
