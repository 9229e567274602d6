"""The page of stage 1: the brief, saved while one types, and the texts that were brought."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from pipeline.queries.chapters import adaptation_of
from pipeline.queries.materials import materials
from pipeline.queries.places import Place
from pipeline.queries.routing import chain
from pipeline.queries.staging import staged_files
from pipeline.stages.idea.forms import PasteForm, UploadForm
from pipeline.timing import story_seconds
from pipeline.views.edits import save_changes
from pipeline.views.history import story_context
from pipeline.views.places import stage_door
from pipeline.views.tongues import house_reading
from pipeline.views.versions import Reading
from projects.actions.edits import head_or_404
from projects.actions.projects import adopt_title
from projects.forms.briefs import BriefForm
from projects.forms.fields import clock
from projects.kinds import Brief
from projects.kinds.presets import ASPECTS, MODES, PRESETS

PARTIALS = ("idea-brief", "idea-texts", "idea-chapters")


def page(request: TeamRequest, place: Place) -> HttpResponse:
    """The brief as a form, and the texts beside it."""
    wanted = (getattr(request.htmx, "target", "") or "").rpartition("#")[2]
    partial = wanted if wanted in PARTIALS else ""
    return render_page(request, "pipeline/stages/idea.html", idea_context(request, place), partial=partial)


def idea_context(request: TeamRequest, place: Place, **forms: Any) -> dict[str, Any]:
    """What the page shows; ``forms`` replace the empty ones when they come back with errors."""
    item = place.story.one("brief")
    brief: Brief = place.story.content(item) if item else Brief()
    scenes = sum(not script.values["beat"] for script in place.story.of("script"))
    return story_context(
        request,
        place,
        brief=brief,
        revision=item.revision if item else 0,
        form=BriefForm(brief=brief),
        modes=MODES,
        presets=PRESETS,
        aspects=ASPECTS,
        texts=materials(place.branch, place.episode.node_id),
        staged=staged_files(place, request.user),
        scenes_brought=scenes if brief.mode == "screenplay" else 0,
        screenplay_url=place.url("screenplay"),
        story_time=clock(story_seconds(brief.seconds)),
        running_time=clock(brief.seconds),
        house=house_reading(brief),
        adaptation=place.kept(("adaptation", chain().words), lambda: adaptation_of(place)),
        **{"upload_form": UploadForm(), "paste_form": PasteForm(), **forms},
    )


@require_POST
@stage_door("idea", Role.EDITOR)
def save(request: TeamRequest, place: Place) -> HttpResponse:
    """Autosave of the brief: all of it, or when a field cannot be, nothing and a sentence beside it."""
    item = place.story.one("brief")
    head = head_or_404(place.branch, item.node if item else place.episode.node_id, "brief")
    before: Brief = head.content
    form = BriefForm(request.POST, brief=before)
    if not form.is_valid():
        errors = {name: [str(error) for error in found] for name, found in form.errors.items()}
        return JsonResponse({"errors": errors}, status=422)
    changes = form.changes()
    typed = {name: form.as_typed(name, value) for name, value in changes.items()}
    answer = save_changes(
        request, head, changes, typed=typed, back=place.url(), reading=Reading(show=form.as_typed)
    )
    if answer.status_code < 400:
        adopt_title(place.project, before.model_copy(update={"title": changes["title"]}))
    return answer
