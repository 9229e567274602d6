"""Texts that are brought to stage 1: by file, by paste; read, removed, or filmed word for word."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Invalid, Refused
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from pipeline.actions.importing import bring_screenplay, bring_texts
from pipeline.queries.places import Place
from pipeline.stages.idea.forms import PasteForm, UploadForm
from pipeline.stages.idea.views import idea_context
from pipeline.views.history import changed_url, story_context
from pipeline.views.places import stage_door
from projects.actions.commit import Edit, commit
from projects.actions.edits import head_or_404
from projects.kinds import Material
from projects.materials import Brought, screenplay_text
from projects.models import Change
from projects.screenplay import fountain

SHOWN = 200_000  # characters of a text on one page


@require_POST
@stage_door("idea", Role.EDITOR)
def upload(request: TeamRequest, place: Place) -> HttpResponse:
    """Bring files. A screenplay becomes the script at once when there is none yet, and leads to stage 4."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _with_errors(request, place, upload_form=form)
    try:
        return _brought(request, place, form.cleaned_data["texts"])
    except Invalid as refusal:
        form.add_error("texts", refusal.sentence)
        return _with_errors(request, place, upload_form=form)


@require_POST
@stage_door("idea", Role.EDITOR)
def paste(request: TeamRequest, place: Place) -> HttpResponse:
    """Bring a text from the clipboard."""
    form = PasteForm(request.POST)
    if not form.is_valid():
        return _with_errors(request, place, paste_form=form)
    try:
        return _brought(request, place, [form.brought()])
    except Invalid as refusal:
        form.add_error("text", refusal.sentence)
        return _with_errors(request, place, paste_form=form)


@require_safe
@stage_door("idea")
def text(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """One text to be read, up to 200,000 characters of it."""
    head = head_or_404(place.branch, node, "material")
    content: Material = head.content
    context = story_context(
        request, place, text=content, shown=content.text[:SHOWN], cut=len(content.text) - SHOWN
    )
    return render_page(request, "pipeline/stages/idea_text.html", context)


@require_POST
@stage_door("idea", Role.EDITOR)
def remove(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Take a text away; what was told from it stays."""
    head = head_or_404(place.branch, node, "material")
    message = f"Removed {head.content.name}"
    gone = Edit.of(head, deleted=True, origin=head.origin)
    change = commit(place.branch, [gone], by=request.user, message=message)
    return redirect(changed_url(place, change))


@require_POST
@stage_door("idea", Role.EDITOR)
def film_it(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Make a text the script, word for word, in place of the scenes there are."""
    content: Material = head_or_404(place.branch, node, "material").content
    kept = content.text if content.format in ("fountain", "fdx") else ""
    script = screenplay_text(Brought(content.name, content.format, content.text, kept))
    try:
        count = bring_screenplay(
            place.branch, place.episode.node_id, script, by=request.user, title=fountain.parse(script).title
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(place.url())
    messages.success(request, f"{_scenes(count)} of {content.name} are the script now.")
    change = Change.objects.filter(branch=place.branch, author=request.user).order_by("-pk").first()
    return redirect(f"{place.url('screenplay')}?undo={change.pk if change else ''}")


def _brought(request: TeamRequest, place: Place, texts: list[Brought]) -> HttpResponse:
    count = bring_texts(place.branch, place.episode.node_id, texts, by=request.user)
    names = ", ".join(text.name for text in texts)
    if count:
        messages.success(request, f"{names}: {_scenes(count)}, word for word.")
        url = place.url("screenplay")
    else:
        messages.success(request, f"{names} {'is' if len(texts) == 1 else 'are'} in.")
        url = place.url()
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)


def _scenes(count: int) -> str:
    return f"{count} scene{'' if count == 1 else 's'}"


def _with_errors(request: TeamRequest, place: Place, **forms: object) -> HttpResponse:
    context = idea_context(request, place, **forms)
    return render_page(request, "pipeline/stages/idea.html", context, partial="idea-texts", status=422)
