"""Texts that are brought to stage 1: by file, by paste; read, removed, or filmed word for word."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Conflict, Invalid, Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from pipeline.actions.importing import bring_screenplay, bring_texts, rewrite_chapter
from pipeline.adaptation import LONG
from pipeline.queries.chapters import is_prose, summaries_of_chapter
from pipeline.queries.places import Place
from pipeline.stages.idea.forms import PasteForm
from pipeline.stages.idea.views import idea_context
from pipeline.views.edits import saved, wants_json
from pipeline.views.history import changed_url, story_context
from pipeline.views.places import stage_door
from projects.actions.commit import Edit, commit
from projects.actions.edits import head_or_404
from projects.actions.ordering import edits_to_move
from projects.chapters import chapters_of, marks_of
from projects.kinds import Material
from projects.materials import Brought, screenplay_text
from projects.models import Change, Head
from projects.screenplay import fountain

SHOWN = 200_000  # characters of a chapter on one page


@require_POST
@stage_door("idea", Role.EDITOR)
def paste(request: TeamRequest, place: Place) -> HttpResponse:
    """Bring a text from the clipboard."""
    form = PasteForm(request.POST)
    if not form.is_valid():
        return _with_errors(request, place, paste_form=form)
    try:
        return brought(request, place, [form.brought()])
    except Invalid as refusal:
        form.add_error("text", refusal.sentence)
        return _with_errors(request, place, paste_form=form)


@require_safe
@stage_door("idea")
def text(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """One text to be read, chapter by chapter (``?chapter=``), with what is summed up of it."""
    head = head_or_404(place.branch, node, "material")
    return _chapter_page(request, place, head, whole_number(request.GET.get("chapter", "1")) or 1)


@require_POST
@stage_door("idea", Role.EDITOR)
def rewrite(request: TeamRequest, place: Place, node: UUID, slot: str) -> HttpResponse:
    """Change the words of one chapter. What cannot be saved comes back as it was typed, with a sentence."""
    head = head_or_404(place.branch, node, "material")
    slots = [mark.slot for mark in marks_of(head.content)]
    if slot not in slots or not is_prose(head.content.format):
        raise Http404("No such chapter.")
    number = slots.index(slot) + 1
    typed = request.POST.get("text", "")
    try:
        expected = whole_number(request.POST.get("expected", "")) or 0
        rewrite_chapter(head, slot, typed, expected=expected, by=request.user)
    except (Conflict, Invalid) as refusal:
        head = head_or_404(place.branch, node, "material")
        said = {"typed": typed, "error": refusal.sentence}
        return _chapter_page(request, place, head, number, status=refusal.status, **said)
    messages.success(request, "The chapter is changed. Only what was summed up of it is out of date.")
    return redirect(f"{place.url()}texts/{node}/?chapter={number}")


def _chapter_page(
    request: TeamRequest, place: Place, head: Head, wanted: int, *, status: int = 200, **more: object
) -> HttpResponse:
    content: Material = head.content
    parts = chapters_of(content)
    at = min(max(wanted, 1), len(parts))
    chapter = parts[at - 1]
    shown = content.text[chapter.start : chapter.end]
    context = story_context(
        request,
        place,
        text=content,
        node=head.node_id,
        revision=head.revision_id,
        slot=marks_of(content)[at - 1].slot,
        editable=is_prose(content.format) and len(shown) <= SHOWN,
        summaries=summaries_of_chapter(place, head.node_id, at),
        parts=parts,
        chapter=chapter,
        before=parts[at - 2] if at > 1 else None,
        behind=parts[at] if at < len(parts) else None,
        shown=shown[:SHOWN],
        cut=len(shown) - SHOWN,
        by=head.revision.author,
        at=head.revision.created_at,
        **more,
    )
    return render_page(request, "pipeline/stages/idea_text.html", context, status=status)


@require_POST
@stage_door("idea", Role.EDITOR)
def order(request: TeamRequest, place: Place) -> HttpResponse:
    """Put the text ``moved`` behind ``after`` (empty: first). The story is told from them in their order."""
    moved, after = _node(request.POST.get("moved")), _node(request.POST.get("after"))
    edits = edits_to_move(_texts(place), moved or UUID(int=0), after)
    commit(place.branch, edits, by=request.user, message="Moved a text")
    return saved("") if wants_json(request) else redirect(f"{place.url()}#idea-texts")


@require_POST
@stage_door("idea", Role.EDITOR)
def move(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """One place ``earlier`` or later."""
    siblings = _texts(place)
    nodes = [head.node_id for head in siblings]
    if node in nodes:
        target = nodes.index(node) + (-1 if "earlier" in request.POST else 1)
        rest = [other for other in nodes if other != node]
        target = min(max(target, 0), len(rest))
        edits = edits_to_move(siblings, node, rest[target - 1] if target else None)
        commit(place.branch, edits, by=request.user, message="Moved a text")
    return redirect(f"{place.url()}#text-{node}")


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
    """Make a text the script, word for word. Where scenes have shots, it is compared with them first."""
    if place.story.of("shot"):
        return redirect(f"{place.url('screenplay', 'redraft')}?material={node}")
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


def brought(request: TeamRequest, place: Place, texts: list[Brought]) -> HttpResponse:
    """Bring texts and say so; a screenplay leads to stage 4. Raises Invalid."""
    count = bring_texts(place.branch, place.episode.node_id, texts, by=request.user)
    names = ", ".join(text.name for text in texts)
    if count:
        messages.success(request, f"{names}: {_scenes(count)}, word for word.")
        url = place.url("screenplay")
    else:
        messages.success(request, f"{names} {'is' if len(texts) == 1 else 'are'} in.")
        url = place.url()
        advise_long(request, place, texts)
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)


def advise_long(request: TeamRequest, place: Place, texts: list[Brought]) -> None:
    """Say that a long text is read whole only where it is adapted."""
    brief = place.story.one("brief")
    long = next((text.name for text in texts if text.bytes > LONG and is_prose(text.format)), "")
    if long and brief is not None and brief.values["mode"] == "expand":
        messages.info(
            request,
            f"{long} is long. Choose “Adapt a long text” above, so that all of it is read by chapter.",
        )


def _texts(place: Place) -> list[Head]:
    rows = Head.objects.filter(
        branch=place.branch, episode=place.episode.node_id, kind="material", deleted=False
    )
    return list(rows.select_related("revision").order_by("position", "pk"))


def _node(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _scenes(count: int) -> str:
    return f"{count} scene{'' if count == 1 else 's'}"


def _with_errors(request: TeamRequest, place: Place, **forms: object) -> HttpResponse:
    context = idea_context(request, place, **forms)
    return render_page(request, "pipeline/stages/idea.html", context, partial="idea-texts", status=422)
