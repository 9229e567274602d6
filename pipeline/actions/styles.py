"""The film's visual style: chosen, and locked so that nobody changes it in passing."""

from typing import Any

from django.db import transaction

from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid, Refused
from projects.actions.commit import Edit, commit
from projects.kinds import Style
from projects.kinds.presets import PRESETS
from projects.models import Branch, Change, Head

LOCKED = "The visual style is locked. A producer can unlock it at stage 5."


def style_head(branch: Branch) -> Head | None:
    """What a branch shows as its style; None before stage 5 has one."""
    return Head.objects.select_related("revision").filter(branch=branch, kind="style", deleted=False).first()


def check_style_open(branch: Branch) -> None:
    """Raise Refused while the visual style is locked on a branch."""
    head = style_head(branch)
    if head is not None and head.content.locked:
        raise Refused(LOCKED, code="locked")


@transaction.atomic
def choose_preset(branch: Branch, preset: str, *, by: Any) -> Change | None:
    """Choose the style by its preset. Pictures made in another one become stale; none is remade by itself.

    Raises Invalid for a preset there is not, Refused while the style or its stage is locked.
    """
    if preset not in {known.slug for known in PRESETS}:
        raise Invalid("There is no such style. Choose one of those that are shown.", field="preset")
    check_style_open(branch)
    head = style_head(branch)
    if head is None:
        raise Refused("There is no style to change yet.")
    style = head.content.model_copy(update={"preset": preset})
    return commit(branch, [Edit.of(head, style)], by=by, message="Chose another visual style")


@transaction.atomic
def lock_style(branch: Branch, *, on: bool, by: Any) -> Change | None:
    """Lock the visual style, its capsule included, or unlock it. Raises Refused in a locked stage."""
    head = style_head(branch)
    if head is None:
        raise Refused("There is no style to lock yet.")
    style: Style = head.content.model_copy(update={"locked": on})
    words = "Locked the visual style" if on else "Unlocked the visual style"
    change = commit(branch, [Edit.of(head, style, origin=head.origin)], by=by, message=words)
    if change is not None:
        record("style.locked" if on else "style.unlocked", branch, by=by, preset=style.preset)
    return change
