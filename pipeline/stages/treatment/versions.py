"""Versions of the treatment, compared and restored; passages tightened as a change to accept or refuse."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Conflict, Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from pipeline.queries.places import Place
from pipeline.stages.treatment.forms import PassageForm
from pipeline.stages.treatment.sections import words
from pipeline.views.history import story_context
from pipeline.views.places import stage_door
from projects.actions.commit import Edit, commit
from projects.actions.edits import head_or_404
from projects.kinds import Treatment
from projects.models import Head, Revision
from projects.wording import WISHES, compared

MOST = 60  # versions in the list


@require_safe
@stage_door("treatment")
def versions(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """All versions, newest first, and ``?from=`` compared with ``?to=`` (the newest two unless said)."""
    head = head_or_404(place.branch, node, "treatment")
    rows = list(_versions(head)[:MOST])
    chosen = {row.pk: row for row in rows}
    to = chosen.get(whole_number(request.GET.get("to", "")) or head.revision_id, rows[0])
    before = next((row for row in rows if row.pk < to.pk), to)
    since = chosen.get(whole_number(request.GET.get("from", "")) or before.pk, before)
    context = story_context(
        request,
        place,
        node=node,
        current=head.revision_id,
        rows=[{"row": row, "words": words(row.payload["text"])} for row in rows],
        since=since,
        to=to,
        pieces=compared(_whole(since), _whole(to)),
    )
    return render_page(request, "pipeline/stages/treatment_versions.html", context)


def _versions(head: Head) -> Any:
    revisions = Revision.objects.filter(node_id=head.node_id, deleted=False)
    return revisions.select_related("author").order_by("-pk")


def _whole(revision: Revision) -> str:
    content = Treatment.model_validate(revision.payload)
    return "\n\n".join(part for part in (content.title, content.logline, content.text) if part)


@require_POST
@stage_door("treatment", Role.EDITOR)
def restore(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Make an earlier ``version`` the newest; what stood there stays in the list."""
    head = head_or_404(place.branch, node, "treatment")
    wanted = whole_number(request.POST.get("version", "")) or 0
    revision = _versions(head).filter(pk=wanted).first()
    if revision is None:
        raise Http404("No such version.")
    try:
        content = Treatment.model_validate(revision.payload)
        commit(place.branch, [Edit.of(head, content)], by=request.user, message="Restored a version")
        messages.success(request, "The version is back; what stood here is kept in the list.")
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(place.url())


@require_POST
@stage_door("treatment", Role.EDITOR)
def propose(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Show what a ``passage`` of the treatment would be, as a change to accept or refuse. Saves nothing."""
    head = head_or_404(place.branch, node, "treatment")
    content: Treatment = head.content
    form = PassageForm(request.POST)
    if not form.is_valid() or form.cleaned_data["passage"] not in content.text:
        messages.error(request, "Select words of the treatment as it is saved, then say what shall happen.")
        return redirect(f"{place.url()}#treatment-text")
    passage, wish = form.cleaned_data["passage"], form.cleaned_data["wish"]
    proposal = WISHES[wish](passage)
    context = story_context(
        request,
        place,
        node=node,
        revision=head.revision_id,
        passage=passage,
        proposal=proposal,
        wish=wish,
        pieces=compared(passage, proposal),
        same=proposal.strip() == passage.strip(),
        words_before=words(passage),
        words_after=words(proposal),
    )
    return render_page(request, "pipeline/stages/treatment_passage.html", context)


@require_POST
@stage_door("treatment", Role.EDITOR)
def accept(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Put the ``proposal`` in place of the ``passage``, if the treatment is what it was proposed for."""
    head = head_or_404(place.branch, node, "treatment")
    content: Treatment = head.content
    passage, proposal = (request.POST.get(name, "").replace("\r\n", "\n") for name in ("passage", "proposal"))
    expected = whole_number(request.POST.get("expected", "")) or 0
    if not passage or passage not in content.text:
        messages.error(request, "The passage was changed meanwhile, so nothing was put in its place.")
        return redirect(place.url())
    text = content.text.replace(passage, proposal, 1)
    try:
        changed = Edit.of(head, content.model_copy(update={"text": text}), expected=expected)
        commit(place.branch, [changed], by=request.user, message="Accepted a change")
        messages.success(request, "The change is in. Earlier versions are kept.")
    except Conflict as refusal:
        messages.error(request, f"{refusal.sentence} Look at it again, please.")
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(f"{place.url()}#treatment-text")
