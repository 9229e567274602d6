"""Setting the dials: how models write for a team, purpose by purpose."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction

from accounts.kernel import scope
from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid
from accounts.models import Team
from assets.queries.capsules import chosen_or_404
from pipeline.models import Tuning
from pipeline.prompting.dials import AS_MADE, Dials, checked
from pipeline.prompting.purposes import Purpose
from pipeline.queries.tuning import forget_tunings, has_manner


@transaction.atomic
def tune(purpose: Purpose, dials: Dials, *, capsule: str = "", by: Any) -> None:
    """Let models write for ``purpose`` by these dials and, where a film chose none, in a capsule's manner.

    ``capsule`` is a writing capsule's id or "preset:<slug>", the one that is set keeps what it said then.
    With nothing set the purpose is as the studio made it. Raises Invalid for what is out of bounds, Http404
    for a capsule that ``by`` does not see.
    """
    checked(dials)
    if capsule and not has_manner(purpose.name):
        raise Invalid("Nothing of this is written in a capsule's manner.", field="capsule")
    team = Team.objects.select_for_update(no_key=True).get(pk=str(scope.current().team))  # one at a time
    row = Tuning.objects.filter(purpose=purpose.name).first() or Tuning(purpose=purpose.name)
    row.temperature, row.effort, row.longest = dials.temperature, dials.effort, dials.longest
    _follow(row, capsule, by)
    row.changed_by = by
    if dials or capsule:
        row.save()
    elif not row._state.adding:
        row.delete()
    record("model.tuned", team, by=by, purpose=purpose.name, capsule=row.capsule_name, **dials.kept())
    forget_tunings(team.pk)  # for what follows in this transaction
    transaction.on_commit(partial(forget_tunings, team.pk), robust=True)


def _follow(row: Tuning, capsule: str, by: Any) -> None:
    """Keep what a capsule says now; one that is followed already says what it said."""
    if not capsule:
        row.capsule, row.capsule_name, row.guide = "", "", {}
    elif capsule != row.capsule:
        chosen = chosen_or_404(by, "writing", capsule)
        row.capsule, row.capsule_name = chosen.ref, chosen.name
        row.guide = chosen.content.guide(chosen.name)


@dataclass(frozen=True)
class Override:
    """How one question shall be answered, over the team's policy. ``capsule``: as for ``tune``."""

    dials: Dials = AS_MADE
    capsule: str = ""

    def arguments(self, arguments: dict[str, Any], by: Any) -> dict[str, Any]:
        """A question's arguments in the capsule's manner. Raises Http404 for one that ``by`` does not see."""
        if not self.capsule:
            return arguments
        chosen = chosen_or_404(by, "writing", self.capsule)
        return {**arguments, "capsule": chosen.content.guide(chosen.name)}


AS_TUNED = Override()
