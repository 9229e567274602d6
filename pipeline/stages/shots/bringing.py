"""The shot list as a file: out for spreadsheets and Kitsu, and in, with a preview of what would happen."""

import zlib
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Invalid, Refused
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from pipeline.actions.shot_imports import take_over
from pipeline.queries.places import Place
from pipeline.shotlist.episodes import episode_names, other_names
from pipeline.shotlist.incoming import MOST_BYTES, MOST_ROWS, read_sheet
from pipeline.shotlist.matching import Preview, match
from pipeline.shotlist.outgoing import kitsu_sheet, whole_sheet
from pipeline.views.places import stage_context, stage_door
from projects.kinds import digest

KEPT_SECONDS = 3600  # between the preview and the decision
SHOWN = 200  # rows of a preview that are shown; wrong ones first


@dataclass(frozen=True)
class Kept:
    """A file between its preview and the decision."""

    name: str
    data: bytes
    make_scenes: bool

    @property
    def key(self) -> str:
        return digest([self.name, zlib.crc32(self.data), len(self.data), self.make_scenes])


@require_safe
@stage_door("shots")
def download(request: TeamRequest, place: Place) -> HttpResponse:
    """The episode's shot list as CSV; ``?for=kitsu`` in the columns that Kitsu imports."""
    kitsu = request.GET.get("for") == "kitsu"
    name = f"{slugify(place.project.title) or 'film'}-{'kitsu-' if kitsu else ''}shots.csv"
    text = kitsu_sheet(place.story, episode_names(place)[0]) if kitsu else whole_sheet(place.story)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    # The mark at the beginning tells spreadsheets that letters are UTF-8.
    return HttpResponse(f"\ufeff{text}", content_type="text/csv; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@stage_door("shots", Role.EDITOR)
def bring(request: TeamRequest, place: Place) -> HttpResponse:
    """The form to bring a file; posted, what it would do. Nothing is changed yet."""
    context: dict[str, Any] = {"most_rows": MOST_ROWS, "make_scenes": True}
    if request.method != "POST":
        return _page(request, place, context)
    try:
        kept = _kept(request)
        preview = _preview(place, kept)
    except Invalid as refusal:
        make = "make_scenes" in request.POST
        return _page(request, place, context | {"error": refusal.sentence, "make_scenes": make}, status=422)
    cache.set(_slot(request, place, kept.key), zlib.compress(_packed(kept), 1), KEPT_SECONDS)
    shown = sorted(preview.found, key=lambda one: ("error", "changed", "new", "same").index(one.kind))
    return _page(
        request,
        place,
        context
        | {
            "preview": preview,
            "name": kept.name,
            "key": kept.key,
            "make_scenes": kept.make_scenes,
            "rows": shown[:SHOWN],
            "more": len(shown) - len(shown[:SHOWN]),
            "counts": {kind: preview.counts[kind] for kind in ("new", "changed", "same", "error")},
            "can": preview.counts["new"] + preview.counts["changed"],
        },
    )


@require_POST
@stage_door("shots", Role.EDITOR)
def take(request: TeamRequest, place: Place) -> HttpResponse:
    """Carry out what the preview ``key`` showed, as things stand now."""
    packed = cache.get(_slot(request, place, request.POST.get("key", "")[:64]))
    if packed is None:
        messages.error(request, "That preview is too old. Bring the file once more.")
        return redirect(place.url("", "bring"))
    try:
        preview = _preview(place, _unpacked(zlib.decompress(packed)))
        taken = take_over(place.branch, place.episode.node_id, preview, place.story, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(place.url("", "bring"))
    left = f" {taken.left:,} rows were left out." if taken.left else ""
    messages.success(request, f"{taken.new:,} shots came in, {taken.changed:,} were changed.{left}")
    undo = f"&undo={taken.change.pk}" if taken.change else ""
    return redirect(f"{place.url()}?scene=all{undo}")


def _kept(request: TeamRequest) -> Kept:
    """The posted file, or the pasted text. Raises Invalid without either."""
    given = request.FILES.get("file")
    make = "make_scenes" in request.POST
    if isinstance(given, UploadedFile):
        name = str(given.name or "The file")[:100]
        if given.size and given.size > MOST_BYTES:
            raise Invalid(f"{name} has {given.size // 1024 // 1024} MB; a shot list may have up to 25 MB.")
        return Kept(name, given.read(), make)
    text = request.POST.get("text", "")
    if not text.strip():
        raise Invalid("Choose a CSV file, or paste the sheet.")
    return Kept("The pasted sheet", text.encode("utf-8", "replace"), make)


def _preview(place: Place, kept: Kept) -> Preview:
    sheet = read_sheet(kept.name, kept.data)
    return match(sheet, place.story, elsewhere=other_names(place), make_scenes=kept.make_scenes)


def _slot(request: TeamRequest, place: Place, key: str) -> str:
    return f"shot-list:{request.user.pk}:{place.branch.pk}:{place.episode.node_id}:{digest(key)}"


def _packed(kept: Kept) -> bytes:
    return b"\n".join([kept.name.replace("\n", " ").encode(), b"1" if kept.make_scenes else b"0", kept.data])


def _unpacked(data: bytes) -> Kept:
    name, make, text = data.split(b"\n", 2)
    return Kept(name.decode(), text, make == b"1")


def _page(request: TeamRequest, place: Place, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    found = stage_context(request, place, **context)
    return render_page(request, "pipeline/stages/shots_bring.html", found, status=status)
