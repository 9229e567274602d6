"""A film's style capsules: which one it and its stages work by, and how near the results are."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from assets.capsules.content import MEDIA
from assets.queries.capsules import PRESET, found_presets, library
from assets.queries.media import address
from pipeline.actions.capsules import NONE, choose_capsule
from pipeline.actions.likeness import ask_likeness
from pipeline.actions.resemblance import ask_resemblance
from pipeline.capsules import STAGES_OF, capsule_items
from pipeline.queries.capsules import PICTURED, newest, results
from pipeline.queries.likeness import STEP, judgeable, judgements
from pipeline.queries.places import Place
from pipeline.queries.resemblance import STEP as SEEING
from pipeline.queries.resemblance import looks_at, to_ask, visible
from pipeline.stages.catalogue import STAGE_BY_SLUG
from pipeline.views.asking import who_and_most
from pipeline.views.history import story_context
from pipeline.views.places import stage_door
from projects.kinds import CapsuleUse

WHAT = {
    "writing": "Treatment, beats and screenplay are written by it: a connected model is told in words. previz"
    " writes in its own voice.",
    "visual": "Image keys and frames are drawn by it: previz is steered in line, colour and surface; models"
    " are told in words.",
}


@require_safe
@stage_door("assets")
def page(request: TeamRequest, place: Place) -> HttpResponse:
    """Both media with their choices, and the results held to them."""
    story = place.story
    items = capsule_items(story)
    story.load(items.values())
    uses: dict[tuple[str, str], CapsuleUse] = {key: story.content(item) for key, item in items.items()}
    latest = newest(uses.values())
    media = [
        {
            "slug": medium,
            "title": label,
            "what": WHAT[medium],
            "film": _choice(request, medium, "", uses, latest),
            "stages": [_choice(request, medium, stage, uses, latest) for stage in STAGES_OF[medium]],
            "has_own": any(stage for held, stage in uses if held == medium),
            "library_url": f"{reverse('assets:capsules', args=[request.team.slug])}?medium={medium}",
        }
        for medium, label in MEDIA.items()
    ]
    context = story_context(request, place, media=media, results=results(story), back_url=place.url())
    context |= _judging(place)
    context["can_edit"] = Role(request.membership.role).covers(Role.EDITOR)
    context["choose_url"] = _url(place, "capsules_choose")
    context["stage"] |= {
        "number": "",
        "title": "Style capsules",
        "sentence": "What this film is written and drawn by, and how near it comes.",
        "state": "",
    }
    return render_page(request, "pipeline/capsules.html", context)


def _judging(place: Place) -> dict[str, Any]:
    """What models said of the film's texts, by stage, and what asking them again costs."""
    texts = judgeable(place.story)
    found = judgements(place.story, texts)
    who, most = who_and_most(STEP) if texts else ("", "")
    judges = []
    for stage in texts:
        one = found.get(stage)
        told_url = place.url(stage, "told", str(one.pk)) if one else ""
        judges.append({"stage": stage, "judged": one, "told_url": told_url})
    return {
        **_looking(place),
        "judges": judges,
        "judge_who": who,
        "judge_most": most,
        "judge_url": _url(place, "capsules_judge"),
    }


def _looking(place: Place) -> dict[str, Any]:
    """What models that see said of the film's pictures, by stage, and what asking about the rest costs."""
    pictures = visible(place.story)
    looks = looks_at(place.story, pictures)
    lookers = []
    for stage, group in pictures.items():
        found = looks.get(stage, [])
        left = to_ask(group, found)
        who, most = who_and_most(SEEING, times=max(1, len(left)))
        told = [
            {
                "look": look,
                "src": address(place.team_slug, look.sha, "png"),
                "told_url": place.url("assets", "told", str(look.pk)),
            }
            for look in found
        ]
        running = any(look.state == "running" for look in found)
        lookers.append(
            {"stage": stage, "looks": told, "left": len(left), "who": who, "most": most, "running": running}
        )
    return {"lookers": lookers, "has_models": bool(who_and_most(STEP)[0]) if lookers else False}


@require_POST
@stage_door("assets", Role.EDITOR)
def judge(request: TeamRequest, place: Place) -> HttpResponse:
    """Let a model judge the text of a ``stage``, or its pictures, against their capsule."""
    stage, episode = request.POST.get("stage", "")[:20], place.episode.node_id
    try:
        if stage in PICTURED:
            asked = ask_resemblance(place.branch, episode, stage, by=request.user)
            count = len(asked)
            messages.info(
                request, f"A model looks at {count} pictures." if count > 1 else "A model looks at it."
            )
        else:
            ask_likeness(place.branch, episode, stage, by=request.user)
            messages.info(request, "A model is reading it.")
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(f"{_url(place, 'capsules')}#near-title")


def _choice(
    request: TeamRequest,
    medium: str,
    stage: str,
    uses: dict[tuple[str, str], CapsuleUse],
    latest: dict[str, int],
) -> dict[str, Any]:
    """One choice with what there is to choose from; a capsule that is gone stays while it is used."""
    use = uses.get((medium, stage))
    ref = "" if use is None else use.ref or NONE
    own = [(str(v.capsule_id), v.capsule.name) for v in _own(request, medium)]
    studio = [(f"{PRESET}{known.slug}", known.name) for known in found_presets(medium)]
    if use is not None and use.name and ref not in {key for key, _ in (*own, *studio)}:
        own.append((ref, f"{use.name} (not in the library any more)"))
    return {
        "stage": stage,
        "title": STAGE_BY_SLUG[stage].title if stage else "The whole film",
        "ref": ref,
        "name": use.name if use else "",
        "version": use.version if use else 0,
        "newer": latest.get(ref, 0) if use and latest.get(ref, 0) > use.version else 0,
        "own": own,
        "studio": studio,
    }


def _own(request: TeamRequest, medium: str) -> Any:
    """The team's capsules of a medium, asked for once a page."""
    kept = request.__dict__.setdefault("capsules_of_team", {})
    if medium not in kept:
        kept[medium] = library(request.user, medium)
    return kept[medium]


def _url(place: Place, name: str) -> str:
    where = [place.team_slug, place.project.pk, place.branch.slug, place.episode.content.number]
    return reverse(f"pipeline:{name}", args=where)


@require_POST
@stage_door("assets", Role.EDITOR)
def choose(request: TeamRequest, place: Place) -> HttpResponse:
    """Let the film, or one ``stage`` of it, work by a ``capsule`` as it stands now."""
    medium, stage, ref = (request.POST.get(name, "")[:160] for name in ("medium", "stage", "capsule"))
    undo = ""
    try:
        change = choose_capsule(
            place.branch, place.episode.node_id, medium, ref, by=request.user, stage=stage
        )
        if change is not None:
            messages.success(request, f"{change.message}. What was made otherwise is out of date now.")
            undo = f"?undo={change.pk}"
    except Http404:
        messages.error(request, "That capsule is gone. Choose another.")
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(_url(place, "capsules") + undo)
