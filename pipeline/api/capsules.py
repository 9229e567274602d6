"""Style capsules of a team, and what a film works by."""

import json
from dataclasses import asdict
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from accounts.kernel.roles import Role
from assets.actions.capsules import bring_capsule, checked, create_capsule, exported, write_version
from assets.capsules import exchange
from assets.capsules.content import MEDIA
from assets.capsules.content import Capsule as Content
from assets.capsules.scoring import Score, score_text
from assets.models import Capsule, CapsuleVersion
from assets.queries.capsules import PRESET, capsule_or_404, found_presets, library, version_of
from pipeline.actions.capsules import choose_capsule
from pipeline.actions.likeness import ask_likeness
from pipeline.actions.resemblance import ask_resemblance
from pipeline.api.asked import Where
from pipeline.api.pages import BRANCH, EPISODE, asked_choice
from pipeline.api.shapes import GenerationShape
from pipeline.capsules import capsule_items
from pipeline.queries.capsules import PICTURED, results
from pipeline.queries.likeness import Judgement, judgeable, judgements
from pipeline.queries.resemblance import Look, looks_at, visible
from projects.queries.projects import branch_or_404, episode_or_404, project_or_404
from projects.queries.story import load_story

_MEDIUM = OpenApiParameter("medium", str, enum=list(MEDIA), description="writing unless said")
_SEARCH = OpenApiParameter("q", str, description="A word in the name, the summary or the descriptors.")


class CapsuleShape(serializers.Serializer[Any]):
    """A capsule as it stands now."""

    ref = serializers.CharField(help_text='Id of a team\'s capsule, or "preset:<slug>".')
    name = serializers.CharField()
    medium = serializers.ChoiceField(choices=list(MEDIA.items()))
    version = serializers.IntegerField(help_text="Send it as `expected` when changing; 0: of the studio.")
    shared = serializers.BooleanField(help_text="False: only its author sees it.")
    content = serializers.DictField(help_text="What it says; see docs/capsules.md.")


class NewCapsule(serializers.Serializer[Any]):
    """A new capsule."""

    name = serializers.CharField(max_length=120)
    content = serializers.DictField()
    shared = serializers.BooleanField(default=True)


class CapsuleChange(serializers.Serializer[Any]):
    """The next version of a capsule, and the one that it was made from."""

    expected = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    content = serializers.DictField(required=False)
    name = serializers.CharField(max_length=120, required=False)


class TriedText(serializers.Serializer[Any]):
    """A text to hold to a writing capsule."""

    text = serializers.CharField(max_length=200_000, trim_whitespace=False)
    language = serializers.CharField(max_length=20, default="en")


class ScoreShape(serializers.Serializer[Any]):
    """How near a result is to its capsule."""

    total = serializers.IntegerField(allow_null=True, help_text="0 to 100; null: nothing to hold it to.")
    word = serializers.CharField(help_text="close, near or apart")
    reasons = serializers.ListField(child=serializers.CharField(), help_text="Worst first.")


def _shape(version: CapsuleVersion) -> dict[str, Any]:
    capsule = version.capsule
    return {
        "ref": str(capsule.pk),
        "name": capsule.name,
        "medium": capsule.medium,
        "version": version.number,
        "shared": capsule.shared,
        "content": version.payload,
    }


def _now(capsule: Capsule) -> dict[str, Any]:
    version = version_of(capsule)
    version.capsule = capsule
    return _shape(version)


