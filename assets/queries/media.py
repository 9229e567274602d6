"""Finding and reading the team's files."""

import shutil
from pathlib import Path
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


def path_of(sha: str) -> Path | None:
    """Where one of the team's files lies on this machine's disk; None when the store is far."""
    if not isinstance(default_storage, FileSystemStorage):
        return None
    return Path(default_storage.path(storage_name(scope.current().team, sha)))


def local(shas: list[str], folder: Path) -> list[Path]:
    """Paths of files for programs that need paths; from a far store they are fetched into ``folder``."""
    return [path_of(sha) or _fetched(sha, folder / sha) for sha in shas]


def _fetched(sha: str, path: Path) -> Path:
    if not path.exists():
        with default_storage.open(storage_name(scope.current().team, sha)) as far, path.open("wb") as near:
            shutil.copyfileobj(far, near)
    return path


def address(team_slug: str, sha: str, extension: str) -> str:
    """The address of a team's file. Its content never changes, so browsers may keep it for ever."""
    return f"/t/{team_slug}/media/{sha}.{extension}"
