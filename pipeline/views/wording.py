"""One passage asked for again: shown as a tracked change, to be taken over or left."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from pipeline.actions.wording import KINDS, STAGE, ask_passage, leave_passage, take_passage
from pipeline.forms.dials import DialsForm
from pipeline.forms.wording import WordingForm
from pipeline.models import Generation
from pipeline.outline import beats_of, scripts_of
from pipeline.queries.places import Place
from pipeline.queries.wording import wordings
from pipeline.views.asking import who_and_most
from pipeline.views.dials import asking_dials
from pipeline.views.places import stage_context, stage_door
from projects.actions.edits import head_or_404
from projects.models import Head

_WORKING = Generation.State.RUNNING
DEAREST = "alternatives"  # of the wishes


@require_safe
@stage_door("", Role.EDITOR)
def texts(request: TeamRequest, place: Place) -> HttpResponse:
    """The texts of a stage of which a passage can be asked for again."""
    story = place.story
    items = {
        "treatment": [item for item in [story.one("treatment")] if item],
        "beats": beats_of(story),
        "screenplay": scripts_of(story),
    }.get(place.stage.slug)
    if items is None:
        raise Http404("No texts are worded here.")
    story.load(items)
    listed = [(item.node, _name(story.content(item), number)) for number, item in enumerate(items, 1)]
    return render_page(request, "pipeline/wording_texts.html", stage_context(request, place, texts=listed))


@require_http_methods(["GET", "HEAD", "POST"])
@stage_door("", Role.EDITOR)
def wording(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """A text, the form that asks for a passage of it again, and what came."""
    head = _head_or_404(place, node)
    if request.method != "POST":
        return _page(request, place, head)
    form, more = WordingForm(request.POST), asking_dials(request, DEAREST)
    dials: DialsForm = more["dials"]
    if not (form.is_valid() and dials.is_valid()):
        return _page(request, place, head, form=form, status=422)
    over, episode = dials.override(), place.episode.node_id
    try:
        ask_passage(place.branch, episode, head, **form.cleaned_data, over=over, by=request.user)
    except Refused as error:
        field = getattr(error, "field", "")
        form.add_error(field if field in form.fields else None, error.sentence)
        return _page(request, place, head, form=form, status=error.status)
    return redirect(place.url("", "wording", str(node)))


@require_POST
@stage_door("", Role.EDITOR)
def decide(request: TeamRequest, place: Place, node: UUID, generation: UUID) -> HttpResponse:
    """Take a passage's new wording over, or leave the old one."""
    head = _head_or_404(place, node)
    row = get_object_or_404(
        Generation, pk=generation, step="passage", node=head.node_id, branch=place.branch.pk, state="done"
    )
    try:
        if "take" in request.POST:
            number = whole_number(request.POST["take"])
            take_passage(row, place.branch, by=request.user, number=-1 if number is None else number)
            messages.success(request, "The new wording stands in the text.")
        else:
            leave_passage(row, by=request.user)
    except Refused as error:
        messages.error(request, error.sentence)
    return redirect(place.url("", "wording", str(node)))


def _head_or_404(place: Place, node: UUID) -> Head:
    head = head_or_404(place.branch, node, *KINDS)
    if STAGE[head.kind] != place.stage.slug:
        raise Http404("No such text in this stage.")
    return head


def _name(content: Any, number: int) -> str:
    named = getattr(content, "heading", "") or getattr(content, "title", "")
    return named or f"Text {number}"


def _chosen(request: TeamRequest, text: str) -> str:
    """The passage that was selected before coming here (``?passage=``), or all of the text."""
    passage = request.GET.get("passage", "").replace("\r\n", "\n")
    return passage if passage.strip() and passage in text else text


def _page(
    request: TeamRequest, place: Place, head: Head, *, form: WordingForm | None = None, status: int = 200
) -> HttpResponse:
    asked = wordings(head.node_id, place.branch.pk)
    who, most = who_and_most(DEAREST)
    context = stage_context(
        request,
        place,
        name=_name(head.content, 1),
        text=head.content.text,
        asked=asked,
        working=any(one.state == _WORKING for one in asked),
        form=form or WordingForm(initial={"passage": _chosen(request, head.content.text)}),
        who=who,
        most=most,
        here=place.url("", "wording", str(head.node_id)),
        texts_url=place.url("", "wording"),
        **asking_dials(request, DEAREST),
    )
    return render_page(request, "pipeline/wording.html", context, partial="asked", status=status)
