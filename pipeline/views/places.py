"""The door of every stage: members only, at a place that exists."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.roles import Role
from billing.money import credits_text
from pipeline.actions.approving import open_before
from pipeline.models import Run
from pipeline.outline import told
from pipeline.queries.branches import OpenEpisode
from pipeline.queries.places import Place, place_or_404
from pipeline.queries.progress import clock, progress_of
from pipeline.queries.quotes import quote_of
from pipeline.queries.routing import chain
from pipeline.registry import STEPS
from pipeline.stages.base import Stage
from pipeline.stages.catalogue import STAGE_BY_SLUG, STAGES
from pipeline.views.rearview import rearview
from projects.models import Head

StageView = Callable[..., HttpResponse]

TELLING = frozenset({"treatment", "beats"})
WRITTEN = frozenset(step.stage for step in STEPS if step.purpose)  # stages whose texts a model may write


def stage_door(stage: str, role: Role = Role.VIEWER) -> Callable[[StageView], StageView]:
    """Give a view its Place instead of the parts of its address; ``role`` as in ``member_required``.

    Views of one stage name it; those for any stage pass an empty string and take it from the address.
    """

    def decorate(view: StageView) -> StageView:
        @member_required(role)
        @wraps(view)
        def at_place(
            request: TeamRequest, project_id: UUID, branch: str, episode: int, **rest: Any
        ) -> HttpResponse:
            slug = stage or rest.pop("stage")
            place = place_or_404(request.team.slug, project_id, branch, episode, slug)
            place.reading = request.method in ("GET", "HEAD")
            return view(request, place, **rest)

        return at_place

    return decorate


def stage_context(request: TeamRequest, place: Place, **more: Any) -> dict[str, Any]:
    """What ``layouts/project.html`` and every stage's page need, plus ``more``."""
    role = Role(request.membership.role)
    following = following_stage(place)
    return {
        "place": place,
        "project": place.project,
        "branch": place.branch,
        "branches": branch_links(place),
        "episode": episode_link(place, place.episode),
        "episodes": [episode_link(place, head) for head in place.episodes],
        "rail": place.rail,
        "stage": {
            "slug": place.stage.slug,
            "number": place.stage.number,
            "title": place.stage.title,
            "sentence": place.stage.sentence,
            "state": place.state_of(place.stage.slug),
            "generate": place.stage.generate,
            "lock": place.stage.lock,
            "locking": place.stage.locking,
        },
        "live_url": f"/ws/t/{request.team.slug}/p/{place.project.pk}/",
        "live_since": place.seq,
        "can_edit": role.covers(Role.EDITOR) and not place.is_locked,
        "can_run": role.covers(Role.EDITOR),
        "can_lock": role.covers(Role.PRODUCER),
        "missing": [] if place.is_locked else gaps_of(place),
        "next_stage": following,
        "next_url": place.url(following.slug) if following else "",
        "run": place.run,
        "progress": run_progress(place),
        "last_run": last_run(place),
        "rearview": rearview(request, place),
        "run_url": place.url("", "run"),
        "lock_url": place.url("", "lock") if role.covers(Role.PRODUCER) else "",
        "fork_url": place.url("", "fork") if role.covers(Role.EDITOR) else "",
        "price": price_until(place),
        "told_url": place.url("", "told") if place.stage.slug in WRITTEN else "",
        "wording_url": place.url("", "wording") if place.stage.slug in WRITTEN - {"idea"} else "",
        "writers": chain().words,
        "writing_url": place.url("", "writing"),
        **more,
    }


def following_stage(place: Place) -> Stage | None:
    """The stage to go on with; a screenplay that was brought in skips those in which a story is told."""
    later = STAGES[place.stage.number :]
    return next((stage for stage in later if stage.slug not in TELLING or told(place.story)), None)


def gaps_of(place: Place) -> list[str]:
    """What must still happen before the stage can be locked, as sentences."""
    gaps = place.stage.missing(place.plan)
    return gaps or open_before(place.stage.slug, place.plan, place.locked)


@dataclass(frozen=True)
class Link:
    """An episode or branch as the menus of the top bar show it, leading to the same stage there."""

    label: str
    url: str
    slug: str = ""
    number: int = 0
    content: Any = None

    @property
    def name(self) -> str:
        return self.label


def episode_link(place: Place, head: OpenEpisode) -> Link:
    """The same stage of another episode on this branch."""
    content = head.content
    label = content.title or f"Episode {content.number}"
    return Link(
        label, place.url_in(place.branch.slug, content.number), number=content.number, content=content
    )


def branch_links(place: Place) -> list[Link]:
    """The project's open branches, oldest first. An episode may be missing on one: then its first."""
    number = place.episode.content.number
    if number > 1:
        heads = Head.objects.filter(node_id=place.episode.node_id, deleted=False)
        there = set(heads.values_list("branch_id", flat=True))
    return [
        Link(
            branch.name,
            place.url_in(branch.slug, number if number == 1 or branch.pk in there else 1),
            slug=branch.slug,
        )
        for branch in place.branches
    ]


def run_progress(place: Place) -> dict[str, Any]:
    """How far the episode's run is: targets done, of how many, and time left."""
    if place.run is None:
        return {}
    plan = place.plan.upto(place.run.until)
    progress = progress_of(place.run, plan)
    left = f", {clock(progress.left_seconds)} left" if progress.left_seconds else ""
    return {
        "title": "Making what you asked for"
        if place.run.only
        else f"Making everything up to {STAGE_BY_SLUG[place.run.until].title.lower()}",
        "label": progress.step.capitalize(),
        "done": progress.done,
        "total": progress.total,
        "text": f"{progress.done} of {progress.total}{left}",
    }


def last_run(place: Place) -> Run | None:
    """The newest run of this episode if something stopped it; None while one works."""
    return None if place.run is not None else place.newest_run


def price_until(place: Place) -> dict[str, Any]:
    """What making everything up to this stage costs: texts for the button, and how many targets it is."""
    plan = place.plan.upto(place.stage.slug)
    quote = quote_of(plan)
    now, most = quote.total_now, quote.total_most
    return {
        "targets": len(plan.to_make),
        "known": most is not None,
        "now": cost_text(now),
        "most": cost_text(most),
        "lines": quote.lines,
    }


def cost_text(micro: int | None) -> str:
    """ "free", "12 credits", or that the price is not known."""
    if micro is None:
        return "price not known"
    return f"{credits_text(micro)} credits" if micro else "free"