class Capsules(TeamAPIView):
    """The library of style capsules."""

    section = "Style capsules"

    @extend_schema(
        operation_id="capsules_list", responses=CapsuleShape(many=True), parameters=[_MEDIUM, _SEARCH]
    )
    def get(self, request: Request) -> Response:
        """The team's capsules of a medium, then the studio's own."""
        medium = asked_choice(request, "medium", list(MEDIA)) or "writing"
        search = request.query_params.get("q", "").strip()[:80].replace("\0", "")
        own = [_shape(version) for version in library(request.user, medium, search=search)]
        studio = [
            {
                "ref": f"{PRESET}{known.slug}",
                "name": known.name,
                "medium": medium,
                "version": 0,
                "shared": True,
                "content": known.capsule.model_dump(mode="json"),
            }
            for known in found_presets(medium, search)
        ]
        return Response(CapsuleShape([*own, *studio], many=True).data)

    @extend_schema(operation_id="capsules_create", request=NewCapsule, responses={201: CapsuleShape})
    def post(self, request: Request) -> Response:
        """Make a capsule. Picture samples are brought on its page or in a capsule's file."""
        shape = NewCapsule(data=request.data)
        shape.is_valid(raise_exception=True)
        data: Any = shape.validated_data
        content = checked(data["content"])
        made = create_capsule(data["name"], content, by=request.user, shared=data["shared"])
        return self.created(CapsuleShape(_now(made)).data)


class CapsuleDetail(TeamAPIView):
    """One of the team's capsules."""

    section = "Style capsules"

    @extend_schema(operation_id="capsules_read", responses=CapsuleShape)
    def get(self, request: Request, capsule_id: UUID) -> Response:
        """What a capsule says now."""
        return Response(CapsuleShape(_now(capsule_or_404(request.user, capsule_id))).data)

    @extend_schema(operation_id="capsules_change", request=CapsuleChange, responses=CapsuleShape)
    def patch(self, request: Request, capsule_id: UUID) -> Response:
        """Write its next version, if it still is the one you read; 409 otherwise."""
        found = capsule_or_404(request.user, capsule_id)
        shape = CapsuleChange(data=request.data)
        shape.is_valid(raise_exception=True)
        data: Any = shape.validated_data
        content: Content = checked(data.get("content", version_of(found).payload) | {"medium": found.medium})
        write_version(
            found,
            content,
            expected=data["expected"],
            by=request.user,
            note="Changed by a program",
            name=data.get("name", ""),
        )
        return Response(CapsuleShape(_now(found)).data)


class CapsuleScore(TeamAPIView):
    """Holding a text to a capsule."""

    section = "Style capsules"
    write_role = Role.VIEWER  # nothing is written

    @extend_schema(operation_id="capsules_score", request=TriedText, responses=ScoreShape)
    def post(self, request: Request, capsule_id: UUID) -> Response:
        """How near a text is to a writing capsule, with the reasons. Nothing of it is kept."""
        found = capsule_or_404(request.user, capsule_id)
        shape = TriedText(data=request.data)
        shape.is_valid(raise_exception=True)
        data: Any = shape.validated_data
        score = score_text(version_of(found).content, data["text"], language=data["language"])
        return Response(ScoreShape(score).data)


class CapsuleChoice(Where):
    """A choice."""

    medium = serializers.ChoiceField(choices=list(MEDIA.items()))
    capsule = serializers.CharField(max_length=160, allow_blank=True)
    stage = serializers.CharField(max_length=20, default="", allow_blank=True)


class CapsuleUses(TeamAPIView):
    """What a film works by."""

    section = "Style capsules"

    @extend_schema(
        operation_id="project_capsules_read", responses=dict[str, Any], parameters=[BRANCH, EPISODE]
    )
    def get(self, request: Request, project: UUID) -> Response:
        """The capsules that an episode works by, and how near its results are to them."""
        shape = Where(data=request.query_params)
        shape.is_valid(raise_exception=True)
        return Response(self._shown(project, shape.validated_data))

    @extend_schema(operation_id="project_capsules_choose", request=CapsuleChoice, responses=dict[str, Any])
    def post(self, request: Request, project: UUID) -> Response:
        """Choose a `capsule` for a `medium`, in one `stage` or all: an id, "preset:<slug>", or empty."""
        shape = CapsuleChoice(data=request.data)
        shape.is_valid(raise_exception=True)
        data: Any = shape.validated_data
        branch = branch_or_404(project_or_404(project), data["branch"])
        episode = episode_or_404(branch, data["episode"]).node_id
        choose_capsule(branch, episode, data["medium"], data["capsule"], by=request.user, stage=data["stage"])
        return Response(self._shown(project, data))

    def _shown(self, project: UUID, where: Any) -> dict[str, Any]:
        branch = branch_or_404(project_or_404(project), where["branch"])
        story = load_story(branch, episode_or_404(branch, where["episode"]).node_id)
        items = capsule_items(story)
        story.load(items.values())
        uses = [story.content(item) for _, item in sorted(items.items())]
        found = judgements(story, judgeable(story))
        looks = looks_at(story, visible(story))
        told = ("medium", "stage", "name", "ref", "version")
        return {
            "uses": [{name: getattr(use, name) for name in told} for use in uses],
            "results": [
                {"stage": r.stage, "capsule": r.capsule, "count": r.count, **_score(r.score)}
                for r in results(story)
            ],
            "pictures": [_judgement(stage, one) for stage, seen in sorted(looks.items()) for one in seen],
            "judgements": [_judgement(stage, one) for stage, one in sorted(found.items())],
        }


