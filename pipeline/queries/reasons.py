"""Why something is stale, by the name of the field that changed."""

from pipeline.graph.plan import State, Unit, changed_roles, outdated
from pipeline.models import Generation


def reasons(units: list[Unit]) -> dict[str, str]:
    """For each stale (or kept but outdated) target, a phrase such as "shot action changed". One query."""
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


def sentence(roles: list[str]) -> str:
    """ "shot action, character mara wardrobe changed"; at most three fields are named."""
    if not roles:
        return ""
    names = [role.replace("character:", "").replace("_", " ").replace(".", " ") for role in roles]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{', '.join(names[:3])}{more} changed"
