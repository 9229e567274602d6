"""The library of prompts: what models are told, by purpose; changed, previewed, compared, taken back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.errors import Refused
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from accounts.views.tabs import settings_tabs
from pipeline.actions.templates import keep_template, use_template
from pipeline.context.asking import previewed
from pipeline.forms.dials import DialsForm
from pipeline.forms.templates import TemplateForm, VersionForm
from pipeline.models import Generation
from pipeline.prompting.pictures import PICTURES, SHOT, type_of
from pipeline.prompting.purposes import Purpose
from pipeline.prompting.templates import Templated
from pipeline.providers.text.accepts import takes_in_words
from pipeline.queries.effectiveness import effects_of
from pipeline.queries.playground import STEP, origin_or_404, template_from, tried_from
from pipeline.queries.routing import chain
from pipeline.queries.telling import writing_title
from pipeline.queries.templates import STUDIO, diff, library, purpose_or_404, text_in_use, text_of, versions
from pipeline.queries.tuning import tuned
from pipeline.registry import STEPS
from projects.kinds import Asset

SAMPLES = 20
LOOKED_AT = 120  # pictures, for those of one type


@require_safe
@member_required(Role.EDITOR)
def templates(request: TeamRequest) -> HttpResponse:
    """All purposes by group, with the template in use."""
    context = {"tabs": settings_tabs(request, "pipeline:templates"), "groups": library()}
    return render_page(request, "pipeline/templates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Role.EDITOR)
def template(request: TeamRequest, purpose: str) -> HttpResponse:
    """One purpose: its text, its versions, a comparison (``?version=``), a preview."""
    known = purpose_or_404(purpose)
    if request.method != "POST":
        return template_page(request, known, _tried(request, known) or _compared(request, known))
    form = TemplateForm(request.POST, samples=_samples(known))
    if not form.is_valid():
        return template_page(request, known, form=form, status=422)
    entered = form.cleaned_data
    try:
        if "preview" in request.POST:
            told = previewed(known, entered["text"], entered["sample"])
            return template_page(request, known, {"previewed": True, "told": told}, form=form)
        if not Role(request.membership.role).covers(Role.PRODUCER):
            raise Refused("Changing what models are told needs the role producer.")
        use = "draft" not in request.POST
        row = keep_template(known, entered["text"], note=entered["note"], by=request.user, use=use)
    except Refused as error:
        form.add_error(getattr(error, "field", "") or None, error.sentence)
        return template_page(request, known, form=form, status=error.status)
    messages.success(request, f"Version {row.version} is {'in use' if use else 'a draft'}.")
    return redirect("pipeline:template", request.team.slug, purpose)


@require_POST
@member_required(Role.PRODUCER)
def template_use(request: TeamRequest, purpose: str) -> HttpResponse:
    """Use an earlier version again."""
    known, form = purpose_or_404(purpose), VersionForm(request.POST)
    if not form.is_valid():
        raise Http404("No such version.")
    version = form.cleaned_data["version"]
    use_template(known, version, by=request.user)
    words = f"Version {version} is in use again." if version else "The studio's own template is in use."
    messages.success(request, words)
    return redirect("pipeline:template", request.team.slug, purpose)


def _samples(purpose: Templated) -> list[tuple[str, str]]:
    """Real texts and pictures of the team that a template can be previewed with."""
    if purpose.name in PICTURES and purpose.name != SHOT:
        return _portrayed(purpose.name)
    steps = ["prompt"] if purpose.name == SHOT else []
    steps += [step.name for step in STEPS if step.purpose == purpose.name]
    rows = Generation.objects.filter(step__in=steps).done().select_related("project")
    newest = rows.only("step", "target", "project__title").order_by("-created_at")[:SAMPLES]
    return [(str(row.pk), f"{row.project.title}: {writing_title(row)}") for row in newest]


def _portrayed(name: str) -> list[tuple[str, str]]:
    """The newest pictures that were asked for of things of this type."""
    rows = Generation.objects.filter(step="picture", request__arguments__has_key="asset").done()
    rows = rows.select_related("project")  # own pictures were not asked for
    newest = rows.only("step", "target", "request", "project__title").order_by("-created_at")[:LOOKED_AT]
    assets = [(row, Asset.model_validate(row.request["arguments"]["asset"])) for row in newest]
    found = [(row, asset) for row, asset in assets if f"picture_{type_of(asset)}" == name]
    return [(str(row.pk), f"{row.project.title}: {asset.name}") for row, asset in found[:SAMPLES]]


def _tried(request: TeamRequest, purpose: Templated) -> dict[str, Any]:
    """The template that would say what a trial of the playground was told (``?trial=``), as a suggestion."""
    try:
        row = Generation.objects.filter(pk=UUID(request.GET.get("trial", "")), step=STEP).first()
    except ValueError:
        return {}
    origin = origin_or_404(tried_from(row)) if row else None
    if row is None or origin is None or origin.purpose != purpose:
        raise Http404("No such trial.")
    try:
        text = template_from(origin, row)
    except Refused as error:
        messages.error(request, error.sentence)
        return {}
    form = TemplateForm(initial={"text": text, "note": "From the playground"}, samples=_samples(purpose))
    return {"tried": True, "lines": diff(text_in_use(purpose), text), "form": form}


def _compared(request: TeamRequest, purpose: Templated) -> dict[str, Any]:
    wanted = request.GET.get("version", "")
    if not wanted.isdecimal() or len(wanted) > 6:
        return {}
    old, new = text_of(purpose, int(wanted)), text_in_use(purpose)
    return {"compared": int(wanted), "lines": diff(old, new)}


def _dials(request: TeamRequest, purpose: Templated) -> dict[str, Any]:
    """How models write for a purpose, and what each of the team's takes; nothing for pictures."""
    if not isinstance(purpose, Purpose):
        return {}
    return {
        "dials": DialsForm(purpose=purpose, user=request.user),
        "tuned": tuned(purpose.name),
        "dials_taken": [takes_in_words(one) for one in chain().links],
    }


def template_page(
    request: TeamRequest,
    purpose: Templated,
    more: dict[str, Any] | None = None,
    *,
    form: TemplateForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of one purpose, with ``more`` for what was just asked for or went wrong."""
    listed, effects = versions(purpose), effects_of(purpose)
    using = next((row for row in listed if row.in_use), None)
    initial = {"text": using.text if using else purpose.text}
    context = {
        "tabs": settings_tabs(request, "pipeline:templates"),
        "purpose": purpose,
        "versions": [(row, effects.get(row.version)) for row in listed],
        "studio_effect": effects.get(STUDIO),
        "using": using,
        "form": form or TemplateForm(initial=initial, samples=_samples(purpose)),
        "may_change": Role(request.membership.role).covers(Role.PRODUCER),
        **_dials(request, purpose),
        **(more or {}),
    }
    return render_page(request, "pipeline/template.html", context, status=status)
