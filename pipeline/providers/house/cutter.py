"""The house engine's cut: the picture is joined as it is, never encoded again."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from pipeline.graph.targets import Request, Tools
from pipeline.previz import camera, cut, draw
from pipeline.providers.base import Painted
from projects.kinds import Brief
from projects.kinds.scenes import Word
from projects.kinds.vocabulary import FPS, FRAME_SIZES, Transition

POSTER_SIZE = (640, 900)  # pixels


def join(request: Request, tools: Tools) -> Painted:
    """A shot's clip joined to the one before; a match cut without two faces stays a plain cut."""
    arguments = request.arguments
    shas = [arguments["before"], arguments["after"], *([arguments["handle"]] if arguments["handle"] else [])]
    before, after, *handles = tools.files(shas)
    frames, out = arguments["frames"], tools.folder / "join.mp4"
    width, height = size = (arguments["size"][0], arguments["size"][1])
    if arguments["kind"] != Transition.MATCH_CUT:
        going = cut.Outgoing(before, handles[0] if handles else None)
        cut.join(going, after, arguments["kind"], frames, size, out)
    else:
        spots = [camera.spot(spec, end=not place) for place, spec in enumerate(arguments["specs"])]
        if len(spots) < 2 or spots[0] is None or spots[1] is None:
            return Painted(arguments["after"], width, height)
        cut.match(spots[0], spots[1], after, frames, size, out)
    seconds = arguments["length"] / FPS
    return Painted(tools.keep(out, "video/mp4", width=width, height=height, seconds=seconds), width, height)


def assemble(request: Request, tools: Tools) -> dict[str, Any]:
    """The film with subtitles and poster, as a cut's data. Equal requests give equal bytes."""
    arguments = request.arguments
    brief, shots, frames = Brief.model_validate(arguments["brief"]), arguments["shots"], arguments["frames"]
    sound = tools.folder / "sound.m4a"
    with ThreadPoolExecutor(1) as aside:  # the sound is encoded by another program meanwhile
        encoding = aside.submit(cut.encoded, tools.files([arguments["mix"]["media"]])[0], sound)
        opening, closing = _titles(brief, arguments, tools)
        poster = _poster(brief, arguments["poster"], tools)
        encoding.result()
    tools.check()
    lines = [heard for shot in shots for heard in _heard(shot)]
    shown = cut.subtitles(lines, frames / FPS, reading=_reading(brief))
    segments = [opening, *tools.files([shot["clip"] for shot in shots]), closing]
    film = tools.folder / "film.mp4"
    cut.assemble(segments, sound, shown, film, title=brief.title, language=brief.language)
    width, height = FRAME_SIZES[brief.aspect]
    return {
        "media": tools.keep(film, "video/mp4", width=width, height=height, seconds=frames / FPS),
        "width": width,
        "height": height,
        "frames": frames,
        "markers": [
            {"shot": shot["path"], "start": shot["start"], "frames": shot["frames"]} for shot in shots
        ],
        "srt": _keep_text(tools, "film.srt", cut.write_srt(shown), "application/x-subrip"),
        "vtt": _keep_text(tools, "film.vtt", cut.write_vtt(shown, brief.language), "text/vtt"),
        "poster": poster,
        **{name: arguments["mix"][name] for name in ("stems", "loudness", "peak")},
    }


def _reading(brief: Brief) -> float:
    """How quickly those can read for whom the film is."""
    young = re.search(r"\b(?:child(?:ren)?|kids?|family)\b", f"{brief.genre} {brief.audience}".lower())
    return cut.CHILDREN if young else cut.READING


def _titles(brief: Brief, arguments: dict[str, Any], tools: Tools) -> tuple[Path, Path]:
    """Segments of the title and the end credits."""
    size = FRAME_SIZES[brief.aspect]
    title, credits = tools.folder / "title.mp4", tools.folder / "credits.mp4"
    style = str(arguments.get("style") or brief.style)
    camera.titles(brief.title, "", arguments["opening"], size, title, style)
    lines = camera.end_credits(brief.title, arguments["cast"], brief.language)
    camera.credits(lines, arguments["closing"], size, credits, style)
    return title, credits


def _heard(shot: dict[str, Any]) -> list[cut.Heard]:
    start = shot["start"] / FPS
    return [
        cut.Heard(
            said["text"],
            start + said["start"],
            start + said["end"],
            [Word.model_validate(word) for word in said["words"]],
            said["speaker"],
        )
        for said in shot["speech"]
    ]


def _keep_text(tools: Tools, name: str, text: str, mime: str) -> str:
    path = tools.folder / name
    path.write_text(text, encoding="utf-8")
    return tools.keep(path, mime)


def _poster(brief: Brief, spec: dict[str, Any], tools: Tools) -> str:
    path = tools.folder / "poster.png"
    path.write_bytes(draw.poster(brief.title, spec, *POSTER_SIZE))
    return tools.keep(path, "image/png", width=POSTER_SIZE[0], height=POSTER_SIZE[1])
