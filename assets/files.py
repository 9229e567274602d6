"""Answering requests for a file: whole or a range of it (RFC 9110, section 14), from here or from far."""

import logging
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from asgiref.sync import sync_to_async
from django.core.files.storage import default_storage
from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, parse_etags

from assets.models import Media
from assets.queries.media import EXTENSIONS, path_of, read, storage_name

log = logging.getLogger(__name__)

PIECE = 2 * 1024 * 1024  # one answer's most bytes for a range: a player asks again, memory stays small
SIGNED_SECONDS = 6 * 3600  # a player goes on with the address it was sent to, for as long as a film lasts
_RANGE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})$")
_FOREVER = "private, max-age=31536000, immutable"  # names are content: what is there never changes


def answer(request: HttpRequest, media: Media, *, name: str = "") -> HttpResponseBase:
    """The file, or the part that the request asks for. With a ``name`` it is one to save under that name.

    Where the store is far, pictures, films and sounds are fetched from it by an address that is good for
    six hours. Raises Http404 when the store has lost the file.
    """
    headers = {"Cache-Control": _FOREVER, "ETag": f'"{media.sha256}"', "Accept-Ranges": "bytes"}
    if name:
        headers["Content-Disposition"] = disposition(name, media)
    if _is_known(request, headers["ETag"]):
        return HttpResponse(status=304, headers=headers)
    if request.method == "HEAD":
        return _answered(media, headers | {"Content-Length": str(media.size)})
    path = path_of(media.sha256)
    if path is not None:
        return _from_here(request, media, path, headers)
    if media.kind == Media.Kind.TEXT:  # small, and subtitles of another origin are not shown
        return _answered(media, headers, read(media.sha256))
    return _elsewhere(media, headers)


def disposition(name: str, media: Media) -> str:
    """The header that makes browsers save a file as ``name``, in any script, with its own ending."""
    seen = "".join(letter for letter in name if letter.isprintable() and letter not in '/\\:*?"<>|')
    whole = f"{seen.strip(' .')[:120] or 'file'}.{EXTENSIONS.get(media.mime, 'bin')}"
    return str(content_disposition_header(as_attachment=True, filename=whole))


def _is_known(request: HttpRequest, etag: str) -> bool:
    known = [tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))]
    return etag in known or "*" in known


def _answered(media: Media, headers: dict[str, str], body: bytes = b"", status: int = 200) -> HttpResponse:
    return HttpResponse(body, content_type=media.mime, status=status, headers=headers)


def _from_here(request: HttpRequest, media: Media, path: Path, headers: dict[str, str]) -> HttpResponseBase:
    try:
        size = path.stat().st_size
    except OSError:
        log.exception("the store has lost %s", path)
        raise Http404("The file is missing.") from None
    span = _span(_wanted(request, headers["ETag"]), size)
    if span is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = span
    if (start, end) == (0, size) and not _wanted(request, headers["ETag"]):
        if size > PIECE:
            return _streamed(request, media, path, headers | {"Content-Length": str(size)})
        return _answered(media, headers, path.read_bytes())
    with path.open("rb") as stream:
        stream.seek(start)
        body = stream.read(end - start)
    return _answered(media, headers | {"Content-Range": f"bytes {start}-{end - 1}/{size}"}, body, 206)


def _wanted(request: HttpRequest, etag: str) -> str:
    """The range asked for; none when it is not understood, or of what was there before."""
    if request.headers.get("If-Range", etag) != etag:
        return ""
    match = _RANGE.match(request.headers.get("Range", "").strip())
    if not match or not any(match.groups()):
        return ""
    first, last = match.groups()
    return "" if first and last and int(last) < int(first) else match[0]


def _span(wanted: str, size: int) -> tuple[int, int] | None:
    """First byte and the byte after the last; None when nothing of the range is there."""
    if not wanted:
        return 0, size
    first, last = wanted.removeprefix("bytes=").split("-")
    if not first:  # the last bytes
        start = max(size - int(last), 0)
        return (start, min(size, start + PIECE)) if int(last) and size else None
    start = int(first)
    return (start, min(int(last) + 1 if last else size, size, start + PIECE)) if start < size else None


def _streamed(request: HttpRequest, media: Media, path: Path, headers: dict[str, str]) -> HttpResponseBase:
    pieces: Any = _pieces_later(path) if isinstance(request, ASGIRequest) else _pieces(path)
    return StreamingHttpResponse(pieces, content_type=media.mime, headers=headers)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            yield piece


async def _pieces_later(path: Path) -> AsyncIterator[bytes]:
    """The same for a server of sockets, which would otherwise hold all of it in memory first."""
    stream: Any = await sync_to_async(lambda: path.open("rb"))()
    try:
        while piece := await sync_to_async(stream.read)(PIECE):
            yield piece
    finally:
        stream.close()


def _elsewhere(media: Media, headers: dict[str, str]) -> HttpResponse:
    """To the far store, by an address that it has signed."""
    parameters = {"ResponseContentType": media.mime, "ResponseCacheControl": _FOREVER}
    if "Content-Disposition" in headers:
        parameters["ResponseContentDisposition"] = headers["Content-Disposition"]
    store: Any = default_storage
    where = store.url(storage_name(media.team_id, media.sha256), parameters=parameters, expire=SIGNED_SECONDS)
    return HttpResponseRedirect(where, headers={"Cache-Control": f"private, max-age={SIGNED_SECONDS // 2}"})
