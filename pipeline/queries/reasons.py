"""Why something is stale, by the name of the field that changed."""

import re

from pipeline.graph.plan import State, Unit, changed_roles, outdated
from pipeline.models import Generation


def reasons(units: list[Unit]) -> dict[str, str]:
    """For each stale (or kept but outdated) target, a phrase: "the shot's action changed". One query."""
    wanted = {
        unit.target.item.built_by: unit
        for unit in units
        if unit.target.item
        and unit.target.item.built_by
        and (unit.state is State.STALE or outdated(unit.target))
    }
    if not wanted:
        return {}
    rows = Generation.objects.filter(pk__in=list(wanted)).values_list("pk", "inputs")
    return {wanted[pk].target.key: sentence(changed_roles(wanted[pk].target, inputs)) for pk, inputs in rows}


SHOWN = 3  # fields that are named; the others are counted

_FIELDS = {
    "seconds": "running time",
    "bible": "people and places",
    "spec": "composition",
    "mentions": "cast",
    "media": "picture",
    "guide": "words",
    "steer": "look",
    "tags_out": "marks",
}
_SCENE_OF_BEAT = re.compile(r"beat b0*(\d+)$")


def sentence(roles: list[str]) -> str:
    """ "the brief's tone and running time changed": at most three fields are named."""
    if not roles:
        return ""
    groups: dict[str, list[str]] = {}
    for role in roles[:SHOWN]:
        subject, _, field = role.partition(".")
        groups.setdefault(_subject(subject), []).append(_FIELDS.get(field, field.replace("_", " ")))
    phrases = [_phrase(subject, fields) for subject, fields in groups.items()]
    if len(roles) > SHOWN:
        phrases.append(f"{len(roles) - SHOWN} more")
    return f"{_listed(phrases)} changed"


def _phrase(subject: str, fields: list[str]) -> str:
    named = [field for field in fields if field and not subject.endswith(f" {field}")]
    return f"{subject}'s {_listed(named)}" if named else subject


def _subject(role: str) -> str:
    """What people call an input: "the brief", "beat 3", "Mara", "a text that was brought in"."""
    if match := _SCENE_OF_BEAT.match(role):
        return f"beat {match[1]}"
    kind, _, rest = role.partition(" ")
    if kind == "material":
        return "a brought-in text"
    if rest.startswith(("of ", "before")):
        about = rest.removeprefix("of ")
        return f"{_name(about)}'s {kind}" if ":" in about else f"the {role}"
    if ":" in role:
        return _name(role)
    return f"a {kind}" if rest else f"the {kind}"


def _name(key: str) -> str:
    """ "character:mara-voss" -> "Mara Voss"."""
    return key.partition(":")[2].replace("-", " ").title()


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
