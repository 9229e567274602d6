"""Comments on any part of a story, over the API."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from accounts.kernel.roles import Role
from pipeline.api.pages import PAGING, page_of, paged
from projects.actions.comments import WRITERS, add_comment, edit_comment, remove_comment
from projects.models import Comment
from projects.queries.comments import comment_or_404, node_or_404


class CommentShape(serializers.Serializer[Any]):
    """One comment in the thread of a part of the story."""

    id = serializers.UUIDField()
    node = serializers.UUIDField(source="node_id")
    author = serializers.SerializerMethodField()
    text = serializers.CharField(help_text="Empty once it was removed.")
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    removed_at = serializers.DateTimeField(allow_null=True)

    def get_author(self, comment: Comment) -> str:
        """Who wrote it, by name; empty when they have left."""
        return str(comment.author or "")


class NewComment(serializers.Serializer[Any]):
    """What is said."""

    text = serializers.CharField(max_length=Comment.TEXT_MAX)


class Comments(TeamAPIView):
    """The thread of a part of the story."""

    section = "Story"
    write_role = WRITERS
    whole = True

    @extend_schema(operation_id="comment_list", responses=page_of(CommentShape), parameters=[*PAGING])
    def get(self, request: Request, project: UUID, node: UUID) -> Response:
        """What was said about an asset, a scene, a shot or anything else, oldest first; on all branches."""
        rows = Comment.objects.filter(node=node_or_404(project, node)).select_related("author")
        return paged(self, request, rows.order_by("created_at", "pk"), CommentShape)

    @extend_schema(operation_id="comment_add", request=NewComment, responses={201: CommentShape})
    def post(self, request: Request, project: UUID, node: UUID) -> Response:
        """Say something. Needs the role reviewer."""
        shape = NewComment(data=request.data)
        shape.is_valid(raise_exception=True)
        found = node_or_404(project, node)
        return self.created(
            CommentShape(add_comment(found, shape.validated_data["text"], by=request.user)).data
        )


class CommentDetail(TeamAPIView):
    """One comment."""

    section = "Story"
    write_role = WRITERS

    @extend_schema(operation_id="comment_change", request=NewComment, responses=CommentShape)
    def patch(self, request: Request, project: UUID, comment: UUID) -> Response:
        """Change one's own comment."""
        shape = NewComment(data=request.data)
        shape.is_valid(raise_exception=True)
        found = comment_or_404(project, comment)
        return Response(CommentShape(edit_comment(found, shape.validated_data["text"], by=request.user)).data)

    @extend_schema(operation_id="comment_remove", responses={204: None})
    def delete(self, request: Request, project: UUID, comment: UUID) -> Response:
        """Take a comment's words away: one's own, or as a producer anybody's, which is written down."""
        found, role = comment_or_404(project, comment), Role(self.membership.role)
        remove_comment(found, by=request.user, role=role)
        return Response(status=204)
