"""Evaluation: sets of questions that were asked before, asked again with another template or model."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from accounts.kernel.roles import Role
from pipeline.actions.evaluation import drop_case, keep_case, queue_evaluation
from pipeline.api.pages import PAGING, page_of, paged
from pipeline.evaluation.asking import as_it_was
from pipeline.models import EvaluationCase, EvaluationRun, EvaluationSet, Generation
from pipeline.queries import evaluation as queries
from pipeline.queries.versus import newest_pair, versus

_RESULTS = "One for each question: case, total (0 to 1), scores, judge, cost_micro, seconds, answer, error."


class SetShape(serializers.Serializer[Any]):
    """A named set of questions."""

    id = serializers.UUIDField(source="pk")
    name = serializers.CharField()
    questions = serializers.IntegerField()


class NewCase(serializers.Serializer[Any]):
    """A text to keep with its question."""

    generation = serializers.UUIDField(help_text="Id of a generation of a story stage.")
    set = serializers.CharField(max_length=80, help_text="Name of the set; a new one makes a new set.")


class CaseShape(serializers.ModelSerializer[EvaluationCase]):
    """A question, what its writer was told, and what came then."""

    class Meta:
        model = EvaluationCase
        fields = ("id", "purpose", "title", "provider", "model", "generation", "told", "answer", "created_at")


class ListedCase(serializers.ModelSerializer[EvaluationCase]):
    """A question in its set."""

    total = serializers.SerializerMethodField(help_text="Score of the answer it was kept with, 0 to 1.")

    class Meta:
        model = EvaluationCase
        fields = ("id", "purpose", "title", "provider", "model", "generation", "created_at", "total")

    def get_total(self, case: EvaluationCase) -> float | None:
        total: float | None = as_it_was(case)["total"]
        return total


class ListedRun(serializers.ModelSerializer[EvaluationRun]):
    """A set asked again, with one template and one model."""

    judge = serializers.CharField(help_text="Key of the model that judged; empty: nobody.")
    answered = serializers.SerializerMethodField(help_text="Questions that are done.")
    mean = serializers.SerializerMethodField(help_text="Mean score of them, 0 to 100.")
    mark = serializers.SerializerMethodField(help_text="Mean mark of the judge, 0 to 100.")
    cost_micro = serializers.SerializerMethodField(help_text="Micro-credits of all of them.")

    class Meta:
        model = EvaluationRun
        fields = ("id", "template", "link", "name", "judge", "state", "note", "created_at", "finished_at",
                  "answered", "mean", "mark", "cost_micro")  # fmt: skip

    def get_answered(self, run: EvaluationRun) -> int:
        return len(run.results)

    def get_mean(self, run: EvaluationRun) -> int | None:
        return queries.column_of(run).mean.total

    def get_mark(self, run: EvaluationRun) -> int | None:
        return queries.column_of(run).mean.judge

    def get_cost_micro(self, run: EvaluationRun) -> int:
        return sum(int(result["cost_micro"]) for result in run.results)


class RunResultShape(ListedRun):
    """A run with everything that came."""

    results = serializers.ListField(child=serializers.DictField(), help_text=_RESULTS)

    class Meta:
        model = EvaluationRun
        fields = (*ListedRun.Meta.fields, "results")


class NewEvaluation(serializers.Serializer[Any]):
    """With what a set is asked again."""

    template = serializers.CharField(
        max_length=20, default="in use", help_text='"in use", "studio" or a number'
    )
    link = serializers.CharField(
        max_length=60, default="previz", help_text='"previz", or id or name of a connected model'
    )
    against = serializers.CharField(
        max_length=20, default="", allow_blank=True, help_text="Another template, asked with before it."
    )
    judge = serializers.CharField(
        max_length=60, default="", allow_blank=True, help_text="A connected model that gives marks, too."
    )


class EvaluationView(TeamAPIView):
    """Editors keep questions and ask them again; what costs credits needs the role producer."""

    section = "Evaluation"
    role = Role.EDITOR


class EvaluationSets(EvaluationView):
    """All sets."""

    @extend_schema(operation_id="evaluation_list", responses=page_of(SetShape), parameters=PAGING)
    def get(self, request: Request) -> Response:
        """All sets, with the number of their questions."""
        return paged(self, request, queries.counted_sets(), SetShape)

    @extend_schema(operation_id="evaluation_keep", request=NewCase, responses={201: CaseShape})
    def post(self, request: Request) -> Response:
        """Keep a generation's question and answer in a set; twice keeps it once."""
        shape = NewCase(data=request.data)
        shape.is_valid(raise_exception=True)
        data: Any = shape.validated_data
        row = get_object_or_404(Generation.objects.select_related("project"), pk=data["generation"])
        return self.created(CaseShape(keep_case(row, data["set"], by=request.user)).data)


