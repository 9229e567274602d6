"""What happens around every request: its number, what cannot be read, refusals, the staff's scope."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from accounts.kernel import logs, scope
from accounts.kernel.errors import Refused, collision
from accounts.kernel.ids import uuid7

Next = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger(__name__)


class RequestId:
    """Give each request a number that its log lines and its answer carry."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = uuid7().hex
        token = logs.request_id.set(number)
        try:
            response = self.get_response(request)
        finally:
            logs.request_id.reset(token)
        response["X-Request-Id"] = number
        return response


class Readable:
    """Refuse forms and addresses with a zero byte in them: no person types one, and PostgreSQL keeps none."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("zero byte in the address")
        if request.path.startswith("/api/"):
            return  # its serializers look for themselves
        for name in request.POST:
            if "\0" in name or any("\0" in value for value in request.POST.getlist(name)):
                raise BadRequest("zero byte in the form")


class Refusals:
    """Show a Refused that no view caught: as JSON, as a fragment for htmx, or as a page."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, OperationalError):
            error = collision(error) or error
        if not isinstance(error, Refused):
            return None
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"error": error.sentence, "code": error.code}, status=error.status)
        template = "errors/refused.html#note" if getattr(request, "htmx", False) else "errors/refused.html"
        return render(request, template, {"sentence": error.sentence}, status=error.status)


class StaffScope:
    """The admin works in the staff's scope: one transaction, every team's rows, rendering included."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        user: Any = request.user
        if not request.path.startswith("/staff/") or not (user.is_authenticated and user.is_staff):
            return None
        with scope.staff(user=user.pk):
            response = view(request, *args, **kwargs)
            if callable(getattr(response, "render", None)) and not response.is_rendered:
                response = response.render()
            return response
