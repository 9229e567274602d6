"""What does not fit together in an episode, over the API; and accepting it as meant."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from pipeline.actions.continuity import accept_finding, reopen_finding
from pipeline.api.asked import Where
from pipeline.api.pages import BRANCH, EPISODE, PAGING, asked_choice, page_of, paged
from pipeline.continuity import RULE_OF, Finding
from pipeline.queries.continuity import Judged, judged
from pipeline.queries.plans import plan_kept
from projects.kinds.judging import REASON_MAX
from projects.models import Branch, Head
from projects.queries.projects import branch_or_404, episode_or_404, project_or_404

_RULE = OpenApiParameter("rule", str, enum=list(RULE_OF), description="Findings of one rule only.")

_KEY = OpenApiParameter("key", str, required=True, description="The finding's key.")


class QuotedShape(serializers.Serializer[Any]):
    """One side of a finding."""

    where = serializers.CharField(help_text="Shot 3-2, Scene 4")
    text = serializers.CharField()
    stage = serializers.CharField(help_text="Slug of the stage where it is changed.")
    node = serializers.UUIDField(allow_null=True)


class FindingShape(serializers.Serializer[Any]):
    """Something that does not fit together."""

    key = serializers.CharField(help_text="Names it through edits elsewhere; accept it by this.")
    rule = serializers.CharField()
    severity = serializers.CharField(help_text="fault, warning or note")
    confidence = serializers.CharField(help_text="certain: compared as written; likely: read or estimated.")
    sentence = serializers.CharField()
    quotes = QuotedShape(many=True)
    fix = serializers.CharField()
    meant = serializers.CharField(help_text="Why it was accepted; empty while it stands open.")


class Meant(Where):
    """A finding to settle."""

    key = serializers.CharField(max_length=500)
    reason = serializers.CharField(
        max_length=REASON_MAX, default="", allow_blank=True, help_text="Why it is meant. Needed to accept."
    )


class Findings(TeamAPIView):
    """Findings of continuity."""

    section = "Plan"

    @extend_schema(
        operation_id="continuity_list",
        responses=page_of(FindingShape),
        parameters=[BRANCH, EPISODE, _RULE, *PAGING],
    )
    def get(self, request: Request, project: UUID) -> Response:
        """Everything that twelve rules of craft find in an episode: what stands open, then what is meant."""
        shape = Where(data=request.query_params)
        shape.is_valid(raise_exception=True)
        rule = asked_choice(request, "rule", list(RULE_OF))
        branch, episode = _place(project, shape.validated_data)
        rows = _rows(judged(plan_kept(branch, episode.node_id).story))
        return paged(self, request, [row for row in rows if not rule or row["rule"] == rule], FindingShape)

    @extend_schema(operation_id="continuity_accept", request=Meant, responses={204: None})
    def post(self, request: Request, project: UUID) -> Response:
        """Accept a finding as meant, until something that it quotes is changed."""
        branch, episode, data = self._asked(request.data, project)
        accept_finding(branch, episode.node_id, data["key"], data["reason"], by=request.user)
        return Response(status=204)

    @extend_schema(
        operation_id="continuity_reopen", responses={204: None}, parameters=[BRANCH, EPISODE, _KEY]
    )
    def delete(self, request: Request, project: UUID) -> Response:
        """Take back that a finding is meant."""
        branch, episode, data = self._asked(request.query_params, project)
        reopen_finding(branch, episode.node_id, data["key"], by=request.user)
        return Response(status=204)

    def _asked(self, given: Any, project: UUID) -> tuple[Branch, Head, Any]:
        shape = Meant(data=given)
        shape.is_valid(raise_exception=True)
        branch, episode = _place(project, shape.validated_data)
        return branch, episode, shape.validated_data


def _place(project: UUID, data: Any) -> tuple[Branch, Head]:
    branch = branch_or_404(project_or_404(project), data["branch"])
    return branch, episode_or_404(branch, data["episode"])


def _rows(found: Judged) -> list[dict[str, Any]]:
    return [
        *(_row(finding, "") for finding in found.open),
        *(_row(finding, meant.reason) for finding, meant in found.accepted),
    ]


def _row(finding: Finding, meant: str) -> dict[str, Any]:
    return {
        "key": finding.key,
        "rule": finding.rule,
        "severity": str(RULE_OF[finding.rule].severity),
        "confidence": str(RULE_OF[finding.rule].confidence),
        "sentence": finding.sentence,
        "quotes": finding.quotes,
        "fix": finding.fix,
        "meant": meant,
    }
