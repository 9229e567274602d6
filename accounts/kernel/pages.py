"""Page or fragment: decided by what the browser is replacing."""

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse


def render_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, partial: str = "", status: int = 200
) -> TemplateResponse:
    """Render the page, or only ``partial`` when htmx is replacing the element of that id."""
    htmx: Any = getattr(request, "htmx", None)
    # htmx 4 sends "section#branches" where htmx 2 sent "branches".
    wanted = ((htmx.target if htmx else "") or "").rpartition("#")[2]
    if partial and htmx and wanted == partial:
        template = f"{template}#{partial}"
    response = TemplateResponse(request, template, context, status=status)
    response["Vary"] = "HX-Request, HX-Target"
    return response
