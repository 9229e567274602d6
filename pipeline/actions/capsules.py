"""Choosing style capsules for a film: an edit like any other, recorded and to be undone."""

from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid, Refused
from assets.queries.capsules import Chosen, chosen_or_404
from pipeline.actions.styles import check_style_open
from pipeline.capsules import STAGES_OF
from pipeline.queries.plans import locked_stages
from projects.actions.commit import Edit, commit
from projects.kinds import CapsuleUse
from projects.models import Branch, Change, Head

NONE = "none"  # no capsule in this stage, whatever the film follows


@transaction.atomic
def choose_capsule(
    branch: Branch, episode: UUID, medium: str, ref: str, *, by: Any, stage: str = ""
) -> Change | None:
    """Let a film, or one of its stages, work by a capsule as it stands now.

    ``ref`` is a capsule's id or "preset:<slug>"; empty takes the choice back; "none" is for a stage that
    follows none. Returns None when nothing changes. Raises Invalid for a stage that works by no capsule of
    this medium, Refused when it is locked, Http404 for a capsule that ``by`` does not see.
    """
    if medium not in STAGES_OF or (stage and stage not in STAGES_OF[medium]) or (ref == NONE and not stage):
        raise Invalid("No stage works by such a capsule.", field="stage")
    if stage and stage in locked_stages(branch, episode):
        raise Refused(f"The stage {stage} is locked on this branch. Change it on a new branch.")
    if medium == "visual":
        check_style_open(branch)
    content = _use(medium, stage, ref, by) if ref else None
    Branch.objects.select_for_update(no_key=True).get(pk=branch.pk)  # one choice at a time
    slot = f"{medium}:{stage}" if stage else medium
    head = Head.objects.select_related("revision").filter(branch=branch, kind="capsule", slot=slot).first()
    edit = _edit(head, slot, content)
    if edit is None:
        return None
    name = content.name if content else ""
    message = f"Chose the {medium} capsule {name}" if name else f"Works without a {medium} capsule"
    change = commit(branch, [edit], by=by, message=f"{message} in {stage}" if stage else message)
    if change is not None:
        record("capsule.chosen", branch, by=by, medium=medium, stage=stage, capsule=ref, name=name)
    return change


def _use(medium: str, stage: str, ref: str, by: Any) -> CapsuleUse:
    if ref == NONE:
        return CapsuleUse.model_validate({"medium": medium, "stage": stage})
    chosen: Chosen = chosen_or_404(by, medium, ref)
    held = chosen.content.model_dump(mode="json", exclude={"samples"})
    return CapsuleUse.model_validate(
        {
            "medium": medium,
            "stage": stage,
            "name": chosen.name,
            "ref": chosen.ref,
            "version": chosen.version,
            "guide": chosen.content.guide(chosen.name),
            "steer": chosen.content.steer,
            "held": held,
        }
    )


def _edit(head: Head | None, slot: str, content: CapsuleUse | None) -> Edit | None:
    if content is not None:
        return Edit.of(head, content, deleted=False) if head else Edit.new(content, slot)
    return Edit.of(head, deleted=True) if head and not head.deleted else None