class EvaluationCases(EvaluationView):
    """A set's questions."""

    @extend_schema(operation_id="evaluation_cases", responses=page_of(ListedCase), parameters=PAGING)
    def get(self, request: Request, set_id: UUID) -> Response:
        """A set's questions, the oldest first."""
        kept = get_object_or_404(EvaluationSet, pk=set_id)
        return paged(self, request, kept.cases.order_by("created_at", "pk"), ListedCase)


class EvaluationCaseDetail(EvaluationView):
    """One question."""

    @extend_schema(operation_id="evaluation_case", responses=CaseShape)
    def get(self, request: Request, set_id: UUID, case_id: UUID) -> Response:
        """A question, what its writer was told, and the answer it was kept with."""
        return Response(CaseShape(get_object_or_404(EvaluationCase, pk=case_id, set=set_id)).data)

    @extend_schema(operation_id="evaluation_drop", responses={204: None})
    def delete(self, request: Request, set_id: UUID, case_id: UUID) -> Response:
        """Take a question out; a set without questions goes too."""
        rows = EvaluationCase.objects.select_related("set")
        drop_case(get_object_or_404(rows, pk=case_id, set=set_id), by=request.user)
        return Response(status=204)


class EvaluationRuns(EvaluationView):
    """A set asked again."""

    @extend_schema(operation_id="evaluation_runs", responses=page_of(ListedRun), parameters=PAGING)
    def get(self, request: Request, set_id: UUID) -> Response:
        """A set's runs, the newest first: score, mark and cost side by side."""
        kept = get_object_or_404(EvaluationSet, pk=set_id)
        return paged(self, request, kept.runs.order_by("-created_at", "-pk"), ListedRun)

    @extend_schema(operation_id="evaluation_start", request=NewEvaluation, responses={202: ListedRun})
    def post(self, request: Request, set_id: UUID) -> Response:
        """Let a worker ask all questions of a set again."""
        kept, shape = get_object_or_404(EvaluationSet, pk=set_id), NewEvaluation(data=request.data)
        shape.is_valid(raise_exception=True)
        run = queue_evaluation(kept, **shape.validated_data, by=request.user)
        return Response(ListedRun(run).data, status=202)


class VersusShape(serializers.Serializer[Any]):
    """Two runs against each other."""

    first = serializers.UUIDField(source="first.pk", help_text="The older run.")
    second = serializers.UUIDField(source="second.pk")
    sentence = serializers.CharField(help_text="Who is ahead, by how much, and whether it could be chance.")
    n = serializers.IntegerField(help_text="Questions that both have answered.")
    margin = serializers.FloatField(help_text="Points of 100 by which the second is ahead.")
    better = serializers.IntegerField(help_text="Questions that the second answered better.")
    worse = serializers.IntegerField()
    equal = serializers.IntegerField()
    chance = serializers.FloatField(help_text="Two-sided sign test over them.")
    is_sure = serializers.BooleanField(help_text="Whether it may be called a win.")


_FIRST = OpenApiParameter("first", UUID, description="Id of a run of the set; with `second`.")
_SECOND = OpenApiParameter("second", UUID, description="Id of another one.")


class EvaluationVersus(EvaluationView):
    """A against B."""

    @extend_schema(
        operation_id="evaluation_versus",
        responses=VersusShape(many=True),
        parameters=[_FIRST, _SECOND],
        filters=False,
    )
    def get(self, request: Request, set_id: UUID) -> Response:
        """Two runs of a set compared question by question: the named ones, else the newest pair if any."""
        kept, asked = get_object_or_404(EvaluationSet, pk=set_id), request.query_params
        if "first" in asked or "second" in asked:
            pair = versus(*(self._column(set_id, asked.get(name, "")) for name in ("first", "second")))
            return Response(VersusShape([pair], many=True).data)
        newest = newest_pair(queries.columns(kept))
        return Response(VersusShape([newest] if newest else [], many=True).data)

    def _column(self, set_id: UUID, text: str) -> queries.Column:
        try:
            key = UUID(text)
        except ValueError:
            raise Http404("There is no such run.") from None
        return queries.column_of(get_object_or_404(EvaluationRun, pk=key, set=set_id))


class EvaluationRunDetail(EvaluationView):
    """One run."""

    @extend_schema(operation_id="evaluation_run", responses=RunResultShape, parameters=[
        OpenApiParameter("evaluation_run", UUID, OpenApiParameter.PATH)
    ])  # fmt: skip
    def get(self, request: Request, set_id: UUID, evaluation_run: UUID) -> Response:
        """A run with all its answers and scores."""
        return Response(RunResultShape(get_object_or_404(EvaluationRun, pk=evaluation_run, set=set_id)).data)
