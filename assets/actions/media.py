"""Keeping files: each once per team, under the hash of its bytes."""

import errno
import hashlib
import io
import os
import shutil
import tempfile
from pathlib import Path
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage

from accounts.kernel import scope
from accounts.kernel.errors import Invalid, Refused
from assets.models import Media
from assets.queries.media import path_of, storage_name

_KINDS = {
    "image/png": ("image", "png"),
    "image/webp": ("image", "webp"),
    "image/jpeg": ("image", "jpg"),
    "video/mp4": ("video", "mp4"),
    "audio/wav": ("audio", "wav"),
    "application/x-subrip": ("text", "srt"),
    "text/vtt": ("text", "vtt"),
}


def keep_bytes(data: bytes, mime: str, *, name: str = "", **facts: object) -> Media:
    """Store bytes and return their Media; bytes that the team already has are not stored again.

    ``facts`` are width, height (pixels) and seconds. Raises Invalid for a type the studio does not keep.
    """
    if mime not in _KINDS:
        raise Invalid(f"The studio does not keep files of type {mime}.")
    return _keep(hashlib.sha256(data).hexdigest(), io.BytesIO(data), len(data), mime, name, facts)


def keep_file(path: Path, mime: str, *, name: str = "", **facts: object) -> Media:
    """Store a file of the local disk, read in pieces; see ``keep_bytes``."""
    with path.open("rb") as stream:
        sha = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        return _keep(sha, stream, path.stat().st_size, mime, name, facts)


def _keep(sha: str, stream: IO[bytes], size: int, mime: str, name: str, facts: dict[str, object]) -> Media:
    kind, _ = _KINDS[mime]
    there = Media.objects.filter(sha256=sha).first()
    # The file first: a row without its file would be a broken promise, a file without its row is only litter.
    path = path_of(sha)
    if path is not None:
        _write(path, stream, size)
    elif there is None:
        default_storage.save(storage_name(scope.current().team, sha), File(stream))
    if there is not None:
        return there
    Media.objects.bulk_create(
        [Media(sha256=sha, kind=kind, mime=mime, size=size, uploaded_name=name[:255], **facts)],
        ignore_conflicts=True,
    )
    return Media.objects.get(sha256=sha)


def _write(path: Path, stream: IO[bytes], size: int) -> None:
    """Write a file whole or not at all: a process killed in the middle leaves nothing under its name.

    Raises Refused when the disk is full.
    """
    if path.exists() and path.stat().st_size == size:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(number, "wb") as near:
            shutil.copyfileobj(stream, near)
            os.fchmod(near.fileno(), 0o644)
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        if error.errno == errno.ENOSPC:
            raise Refused("The disk is full. Make room for the studio's files and try again.") from error
        raise
