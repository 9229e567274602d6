"""What is answered when a page cannot be: a page of the studio, or JSON for programs."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

_BAD = "The studio could not read this request."
_FORBIDDEN = "Your role does not allow this."
_NOT_FOUND = "There is nothing at this address, or it is not yours to see."
_BROKEN = "Something broke on our side and has been noted. What was saved is safe."


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: hosts, headers or forms that nobody's browser sends."""
    return _answer(request, exception, 400, "errors/400.html", _BAD)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with the sentence of whoever refused."""
    return _answer(request, exception, 403, "errors/403.html", str(exception) or _FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, the same for what is missing and for what is another team's."""
    return _answer(request, exception, 404, "errors/404.html", _NOT_FOUND)


def broken(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database, and so renders without the request: that may be what broke."""
    if _wants_json(request):
        return JsonResponse({"detail": _BROKEN}, status=500)
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def _answer(
    request: HttpRequest, exception: Exception, status: int, template: str, sentence: str
) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"detail": sentence}, status=status)
    return render(request, template, {"exception": exception}, status=status)


def _wants_json(request: HttpRequest) -> bool:
    first = request.headers.get("Accept", "").partition(",")[0].partition(";")[0].strip()
    return request.path.startswith("/api/") or first == "application/json"
