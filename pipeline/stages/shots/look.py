"""How a person likes the shot table: which columns, and by what it is grouped. Kept with their membership."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from pipeline.queries.places import Place
from pipeline.shotlist.columns import COLUMNS, USUAL, Column, chosen_columns
from pipeline.views.places import stage_door
from pipeline.views.renewing import here

GROUPS = {"scene": "Scene", "setup": "Set-up", "place": "Place"}
_PAGE = "shots"  # under which the preferences are kept


@dataclass(frozen=True)
class Look:
    """The columns that are shown and the grouping: ``?group=`` for once, otherwise as it is remembered."""

    fields: tuple[str, ...]
    group: str

    @classmethod
    def of(cls, request: TeamRequest) -> "Look":
        """What the person has chosen, or the usual."""
        kept = request.membership.preferences.get(_PAGE, {})
        asked = request.GET.get("group") or kept.get("group", "")
        fields = tuple(column.field for column in chosen_columns(kept.get("columns", USUAL)))
        return cls(fields, asked if asked in GROUPS else "scene")

    @cached_property
    def columns(self) -> list[Column]:
        """The columns that are shown, in order."""
        return chosen_columns(self.fields)

    @cached_property
    def choices(self) -> list[dict[str, object]]:
        """All columns, for the menu in which they are chosen."""
        return [
            {"field": column.field, "label": column.label, "on": column.field in self.fields}
            for column in COLUMNS
        ]

    @cached_property
    def groups(self) -> list[dict[str, object]]:
        """What the table can be grouped by."""
        return [
            {"value": value, "label": label, "on": value == self.group} for value, label in GROUPS.items()
        ]


@require_POST
@stage_door("shots")
def choose(request: TeamRequest, place: Place) -> HttpResponse:
    """Remember ``column`` (repeated) and ``group`` for this person."""
    wanted = [column.field for column in chosen_columns(request.POST.getlist("column"))]
    group = request.POST.get("group", "")
    kept = {"columns": wanted, "group": group if group in GROUPS else "scene"}
    request.membership.preferences = {**request.membership.preferences, _PAGE: kept}
    request.membership.save(update_fields=["preferences"])
    if not request.POST.getlist("column"):
        messages.info(request, "A table needs a column: the usual ones are shown.")
    return redirect(here(request, place))
