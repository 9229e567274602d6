"""Files behind the door: members only, by ranges, cached for ever because names are content."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.kernel.doors import TeamRequest, member_required
from assets.files import answer
from assets.queries.media import media_or_404


@require_safe
@member_required()
def media(request: TeamRequest, sha: str, extension: str) -> HttpResponse:
    """One file, whole or a range of it; ``?download=`` names it as one to save."""
    name = request.GET.get("download", "")
    return answer(request, media_or_404(sha), name=name)  # type: ignore[return-value]  # or a streaming one
