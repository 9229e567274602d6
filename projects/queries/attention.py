"""Where a project wants to be opened."""

from uuid import UUID

from projects.kinds.stages import KINDS_OF_STAGE, STAGES
from projects.models import Branch, Head, StageLock

_SKIPPED_BY_SCREENPLAY = ("treatment", "beats")


def stage_to_open(branch: Branch, episode: UUID) -> str:
    """The slug of the stage that needs attention: the film once there is one, else the first undecided stage.

    A screenplay that was brought in skips treatment and beats.
    """
    heads = Head.objects.filter(branch=branch, episode=episode, deleted=False)
    kinds = set(heads.order_by().values_list("kind", flat=True).distinct())
    if kinds & {"cut"}:
        return "film"
    brief = heads.filter(kind="brief").select_related("revision").first()
    skipped = _SKIPPED_BY_SCREENPLAY if brief and brief.content.mode == "screenplay" else ()
    locked = set(StageLock.objects.filter(branch=branch, episode=episode).values_list("stage", flat=True))
    undecided = [stage for stage in STAGES if stage not in locked and stage not in skipped]
    if skipped and undecided[:1] == ["idea"] and kinds & set(KINDS_OF_STAGE["screenplay"]):
        return "screenplay"
    return undecided[0] if undecided else STAGES[-1]
