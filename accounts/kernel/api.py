"""How the REST API meets teams and refusals."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from rest_framework import status
from rest_framework.exceptions import PermissionDenied as ApiPermissionDenied
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler

from accounts.kernel import scope
from accounts.kernel.doors import membership_of
from accounts.kernel.errors import Refused
from accounts.kernel.roles import Role


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """Refusals answer with their sentence; everything else as REST framework does."""
    if isinstance(error, Refused):
        return Response({"detail": error.sentence, "code": error.code}, status=error.status)
    return exception_handler(error, context)


class TeamAPIView(APIView):
    """An API view under ``/api/v1/teams/<team>/``: members only, run and rendered in the team's scope.

    ``role`` is needed for reading, ``write_role`` for everything else.
    """

    role = Role.VIEWER
    write_role = Role.EDITOR
    checks_membership = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        slug = kwargs.pop("team")
        self.team_slug = slug
        try:
            return self._dispatch_in_scope(request, slug, *args, **kwargs)
        finally:
            self.kwargs = {"team": slug, **kwargs}

    def _dispatch_in_scope(self, request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
        api_request = self.initialize_request(request, *args, **kwargs)
        user: Any = api_request.user  # authenticates by key or session
        if not getattr(user, "is_authenticated", False):
            return super().dispatch(request, *args, **kwargs)  # answers 401 or 403 in DRF's own way
        key: Any = api_request.auth
        membership = membership_of(user, slug)
        if key is not None and getattr(key, "team_id", None) != membership.team_id:
            raise PermissionDenied("This key belongs to another team.")
        self.membership, self.team = membership, membership.team
        with scope.team(membership.team_id, user=user.pk):
            response = super().dispatch(request, *args, **kwargs)
            return response.render() if hasattr(response, "render") else response

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        needed = self.role if request.method in ("GET", "HEAD", "OPTIONS") else self.write_role
        if not Role(self.membership.role).covers(needed):
            raise ApiPermissionDenied(f"This needs the role {needed.label.lower()}.")

    def created(self, data: Any) -> Response:
        """201 with the new thing."""
        return Response(data, status=status.HTTP_201_CREATED)