def _judgement(stage: str, one: Judgement | Look) -> dict[str, Any]:
    told = asdict(one)
    return {"stage": stage, "generation": told.pop("pk"), **told}


def _score(score: Score) -> dict[str, Any]:
    return dict(ScoreShape(score).data)


class JudgedStage(Where):
    """A stage with a text."""

    stage = serializers.ChoiceField(choices=["treatment", "screenplay"])


class CapsuleJudge(TeamAPIView):
    """A model as judge of a text and its capsule."""

    section = "Style capsules"

    @extend_schema(
        operation_id="project_capsules_judge", request=JudgedStage, responses={202: GenerationShape}
    )
    def post(self, request: Request, project: UUID) -> Response:
        """Let a connected model judge a stage's text; what it says is a generation's result, with quotes."""
        shape = JudgedStage(data=request.data)
        shape.is_valid(raise_exception=True)
        data: Any = shape.validated_data
        branch = branch_or_404(project_or_404(project), data["branch"])
        episode = episode_or_404(branch, data["episode"]).node_id
        asked = ask_likeness(branch, episode, data["stage"], by=request.user)
        return Response(GenerationShape(asked).data, status=202)


class JudgedPictures(Where):
    """A stage with pictures."""

    stage = serializers.ChoiceField(choices=list(PICTURED))


class CapsulePictures(TeamAPIView):
    """A model that sees as judge of pictures and their capsule."""

    section = "Style capsules"

    @extend_schema(
        operation_id="project_capsules_look",
        request=JudgedPictures,
        responses={202: GenerationShape(many=True)},
    )
    def post(self, request: Request, project: UUID) -> Response:
        """Show a stage's pictures to a connected model that sees; one question for each not judged yet."""
        shape = JudgedPictures(data=request.data)
        shape.is_valid(raise_exception=True)
        data: Any = shape.validated_data
        branch = branch_or_404(project_or_404(project), data["branch"])
        episode = episode_or_404(branch, data["episode"]).node_id
        asked = ask_resemblance(branch, episode, data["stage"], by=request.user)
        return Response(GenerationShape(asked, many=True).data, status=202)


class CapsuleFile(TeamAPIView):
    """A capsule as a file to take along."""

    section = "Style capsules"

    @extend_schema(operation_id="capsules_export", responses=dict[str, Any])
    def get(self, request: Request, capsule_id: UUID) -> Response:
        """The capsule with its sample pictures inside, as one JSON document."""
        found = capsule_or_404(request.user, capsule_id)
        return Response(json.loads(exported(found, version_of(found))))


class CapsuleFiles(TeamAPIView):
    """Capsules from files."""

    section = "Style capsules"
    most_bytes = exchange.LARGEST

    @extend_schema(operation_id="capsules_import", request=dict[str, Any], responses={201: CapsuleShape})
    def post(self, request: Request) -> Response:
        """Bring a capsule that a studio has exported: its document is the body."""
        made = bring_capsule(json.dumps(request.data).encode(), by=request.user, file="a program")
        return self.created(CapsuleShape(_now(made)).data)
