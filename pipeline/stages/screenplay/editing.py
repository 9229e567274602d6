"""Writing the screenplay: scenes one by one, their order, or the whole text at once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Conflict, Invalid, Refused
from accounts.kernel.roles import Role
from pipeline.actions.numbering import lock_numbers, unlock_numbers
from pipeline.actions.screenplays import (
    add_scene,
    move_scene,
    remove_scene,
    restore_scene,
    save_whole,
    split_scene,
    state_of,
)
from pipeline.outline import scripts_of
from pipeline.queries.places import Place
from pipeline.stages.screenplay.forms import SceneForm, WholeForm
from pipeline.stages.screenplay.texts import changes_of
from pipeline.views.edits import invalid, save_changes, saved, two_versions, wants_json
from pipeline.views.history import changed_url
from pipeline.views.places import stage_door
from projects.actions.edits import head_or_404
from projects.queries.story import load_story


@require_POST
@stage_door("screenplay", Role.EDITOR)
def save(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Autosave of one scene. What its text says about it (heading, number, who is named) follows."""
    head = head_or_404(place.branch, node, "script")
    form = SceneForm(request.POST)
    if not form.is_valid():
        return _errors(form)
    text = form.cleaned_data["text"]
    changes = changes_of(text, head.content)
    return save_changes(request, head, changes, typed={"text": text}, back=_scenes_url(place))


@require_POST
@stage_door("screenplay", Role.EDITOR)
def save_text(request: TeamRequest, place: Place) -> HttpResponse:
    """Autosave of the whole text: only the scenes that really changed get a new revision."""
    form = WholeForm(request.POST)
    if not form.is_valid():
        return _errors(form)
    text, expected = form.cleaned_data["text"], request.POST.get("expected", "")
    try:
        state = save_whole(place.branch, place.episode.node_id, text, expected=expected, by=request.user)
    except Conflict as refusal:
        now = state_of(load_story(place.branch, place.episode.node_id))
        versions = {"name": "text", "label": "Screenplay", "mine": text, "theirs": refusal.current}
        return two_versions(request, now, "Somebody, or another window of yours,", [versions])
    except Refused as refusal:
        return invalid(refusal.sentence, refusal.field if isinstance(refusal, Invalid) else "")
    return saved(state) if wants_json(request) else redirect(f"{place.url()}?view=text")


@require_POST
@stage_door("screenplay", Role.EDITOR)
def order(request: TeamRequest, place: Place) -> HttpResponse:
    """Put the scene ``moved`` behind ``after`` (empty: first)."""
    moved, after = _node(request.POST.get("moved")), _node(request.POST.get("after"))
    move_scene(place.branch, place.episode.node_id, moved or UUID(int=0), after, by=request.user)
    return saved("") if wants_json(request) else redirect(_scenes_url(place))


@require_POST
@stage_door("screenplay", Role.EDITOR)
def numbers(request: TeamRequest, place: Place) -> HttpResponse:
    """Lock the scene numbers, or with ``unlock`` take them away."""
    write = unlock_numbers if "unlock" in request.POST else lock_numbers
    change = write(place.branch, place.episode.node_id, by=request.user)
    return redirect(changed_url(place, change))


@require_POST
@stage_door("screenplay", Role.EDITOR)
def move(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """One place ``earlier`` or ``later``."""
    nodes = [item.node for item in scripts_of(place.story)]
    if node in nodes:
        at = nodes.index(node)
        target = min(max(at + (-1 if "earlier" in request.POST else 1), 0), len(nodes) - 1)
        rest = [other for other in nodes if other != node]
        after = rest[target - 1] if target else None
        move_scene(place.branch, place.episode.node_id, node, after, by=request.user)
    return redirect(f"{_scenes_url(place)}#edit-{node}")


@require_POST
@stage_door("screenplay", Role.EDITOR)
def add(request: TeamRequest, place: Place) -> HttpResponse:
    """A new scene behind ``after``, or at the end."""
    after = _node(request.POST.get("after"))
    made = add_scene(place.branch, place.episode.node_id, by=request.user, after=after)
    return redirect(f"{_scenes_url(place)}#edit-{made.node_id}")


@require_POST
@stage_door("screenplay", Role.EDITOR)
def split(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Cut a scene before each further heading in it."""
    head = head_or_404(place.branch, node, "script")
    try:
        change = split_scene(place.branch, place.episode.node_id, head, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(_scenes_url(place))
    return redirect(changed_url(place, change, query="view=scenes"))


@require_POST
@stage_door("screenplay", Role.EDITOR)
def remove(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Take a scene out; the page offers to put it back."""
    change = remove_scene(place.branch, head_or_404(place.branch, node, "script"), by=request.user)
    if wants_json(request):
        return saved("", undo=changed_url(place, change, query="view=write"))
    return redirect(changed_url(place, change, query="view=scenes"))


@require_POST
@stage_door("screenplay", Role.EDITOR)
def restore(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Bring an omitted scene back."""
    restore_scene(place.branch, head_or_404(place.branch, node, "script"), by=request.user)
    return redirect(f"{_scenes_url(place)}#edit-{node}")


def _scenes_url(place: Place) -> str:
    return f"{place.url()}?view=scenes"


def _errors(form: SceneForm | WholeForm) -> JsonResponse:
    errors = {name: [str(error) for error in found] for name, found in form.errors.items()}
    return JsonResponse({"errors": errors}, status=422)


def _node(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
