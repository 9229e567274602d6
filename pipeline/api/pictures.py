"""Own pictures of programs: brought for a shot or an asset, and choosing between takes."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from accounts.kernel.errors import Invalid
from assets.actions.pictures import keep_picture
from assets.forms.pictures import PictureForm
from assets.pictures import LARGEST
from pipeline.actions.takes import choose
from pipeline.actions.uploads import bring_picture
from pipeline.api.asked import Where
from pipeline.api.shapes import ContentShape
from pipeline.graph.targets import Target
from pipeline.queries.plans import plan_for
from projects.actions.edits import head_or_404
from projects.models import Branch, Head
from projects.queries.projects import branch_or_404, episode_or_404, project_or_404

# What an own picture is brought for, and what would make one.
_STEPS = {"shot": "frame", "asset": "picture", "look": "picture"}
_KINDS = ("frame", "picture", "clip")


class NewPicture(Where):
    """A picture from somebody's own disk, as `multipart/form-data`."""

    picture = serializers.FileField(help_text="PNG, JPEG, WebP, AVIF, GIF, BMP or TIFF, up to 20 MB.")
    expected = serializers.IntegerField(
        default=0, min_value=0, max_value=2**63 - 1, help_text="Revision that stands there; 0: nothing yet."
    )


class OwnPicture(TeamAPIView):
    """An own picture in place of what a model would make."""

    section = "Story"
    parser_classes = [MultiPartParser]
    most_bytes = LARGEST + 1024 * 1024

    @extend_schema(operation_id="content_picture", request=NewPicture, responses={201: ContentShape})
    def post(self, request: Request, project: UUID, node: UUID) -> Response:
        """Bring a picture for a shot (its frame) or an asset (its image key). Nothing remakes it unasked.

        It is read and written anew, upright and without metadata, and is a take among takes.
        """
        shape = NewPicture(data=request.data)
        shape.is_valid(raise_exception=True)
        data: Any = shape.validated_data
        branch = branch_or_404(project_or_404(project), data["branch"])
        episode = episode_or_404(branch, data["episode"]).node_id
        holder = head_or_404(branch, node, *_STEPS)
        step = _STEPS[holder.kind]
        target = _target(branch, episode, step=step, parent=node)
        form = PictureForm({}, {"picture": data["picture"]}, of=node)
        if not form.is_valid():
            raise Invalid(" ".join(str(each) for each in form.errors["picture"]), field="picture")
        name, picture = form.picked()
        media = keep_picture(picture, name=name)
        expected = data["expected"]
        bring_picture(branch, episode, target, step, media, expected=expected, by=request.user, name=name)
        brought = Head.objects.select_related("revision").get(
            branch=branch, parent_node=node, kind=step, slot=target.slot, deleted=False
        )
        return self.created(ContentShape(brought).data)


class ChosenTake(Where):
    """Which take, and the revision that stands there."""

    generation = serializers.UUIDField(help_text="Id of the take's generation.")
    expected = serializers.IntegerField(min_value=0, max_value=2**63 - 1)


class TakeChoice(TeamAPIView):
    """Choosing between takes of a picture, frame or clip."""

    section = "Story"

    @extend_schema(operation_id="content_take", request=ChosenTake, responses=ContentShape)
    def post(self, request: Request, project: UUID, node: UUID) -> Response:
        """Put a take into the film; what stood there stays among the takes."""
        shape = ChosenTake(data=request.data)
        shape.is_valid(raise_exception=True)
        data: Any = shape.validated_data
        branch = branch_or_404(project_or_404(project), data["branch"])
        episode = episode_or_404(branch, data["episode"]).node_id
        head = head_or_404(branch, node, *_KINDS)
        target = _shown(branch, episode, node)
        choose(head, target, data["generation"], expected=data["expected"], by=request.user)
        return Response(ContentShape(head_or_404(branch, node)).data)


def _shown(branch: Branch, episode: UUID, node: UUID) -> Target:
    """The target that a node holds what was made for. Raises Http404."""
    for unit in plan_for(branch, episode).units:
        if unit.target.item is not None and unit.target.item.node == node:
            return unit.target
    raise Http404("There is nothing here to choose between.")


def _target(branch: Branch, episode: UUID, *, step: str, parent: UUID | None) -> Target:
    """What ``step`` makes under ``parent``. Raises Http404."""
    units = plan_for(branch, episode).units
    found = next(
        (unit.target for unit in units if unit.step.name == step and unit.target.parent == parent), None
    )
    if found is None:
        raise Http404("There is nothing here to bring a picture for.")
    return found
