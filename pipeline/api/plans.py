"""How far an episode is, what is left to make, and what that costs."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from accounts.kernel.roles import Role
from pipeline.actions.approving import lock_checked
from pipeline.api.asked import Place, Where
from pipeline.api.pages import BRANCH, EPISODE, PAGING, asked_choice, page_of, paged
from pipeline.api.shapes import QuoteShape, StageShape, UnitShape
from pipeline.graph.plan import Plan, State
from pipeline.queries.places import place_or_404
from pipeline.queries.plans import plan_kept
from pipeline.queries.quotes import quote_of
from pipeline.stages.catalogue import STAGES
from projects.kinds.stages import STAGES as SLUGS
from projects.queries.projects import branch_or_404, episode_or_404, project_or_404

_UNTIL = OpenApiParameter("until", str, enum=list(SLUGS), description="The last stage; film unless said.")
_STATE = OpenApiParameter("state", str, enum=[str(state) for state in State])


def plan_asked(request: Request, project: UUID) -> Plan:
    """The plan that the query names."""
    shape = Place(data=request.query_params)
    shape.is_valid(raise_exception=True)
    data: Any = shape.validated_data
    branch = branch_or_404(project_or_404(project), data["branch"])
    return plan_kept(branch, episode_or_404(branch, data["episode"]).node_id).upto(data["until"])


class PlanUnits(TeamAPIView):
    """Everything that an episode needs, and what state it is in."""

    section = "Plan"

    @extend_schema(
        operation_id="plan_read",
        responses=page_of(UnitShape),
        parameters=[BRANCH, EPISODE, _UNTIL, _STATE, *PAGING],
    )
    def get(self, request: Request, project: UUID) -> Response:
        """The targets of an episode in the order of making. Nothing is made by looking."""
        wanted = asked_choice(request, "state", [str(state) for state in State])
        units = plan_asked(request, project).units
        return paged(self, request, [unit for unit in units if not wanted or unit.state == wanted], UnitShape)


class Quote(TeamAPIView):
    """What a run would cost."""

    section = "Plan"

    @extend_schema(operation_id="quote_read", responses=QuoteShape, parameters=[BRANCH, EPISODE, _UNTIL])
    def get(self, request: Request, project: UUID) -> Response:
        """The price of everything that is missing or stale up to a stage. Nothing is held by asking."""
        return Response(QuoteShape(quote_of(plan_asked(request, project))).data)


class Stages(TeamAPIView):
    """The twelve stages of an episode."""

    section = "Plan"

    @extend_schema(operation_id="stages_list", responses=StageShape(many=True), parameters=[BRANCH, EPISODE])
    def get(self, request: Request, project: UUID) -> Response:
        """How far each stage is."""
        shape = Where(data=request.query_params)
        shape.is_valid(raise_exception=True)
        data: Any = shape.validated_data
        place = place_or_404(self.team_slug, project, data["branch"], data["episode"], "idea")
        place.reading = True
        shown = [
            {
                "slug": stage.slug,
                "number": stage.number,
                "title": stage.title,
                "state": place.state_of(stage.slug),
                "targets": {str(state): place.counts[stage.slug].get(str(state), 0) for state in State},
            }
            for stage in STAGES
        ]
        return Response(StageShape(shown, many=True).data)


class StageLocks(TeamAPIView):
    """Deciding a stage."""

    section = "Plan"

    write_role = Role.PRODUCER

    @extend_schema(operation_id="stages_lock", request=Where, responses={204: None})
    def post(self, request: Request, project: UUID, stage: str) -> Response:
        """Lock a stage: from then on it changes only on another branch. 409 says what is missing."""
        shape = Where(data=request.data)
        shape.is_valid(raise_exception=True)
        data: Any = shape.validated_data
        place = place_or_404(self.team_slug, project, data["branch"], data["episode"], stage)
        lock_checked(place.branch, place.episode.node_id, stage, by=request.user)
        return Response(status=204)
