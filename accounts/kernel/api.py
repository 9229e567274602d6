"""How the REST API meets teams and refusals."""

from contextlib import ExitStack
from typing import Any

from django.conf import settings
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.exceptions import PermissionDenied as ApiPermissionDenied
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler

from accounts.kernel import scope
from accounts.kernel.doors import membership_here, membership_of
from accounts.kernel.errors import Refused, collision
from accounts.kernel.roles import Role
from accounts.models.teams import Membership


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """Refusals answer with their sentence; everything else as REST framework does."""
    if isinstance(error, OperationalError):
        error = collision(error) or error
    if isinstance(error, Refused):
        return Response({"detail": error.sentence, "code": error.code}, status=error.status)
    return exception_handler(error, context)


class TooLarge(APIException):
    """413: a body that nothing here needs."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "This is too large."


class TeamAPIView(APIView):
    """An API view under ``/api/v1/teams/<team>/``: members only, run and rendered in the team's scope.

    ``role`` is needed for reading, ``write_role`` for everything else. ``whole``: it answers the first
    failure instead of going on after it; see ``scope.whole``.
    """

    role = Role.VIEWER
    write_role = Role.EDITOR
    whole = False
    checks_membership = True
    most_bytes = settings.DATA_UPLOAD_MAX_MEMORY_SIZE  # of a request's body

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.team_slug = kwargs.pop("team")
        with ExitStack() as self._scopes:  # entered by initial(), once it is known who asks
            response: Any = super().dispatch(request, *args, **kwargs)
            return response.render() if hasattr(response, "render") else response

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)  # who is it, and may they knock at all
        if int(request.headers.get("Content-Length") or 0) > self.most_bytes:
            raise TooLarge(f"This is too large: send at most {self.most_bytes // 1024 // 1024} MB at once.")
        self.membership = self._entered(request)
        self.team = self.membership.team
        self.need(self.role if request.method in ("GET", "HEAD", "OPTIONS") else self.write_role)
        if self.whole:
            self._scopes.enter_context(scope.whole())

    def _entered(self, request: Any) -> Membership:
        """The asking person's membership, in whose team's scope the request is from now on.

        Raises Http404 for strangers, PermissionDenied for a key of another team.
        """
        if request.auth is None:
            membership = membership_of(request.user, self.team_slug)
            self._scopes.enter_context(scope.team(membership.team_id, user=request.user.pk))
            return membership
        # A key opens one team: the membership is looked up where the rest of the request will be.
        self._scopes.enter_context(scope.team(request.auth.team_id, user=request.user.pk))
        found = membership_here(request.user, self.team_slug)
        if found is None:
            membership_of(request.user, self.team_slug)
            raise ApiPermissionDenied("This key belongs to another team.")
        return found

    def need(self, role: Role) -> None:
        """Refuse whoever may not do what ``role`` may."""
        if not Role(self.membership.role).covers(role):
            raise ApiPermissionDenied(f"This needs the role {role.label.lower()}.")

    def handle_exception(self, exc: Exception) -> Response:
        response = super().handle_exception(exc)
        if scope.current().team:
            transaction.set_rollback(True)  # the answer is an error: nothing of this request stays
        return response

    def created(self, data: Any) -> Response:
        """201 with the new thing."""
        return Response(data, status=status.HTTP_201_CREATED)
