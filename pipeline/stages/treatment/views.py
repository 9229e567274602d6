"""The page of stage 2: three variants side by side, and the working treatment."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from pipeline.actions.treatments import (
    begin_treatment,
    letter_of,
    take_paragraph,
    take_section,
    take_variant,
)
from pipeline.graph.plan import State
from pipeline.outline import told
from pipeline.queries.places import Place
from pipeline.stages.treatment.forms import PassageForm, TreatmentForm
from pipeline.stages.treatment.prose import prose
from pipeline.stages.treatment.sections import Section, aligned, paragraphs_of, reading_minutes, split, words
from pipeline.stages.treatment.steps import VARIANTS
from pipeline.views.edits import save_changes
from pipeline.views.history import changed_url, story_context
from pipeline.views.places import stage_door
from pipeline.views.stale import stale_notes, take_cost
from pipeline.views.tongues import house_reading
from projects.actions.edits import head_or_404
from projects.kinds import Brief, Treatment
from projects.wording import compared

STYLES = [
    ("heading", "Heading", "Heading of a part"),
    ("subheading", "Subheading", "Heading inside a part"),
    ("list", "List", "List"),
    ("bold", "Bold", "Bold (Ctrl B)"),
    ("italic", "Italic", "Italic (Ctrl I)"),
    ("markdown", "Markdown", "Show the marks as they are stored"),
]  # name, words, what it says when pointed at
PARTIALS = ("treatment-variants", "treatment-text", "treatment-facts")


def page(request: TeamRequest, place: Place) -> HttpResponse:
    """Variants in columns whose sections stand in rows, and the treatment below."""
    wanted = (getattr(request.htmx, "target", "") or "").rpartition("#")[2]
    story = place.story
    item, brief_item = story.one("treatment"), story.one("brief")
    brief: Brief = story.content(brief_item) if brief_item else Brief()
    treatment: Treatment | None = story.content(item) if item else None
    notes = stale_notes(place, place.plan.of_stage("treatment"))
    marks = "marks" in request.GET and treatment is not None
    context = story_context(
        request,
        place,
        is_told=told(story),
        screenplay_url=place.url("screenplay"),
        treatment=treatment,
        node=item.node if item else None,
        revision=item.revision if item else 0,
        form=TreatmentForm(initial=treatment.payload() if treatment else {}),
        note=notes.get("treatment:treatment"),
        house=house_reading(brief),
        **_facts(treatment),
        marks=marks,
        passage_form=PassageForm(),
        styles=STYLES,
        **_variants(place, notes, treatment, marks),
    )
    partial = wanted if wanted in PARTIALS else ""
    return render_page(request, "pipeline/stages/treatment.html", context, partial=partial)


def _facts(treatment: Treatment | None) -> dict[str, Any]:
    text = treatment.text if treatment else ""
    return {
        "words": words(text),
        "minutes": reading_minutes(text),
        "sections": [section.heading for section in split(text) if section.heading],
        "read_html": prose(text),
    }


def _cell(column: dict[str, Any], cell: Section | None, own: str | None, marks: bool) -> dict[str, Any]:
    """One section of a variant, its paragraphs one by one; with ``marks``, against the treatment's own."""
    if cell is None:
        return {"column": column, "key": "", "html": ""}
    return {
        "column": column,
        "key": cell.key,
        "html": prose(cell.body),
        "paragraphs": [prose(part) for part in paragraphs_of(cell.body)],
        "pieces": compared(own or "", cell.body) if marks else [],
    }


def _variants(
    place: Place, notes: dict[str, Any], treatment: Treatment | None, marks: bool
) -> dict[str, Any]:
    """The columns, and the rows of sections under them."""
    story = place.story
    items = [item for slot in VARIANTS if (item := story.at("variant", slot))]
    contents = list(story.contents(items))
    units = {unit.target.key: unit for unit in place.plan.of_stage("treatment")}
    columns = []
    for item, content in zip(items, contents, strict=True):
        unit = units.get(f"variant:{item.slot}")
        columns.append(
            {
                "slot": item.slot,
                "letter": letter_of(item.slot),
                "variant": content,
                "key": f"variant:{item.slot}",
                "note": notes.get(f"variant:{item.slot}"),
                "state": "stale" if unit and unit.state is State.STALE else "",
                "in_use": bool(treatment and treatment.taken_from == item.slot),
                "words": words(content.text),
            }
        )
    for column in columns:
        more = [one["key"] for one in columns if one is not column and not one["in_use"]]
        cost = take_cost(place, *more)
        column.update(more=more if cost else [], more_cost=cost)
    own = {section.key: section.body for section in split(treatment.text if treatment else "")}
    rows = [
        {
            "heading": heading,
            "cells": [
                _cell(column, cell, own.get(cell.key if cell else ""), marks)
                for column, cell in zip(columns, cells, strict=True)
            ],
        }
        for heading, cells in aligned([content.text for content in contents])
    ]
    return {
        "columns": columns,
        "rows": rows,
        "take_cost": take_cost(place, columns[0]["key"]) if columns else "",
    }


@require_POST
@stage_door("treatment", Role.EDITOR)
def begin(request: TeamRequest, place: Place) -> HttpResponse:
    """Write a treatment without waiting for variants."""
    begin_treatment(place.branch, place.episode.node_id, by=request.user)
    return redirect(f"{place.url()}#treatment-text")


@require_POST
@stage_door("treatment", Role.EDITOR)
def take(request: TeamRequest, place: Place) -> HttpResponse:
    """Take a ``variant`` over, or just its ``section``."""
    slot, key = request.POST.get("variant", ""), request.POST.get("section")
    expected = whole_number(request.POST.get("expected", ""))
    options: dict[str, Any] = {"by": request.user, "expected": expected or None}
    try:
        number = whole_number(request.POST.get("paragraph", ""))
        if key is not None and number is not None:
            change = take_paragraph(place.branch, place.episode.node_id, slot, key, number, **options)
        elif key is None:
            change = take_variant(place.branch, place.episode.node_id, slot, **options)
        else:
            change = take_section(place.branch, place.episode.node_id, slot, key, **options)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(place.url())
    return redirect(changed_url(place, change))


@require_POST
@stage_door("treatment", Role.EDITOR)
def save(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Autosave of the working treatment."""
    head = head_or_404(place.branch, node, "treatment")
    form = TreatmentForm(request.POST)
    if not form.is_valid():
        errors = {name: [str(error) for error in found] for name, found in form.errors.items()}
        return JsonResponse({"errors": errors}, status=422)
    return save_changes(request, head, form.cleaned_data, typed=form.cleaned_data, back=place.url())
