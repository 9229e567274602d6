"""Finding and reading the team's files."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files.storage import FileSystemStorage, default_storage
from django.http import Http404

from accounts.kernel import scope
from assets.models import Media

EXTENSIONS = {
    "image/png": "png",
    "image/webp": "webp",
    "image/jpeg": "jpg",
    "video/mp4": "mp4",
    "audio/wav": "wav",
    "application/x-subrip": "srt",
    "text/vtt": "vtt",
}


def storage_name(team: UUID | None, sha: str) -> str:
    """Where a team's file lies in the store. Teams never share a file, even when the bytes are equal."""
    return f"{team}/{sha[:2]}/{sha}"


def media_or_404(sha: str) -> Media:
    """The team's file with that SHA-256. Raises Http404."""
    media = Media.objects.filter(sha256=sha).first()
    if media is None:
        raise Http404("No such file.")
    return media


def read(sha: str) -> bytes:
    """The bytes of one of the team's files. Raises FileNotFoundError."""
    with default_storage.open(storage_name(scope.current().team, sha)) as stream:
        return bytes(stream.read())


@contextmanager
def local(shas: list[str]) -> Iterator[list[Path]]:
    """Paths of files on this machine's disk, for programs; fetched first when the store is far."""
    team: Any = scope.current().team
    if isinstance(default_storage, FileSystemStorage) or hasattr(default_storage, "base_location"):
        yield [Path(default_storage.path(storage_name(team, sha))) for sha in shas]
        return
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, sha in enumerate(shas):
            path = Path(folder, f"{number:05d}-{sha[:12]}")
            with default_storage.open(storage_name(team, sha)) as source, path.open("wb") as target:
                shutil.copyfileobj(source, target)
            paths.append(path)
        yield paths


def address(team_slug: str, sha: str, extension: str) -> str:
    """The address of a team's file. Its content never changes, so browsers may keep it for ever."""
    return f"/t/{team_slug}/media/{sha}.{extension}"
