"""The page of stage 10: the first frame of every shot, approved one by one or all."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from assets.forms.pictures import PictureForm
from assets.queries.media import address
from pipeline.actions.approving import approve_frames
from pipeline.outline import labels_of, path_of, shots_in_order
from pipeline.queries.places import Place
from pipeline.queries.takes import take_counts
from pipeline.views.cards import rendered
from pipeline.views.history import story_context
from pipeline.views.paging import Window, window
from pipeline.views.places import stage_door
from pipeline.views.renewing import States, here, renew_door, together
from pipeline.views.shot_panel import render_stage, selected, shot_panel
from pipeline.views.stale import take_cost
from pipeline.views.takes import choose_take
from pipeline.views.uploads import own_picture
from projects.actions.edits import head_or_404
from projects.models import Head
from projects.queries.story import Item

PAGE = 120  # frames on one page
FILTERS = (
    ("", "All"),
    ("review", "To approve"),
    ("stale", "Out of date"),
    ("draft", "Not drawn"),
    ("failed", "Failed"),
    ("locked", "Approved"),
)
Pair = tuple[Item, Item]


def page(request: TeamRequest, place: Place, own: PictureForm | None = None) -> HttpResponse:
    """A grid of frames in their true shape, 120 at a time; what is missing has its place already.

    ``own`` is a form for an own frame of the selected shot that was refused.
    """
    states = States.of(place, place.plan.of_stage("frames"))
    order = shots_in_order(place.story)
    words = {shot.node: _word(place, states, scene, shot) for scene, shot in order}
    show = request.GET.get("show", "")
    chosen = [pair for pair in order if not show or words[pair[1].node] == show]
    shot = selected(request, place, "shot", "shot")
    panel = shot_panel(request, place, states, "frame")
    if panel is not None and Role(request.membership.role).covers(Role.EDITOR) and not place.is_locked:
        panel["links"].append({"label": "Own picture", "icon": "upload", "url": "#own-picture"})
    at = next((number for number, pair in enumerate(chosen) if pair[1] is shot), 0)
    shown = window(request, chosen, PAGE, at=at)
    context = story_context(
        request,
        place,
        here=request.get_full_path(),
        frames=_cards(request, place, states, shown, words),
        window=shown,
        filters=_filters(place, list(words.values()), show),
        any_shots=bool(order),
        waiting=sum(word == "review" for word in words.values()),
        can_approve=Role(request.membership.role).covers(Role.REVIEWER) and not place.is_locked,
        aged=together(place, states.aged),
        aged_count=len(states.aged),
        panel=panel,
        take_cost=_take_cost(place, shot),
        own=_own(place, shot, own) if shot else None,
    )
    if own is not None:
        return render_page(request, "pipeline/stages/frames.html", context, partial="own-picture", status=422)
    return render_stage(request, "pipeline/stages/frames.html", context, "frame-grid")


def _own(place: Place, shot: Item, form: PictureForm | None) -> dict[str, Any]:
    """What ``pipeline/_own_picture.html`` shows."""
    frame = place.story.at("frame", "first", shot.node)
    return {
        "form": form or PictureForm(of=shot.node),
        "url": f"{place.url('', str(shot.node), 'upload')}?shot={shot.node}",
        "expected": frame.revision if frame else 0,
        "sentence": f"It becomes the shot's first frame, cropped to {place.aspect} when it moves, and stays.",
    }


def _word(place: Place, states: States, scene: Item, shot: Item) -> str:
    frame = place.story.at("frame", "first", shot.node)
    approved = bool(frame and frame.values["approved"])
    return states.word(f"frame:{path_of(scene, shot)}", approved=approved or place.is_locked)


def _cards(
    request: TeamRequest, place: Place, states: States, shown: Window[Pair], words: dict[UUID, str]
) -> list[Any]:
    """Cards by what they show; two queries at most, however many."""
    story, team, labels = place.story, request.team.slug, labels_of(place.story)
    many = take_counts(place, "frame")
    role, show = Role(request.membership.role), request.GET.get("show", "")
    can_edit = role.covers(Role.EDITOR) and not place.is_locked and place.run is None
    can_approve = role.covers(Role.REVIEWER) and not place.is_locked
    cards = []
    for scene, shot in shown.items:
        path = path_of(scene, shot)
        key = f"frame:{path}"
        frame, renewal = story.at("frame", "first", shot.node), states.aged.get(key)
        cards.append(
            {
                "id": str(shot.node),
                "revision": shot.revision,
                "frame": str(frame.node) if frame else "",
                "key": key,
                "label": labels[path],
                "src": address(team, frame.values["media"], "png") if frame else "",
                "aspect": place.aspect,
                "own": bool(frame and frame.origin == Head.Origin.UPLOAD),
                "version": f"{many[key]} takes" if many.get(key, 0) > 1 else "",
                "state": words[shot.node],
                "why": states.why(key),
                "cost": renewal.cost if renewal and renewal.can else "",
                "may_keep": bool(renewal and renewal.may_keep),
                "can_edit": can_edit,
                "can_approve": can_approve and frame is not None,
                "current": request.GET.get("shot") == str(shot.node),
                "url": f"?{f'show={show}&' if show else ''}from={shown.first - 1}&shot={shot.node}",
            }
        )

    def fill(missing: list[int]) -> list[dict[str, Any]]:
        shots = [shown.items[number][1] for number in missing]
        return [{"caption": shot.action, "size": str(shot.size)} for shot in story.contents(shots)]

    return rendered("pipeline/_frame_card.html", cards, fill)


def _filters(place: Place, words: list[str], show: str) -> list[dict[str, Any]]:
    """Tabs by state; those that nothing is in are left out."""
    counts = {slug: words.count(slug) if slug else len(words) for slug, _ in FILTERS}
    return [
        {
            "label": label,
            "url": f"{place.url()}?show={slug}" if slug else place.url(),
            "current": slug == show,
            "count": counts[slug],
        }
        for slug, label in FILTERS
        if counts[slug] or slug in ("", show)
    ]


def _take_cost(place: Place, shot: Item | None) -> str:
    scene = place.story.by_node.get(shot.parent) if shot and shot.parent else None
    return take_cost(place, f"frame:{path_of(scene, shot)}") if shot and scene else ""


@require_POST
@stage_door("frames", Role.REVIEWER)
def approve(request: TeamRequest, place: Place) -> HttpResponse:
    """Approve the posted frames (``node``, ``selected``), or all; ``withdraw`` takes it back."""
    wanted = {*request.POST.getlist("node"), *request.POST.getlist("selected")}
    heads = Head.objects.select_related("revision").filter(
        branch=place.branch, episode=place.episode.node_id, kind="frame", deleted=False
    )
    chosen = [head for head in heads if not wanted or str(head.node_id) in wanted]
    if wanted and not chosen:
        messages.error(request, "Those frames are gone. The page shows what is there now.")
    approve_frames(place.branch, chosen, by=request.user, approved="withdraw" not in request.POST)
    return redirect(here(request, place))


@require_POST
@stage_door("frames", Role.EDITOR)
def take(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Put another take (``take``) of a frame into the film, if ``expected`` still stands there."""
    head = head_or_404(place.branch, node, "frame")
    return choose_take(request, place, head)


@require_POST
@stage_door("frames", Role.EDITOR)
def upload(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Make a picture of somebody's own (``picture``) the first frame of the shot ``node``."""
    return own_picture(
        request,
        place,
        "frame",
        node,
        query=f"shot={node}",
        again=lambda form: page(request, place, form),
    )


renew = renew_door("frames")
