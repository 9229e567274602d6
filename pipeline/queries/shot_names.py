"""What a shot's cells need of the film around it, without reading the film."""

from uuid import UUID

from pipeline.shotlist.casting import Names
from projects.models import Branch, Head


def names_on(branch: Branch) -> Names:
    """The names of all assets on a branch, by key. One query."""
    rows = Head.objects.filter(branch=branch, kind="asset", deleted=False)
    found = rows.values_list("revision__summary__v__key", "revision__summary__v__name")
    return Names({str(key): str(name) for key, name in found})


def language_of(branch: Branch, episode: UUID) -> str:
    """The language that is spoken in an episode. One query."""
    rows = Head.objects.filter(branch=branch, episode=episode, kind="brief", deleted=False)
    return str(rows.values_list("revision__summary__v__language", flat=True).first() or "en")
