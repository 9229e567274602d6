"""Files behind the door: members only, by ranges, cached for ever because names are content."""

import re

from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.kernel.doors import TeamRequest, member_required
from assets.queries.media import EXTENSIONS, media_or_404, storage_name

_RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
PIECE = 2 * 1024 * 1024  # one answer's most bytes for a range: a player asks again, memory stays small


@require_safe
@member_required()
def media(request: TeamRequest, sha: str, extension: str) -> HttpResponse:
    """One file, whole or a range of it (RFC 9110, section 14)."""
    found = media_or_404(sha)
    headers = {
        "Cache-Control": "private, max-age=31536000, immutable",
        "ETag": f'"{sha}"',
        "Accept-Ranges": "bytes",
        "X-Content-Type-Options": "nosniff",
    }
    if name := request.GET.get("download"):
        safe = re.sub(r"[^\w. -]", "_", name)[:100] or "file"
        headers["Content-Disposition"] = f'attachment; filename="{safe}.{EXTENSIONS.get(found.mime, "bin")}"'
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return HttpResponse(status=304, headers=headers)
    start, end, status = _span(request.headers.get("Range", ""), found.size)
    if status == 416:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{found.size}"})
    if status == 206:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{found.size}"
    with default_storage.open(storage_name(request.team.pk, sha)) as stream:
        stream.seek(start)
        body = stream.read(end - start)
    return HttpResponse(body, content_type=found.mime, status=status, headers=headers)


def _span(header: str, size: int) -> tuple[int, int, int]:
    """First byte, byte after the last, and status: 200 whole, 206 a range, 416 one that is not there."""
    match = _RANGE.match(header.strip())
    if not match or not any(match.groups()):
        return 0, size, 200
    first, last = match.groups()
    if not first:
        return max(size - int(last), 0), size, 206
    start = int(first)
    if start >= size:
        return 0, 0, 416
    end = min(int(last) + 1 if last else size, size, start + PIECE)
    return start, end, 206
