"""Where a person is: a stage of an episode on a branch; and the rail that shows the whole film."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.core.cache import cache
from django.http import Http404
from django.urls import reverse

from pipeline.graph.plan import DONE, Plan, State
from pipeline.models import Job, Run
from pipeline.outline import scripts_of
from pipeline.queries.branches import OpenBranch, OpenEpisode, open_branches
from pipeline.queries.kept import Stamp, kept_plans
from pipeline.queries.plans import plan_for
from pipeline.queries.routing import least_read
from pipeline.registry import STEP_OF
from pipeline.stages.base import Stage
from pipeline.stages.catalogue import GROUPS, STAGE_BY_SLUG, STAGES
from projects.models import Branch, Project
from projects.queries.story import Story, load_story

RAIL_SECONDS = 600
KEPT_PARTS = 16  # of the pages of one plan
Made = TypeVar("Made")


@dataclass
class Place:
    """One stage's page: what it stands in, loaded as far as the page asks for it."""

    team_slug: str
    opened: OpenBranch
    branches: list[Branch]  # the project's open ones, oldest first
    episode: OpenEpisode
    episodes: list[OpenEpisode]
    stage: Stage
    reading: bool = False  # the request changes nothing: what was read for an earlier one may serve

    @property
    def branch(self) -> Branch:
        return self.opened.branch

    @property
    def project(self) -> Project:
        return self.branch.project

    @property
    def locked(self) -> set[str]:
        """Slugs of the stages that are locked here."""
        pairs = (entry.split("/") for entry in self.opened.locks)
        return {stage for stage, episode in pairs if episode == str(self.episode.node_id)}

    @property
    def is_locked(self) -> bool:
        return self.stage.slug in self.locked

    @property
    def seq(self) -> int:
        """The project's last event: a page is as new as this."""
        return self.opened.seq

    @cached_property
    def story(self) -> Story:
        return self.plan.story if self.reading else load_story(self.branch, self.episode.node_id)

    @property
    def aspect(self) -> str:
        """The film's aspect ratio, "16:9"."""
        brief = self.story.one("brief")
        return str(brief.values["aspect"]) if brief else "16:9"

    @cached_property
    def plan(self) -> Plan:
        """The whole episode's plan."""
        if not self.reading:
            return plan_for(self.branch, self.episode.node_id, story=self.story, locked=self.locked)
        stamp = Stamp(self.seq, frozenset(self.locked), least_read())
        return kept_plans.plan(
            self.branch.pk,
            self.episode.node_id,
            stamp,
            lambda: plan_for(self.branch, self.episode.node_id, locked=self.locked),
        )

    def kept(self, about: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """A part of a page that depends on ``about`` and what the plan is of: not put together twice."""
        if not self.reading:
            return make()
        parts: dict[tuple[object, ...], Any] = self.plan.story.memory.setdefault("parts", {})
        found: Made = parts[about] if about in parts else make()
        if len(parts) >= KEPT_PARTS:
            parts.clear()
        parts[about] = found
        return found

    @cached_property
    def newest_run(self) -> Run | None:
        """The newest run of this episode, unless it simply came to its end: then there is nothing to say."""
        if not self.opened.restless:
            return None
        rows = Run.objects.filter(branch=self.branch, episode=self.episode.node_id)
        newest = rows.order_by("-created_at").first()
        return newest if newest and newest.state in (Run.State.RUNNING, Run.State.FAILED) else None

    @property
    def run(self) -> Run | None:
        """The run that works on this episode now."""
        newest = self.newest_run
        return newest if newest and newest.state == Run.State.RUNNING else None

    @cached_property
    def working(self) -> set[str]:
        """Slugs of the stages that jobs are working on."""
        if self.run is None:
            return set()
        jobs = Job.objects.filter(run_id=self.run.pk).active()
        keys = (key for args in jobs.values_list("args", flat=True) for key in args.get("keys", []))
        return {STEP_OF[key.partition(":")[0]].stage for key in keys}

    def url(self, stage: str = "", *rest: str) -> str:
        """The address of a stage of this episode on this branch, and of things under it."""
        base = self.url_in(self.branch.slug, self.episode.content.number, stage)
        return base + "".join(f"{part}/" for part in rest)

    def url_in(self, branch: str, episode: int, stage: str = "") -> str:
        """The address of a stage on any branch and episode of the project."""
        return _address(self.team_slug, self.project.pk, branch, episode, stage or self.stage.slug)

    @cached_property
    def counts(self) -> dict[str, dict[str, int]]:
        """Targets by state, for each stage. Kept until something happens in the project."""
        key = f"rail:{self.branch.pk}:{self.episode.node_id}:{self.seq}"
        found: dict[str, dict[str, int]] | None = cache.get(key)
        if found is None:
            found = {stage.slug: _counts(self.plan, stage) for stage in STAGES}
            cache.set(key, found, RAIL_SECONDS)
        return found

    def state_of(self, slug: str) -> str:
        """A stage's state in one word: draft, working, review, locked or stale."""
        counts = Counter(self.counts[slug])
        if slug in self.working:
            return "working"
        if slug in self.locked:
            return "stale" if counts[State.STALE] else "locked"
        if counts[State.STALE]:
            return "stale"
        complete = counts["total"] and not counts[State.MISSING] and not counts[State.BLOCKED]
        return "review" if complete and counts["content"] else "draft"

    @cached_property
    def rail(self) -> list[dict[str, Any]]:
        """The twelve stages in their groups, for ``ui/rail.html``."""
        return [
            {"label": group, "stages": [self._entry(stage) for stage in STAGES if stage.group == group]}
            for group in GROUPS
        ]

    def _entry(self, stage: Stage) -> dict[str, Any]:
        counts = self.counts[stage.slug]
        done = sum(counts.get(state, 0) for state in DONE)
        return {
            "slug": stage.slug,
            "number": stage.number,
            "title": stage.title,
            "url": self.url(stage.slug),
            "state": self.state_of(stage.slug),
            "count_text": f"{done}/{counts['total']}" if counts["total"] > 1 else "",
            "current": stage.slug == self.stage.slug,
        }


@lru_cache(maxsize=4096)  # a page has fifty of them, of a dozen kinds
def _address(*place: Any) -> str:
    return reverse("pipeline:stage", args=place)


def _counts(plan: Plan, stage: Stage) -> dict[str, int]:
    counts: dict[str, int] = {str(state): count for state, count in plan.counts(stage.slug).items()}
    if stage.slug == "screenplay":  # scenes by hand or from a file are no targets, but they are there
        made = {unit.target.item.node for unit in plan.of_stage(stage.slug) if unit.target.item}
        own = sum(script.node not in made for script in scripts_of(plan.story))
        counts[str(State.KEPT)] = counts.get(str(State.KEPT), 0) + own
    counts["total"] = sum(counts.values())
    counts["content"] = counts["total"]
    if stage.slug == "idea":  # a person's own: complete when it has a title and a logline
        brief = plan.story.one("brief")
        filled = bool(brief and brief.values["title"] and brief.values["logline"])
        counts = {"total": 1, "content": 1, str(State.KEPT if filled else State.MISSING): 1}
    return counts


def place_or_404(team_slug: str, project_id: UUID, branch: str, episode: int, stage: str) -> Place:
    """A place of the team in scope, in one query. Raises Http404."""
    if stage not in STAGE_BY_SLUG:
        raise Http404("No such stage.")
    opened = open_branches(project_id)
    found = next((known for known in opened if known.branch.slug == branch), None)
    if found is None:
        raise Http404("No such branch.")
    current = next((known for known in found.episodes if known.content.number == episode), None)
    if current is None:
        raise Http404("No such episode.")
    return Place(
        team_slug, found, [known.branch for known in opened], current, found.episodes, STAGE_BY_SLUG[stage]
    )
