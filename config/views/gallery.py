"""Every component of the interface in every state, for those who build pages."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def gallery(request: HttpRequest) -> HttpResponse:
    """The gallery, filled with the examples that lie beside its template."""
    examples = json.loads((settings.BASE_DIR / "templates" / "gallery.json").read_text())
    return render(request, "gallery.html", examples)
