"""What is answered when a page cannot be: a sentence, as a page, a fragment or JSON."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

_SENTENCES = {
    400: "The studio could not read this request.",
    403: "Your role does not allow this.",
    404: "There is nothing at this address, or it is not yours to see.",
    500: "Something broke on our side. It has been noted; nothing you made before is lost.",
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 403, str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 404)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _answer(request, 403, "This form has grown too old. Load the page again and repeat the last step.")


def broken(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database: that may be what broke."""
    if _wants_json(request):
        return JsonResponse({"detail": _SENTENCES[500]}, status=500)
    return HttpResponse(render_to_string("errors/500.html", {"sentence": _SENTENCES[500]}), status=500)


def _answer(request: HttpRequest, status: int, sentence: str = "") -> HttpResponse:
    sentence = sentence or _SENTENCES[status]
    if _wants_json(request):
        return JsonResponse({"detail": sentence}, status=status)
    return render(request, f"errors/{status}.html", {"sentence": sentence}, status=status)


def _wants_json(request: HttpRequest) -> bool:
    return request.path.startswith("/api/") or request.accepted_types[:1] == ["application/json"]
