"""The house engine's cut: everything heard is placed, the picture is joined as it is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.graph.targets import Request, Tools
from pipeline.previz import camera, cut, draw, effects, mix, score
from pipeline.previz.mix import MixPlan, Placed, wav
from pipeline.previz.score import ScoreCue
from pipeline.timing import credit_frames, title_frames
from projects.kinds import Brief, Scene
from projects.kinds.scenes import Word
from projects.kinds.vocabulary import FPS, FRAME_SIZES

Shots = list[dict[str, Any]]
POSTER_SIZE = (640, 900)


@dataclass(frozen=True)
class Span:
    """A scene's stretch of the film, in seconds."""

    scene: Scene
    start: float
    end: float


def assemble(request: Request, tools: Tools) -> dict[str, Any]:
    """The film with its stems, subtitles and poster, as a cut's data. Equal requests give equal bytes."""
    brief = Brief.model_validate(request.arguments["brief"])
    shots: Shots = request.arguments["shots"]
    opening = title_frames(brief.seconds)
    starts = _starts(shots, opening)
    closing = credit_frames(brief.seconds)
    total = starts[-1] + shots[-1]["frames"] + closing
    titles = _titles(brief, request.arguments["credits"], opening, closing, tools)
    tools.check()
    mixed = mix.mix(_mix_plan(brief, shots, starts, total, tools), tools.folder)
    tools.check()
    shown = cut.subtitles(_heard(shots, starts), total / FPS)
    segments = [titles[0], *tools.files([shot["clip"] for shot in shots]), titles[1]]
    film = tools.folder / "film.mp4"
    cut.assemble(segments, mixed.path, shown, film, title=brief.title, language=brief.language)
    width, height = FRAME_SIZES[brief.aspect]
    return {
        "media": tools.keep(film, "video/mp4", width=width, height=height, seconds=total / FPS),
        "width": width,
        "height": height,
        "frames": total,
        "markers": [
            {"shot": shot["path"], "start": start, "frames": shot["frames"]}
            for shot, start in zip(shots, starts, strict=True)
        ],
        "srt": _keep_text(tools, "film.srt", cut.write_srt(shown), "application/x-subrip"),
        "vtt": _keep_text(tools, "film.vtt", cut.write_vtt(shown, brief.language), "text/vtt"),
        "poster": _poster(brief, request.arguments["poster"], tools),
        "stems": {
            name: tools.keep(path, "audio/wav", seconds=mixed.seconds) for name, path in mixed.stems.items()
        },
        "loudness": round(mixed.loudness, 2),
        "peak": round(mixed.peak, 2),
    }


def _starts(shots: Shots, opening: int) -> list[int]:
    """The frame at which each shot begins; the title comes first."""
    starts, at = [], opening
    for shot in shots:
        starts.append(at)
        at += shot["frames"]
    return starts


def _titles(brief: Brief, names: list[list[str]], opening: int, closing: int, tools: Tools) -> list[Path]:
    """Segments of the title and the end credits."""
    size = FRAME_SIZES[brief.aspect]
    title, credits = tools.folder / "title.mp4", tools.folder / "credits.mp4"
    camera.titles(brief.title, "", opening, size, title, brief.style)
    cast = [name for role, name in names if role == "cast"]
    lines = [brief.title, *(["Cast", *cast] if cast else []), "Made with Aiuteur"]
    camera.credits(lines, closing, size, credits, brief.style)
    return [title, credits]


def _mix_plan(brief: Brief, shots: Shots, starts: list[int], total: int, tools: Tools) -> MixPlan:
    seconds = total / FPS
    spans = _spans(shots, starts)
    cues = [ScoreCue(0.0, spans[0].start, spans[0].scene.mood, 0.3)]
    cues += [ScoreCue(span.start, span.end, span.scene.mood, span.scene.intensity) for span in spans]
    cues.append(ScoreCue(spans[-1].end, seconds, spans[-1].scene.mood, 0.35))
    return MixPlan(
        seconds=seconds,
        speech=_speech(shots, starts, tools),
        effects=_effects(shots, starts),
        ambience=[
            Placed(effects.ambience(span.scene, span.end - span.start), span.start, fade_in=0.4, fade_out=0.4)
            for span in spans
        ],
        music=score.compose(cues, brief.seed, seconds),
    )


def _spans(shots: Shots, starts: list[int]) -> list[Span]:
    """Consecutive shots of one scene are one span."""
    spans: list[Span] = []
    last = ""
    for shot, start in zip(shots, starts, strict=True):
        begin, end = start / FPS, (start + shot["frames"]) / FPS
        if shot["scene_slot"] == last:
            spans[-1] = Span(spans[-1].scene, spans[-1].start, end)
        else:
            spans.append(Span(Scene.model_validate(shot["scene"]), begin, end))
        last = shot["scene_slot"]
    return spans


def _speech(shots: Shots, starts: list[int], tools: Tools) -> list[Placed]:
    placed = []
    for shot, start in zip(shots, starts, strict=True):
        paths = tools.files([said["media"] for said in shot["speech"]])
        room = mix.room_of(shot["scene"]["setting"], shot["scene"]["place"])
        for said, path in zip(shot["speech"], paths, strict=True):
            dry = said["delivery"] in ("voice-over", "narration")
            placed.append(Placed(wav.read(path), start / FPS + said["start"], room="dry" if dry else room))
    return placed


def _effects(shots: Shots, starts: list[int]) -> list[Placed]:
    placed = []
    for shot, start in zip(shots, starts, strict=True):
        names = list(dict.fromkeys([*shot["sounds"], *effects.names_in(shot["action"])]))[:3]
        for number, name in enumerate(names):
            length = shot["frames"] / FPS
            at = start / FPS + min(0.2 + number * 0.7, length * 0.6)
            placed.append(Placed(effects.effect(name, length), at, gain=0.7))
    return placed


def _heard(shots: Shots, starts: list[int]) -> list[cut.Heard]:
    return [
        cut.Heard(
            said["text"],
            start / FPS + said["start"],
            start / FPS + said["end"],
            [Word.model_validate(word) for word in said["words"]],
            said["speaker"],
        )
        for shot, start in zip(shots, starts, strict=True)
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
