"""The house engine's pictures: key images, frames and clips."""

from typing import Any

from pipeline.graph.targets import Request, Tools
from pipeline.previz import camera, draw
from pipeline.previz.camera import Cue, Handle
from pipeline.providers.base import Painted
from projects.kinds import Asset
from projects.kinds.scenes import Phoneme, Word
from projects.kinds.vocabulary import FPS, FRAME_SIZES, KEY_SIZE

SHEET_SIZE = (1600, 1000)  # pixels of a sheet of views
FADE = FPS // 2  # frames


def paint(request: Request, tools: Tools) -> Painted:
    """A frame or an image key, as PNG."""
    arguments = request.arguments
    if request.task == "portrait":
        width, height = KEY_SIZE
        shown, tags = Asset.model_validate(arguments["asset"]), arguments.get("look", {}).get("tags", [])
        data = draw.portrait(shown, arguments["style"], width, height, tags=tuple(tags))
    elif request.task == "sheet":
        width, height = SHEET_SIZE
        shown = Asset.model_validate(arguments["asset"])
        data = draw.sheet(shown, arguments["style"], width, height, arguments.get("take", 0))
    else:
        width, height = FRAME_SIZES[arguments["aspect"]]
        data = draw.picture(arguments["spec"], width, height)
    path = tools.folder / "picture.png"
    path.write_bytes(data)
    return Painted(tools.keep(path, "image/png", width=width, height=height), width, height)


def animate(request: Request, tools: Tools) -> Painted:
    """A shot's clip: the camera through its layers, or over a person's own frame."""
    arguments = request.arguments
    width, height = size = FRAME_SIZES[arguments["aspect"]]
    frames, path = arguments["frames"], tools.folder / "clip.mp4"
    longest = min(FADE, frames // 3)
    fade_in, fade_out = (longest if arguments[name] else 0 for name in ("fades_in", "fades_out"))
    handle = Handle(tools.folder / "handle.mp4", arguments["handle"]) if arguments["handle"] else None
    if arguments["own_frame"]:
        own, move = tools.files([arguments["frame"]])[0], arguments["move"]
        camera.still(own, move, frames, size, path, fade_in=fade_in, fade_out=fade_out, handle=handle)
    else:
        spec, speech = arguments["spec"], _cues(arguments["speech"])
        camera.clip(
            spec, frames, size, path, speech=speech, fade_in=fade_in, fade_out=fade_out, handle=handle
        )
    shape = {"width": width, "height": height}
    sha = tools.keep(path, "video/mp4", seconds=frames / FPS, **shape)
    more = tools.keep(handle.path, "video/mp4", seconds=handle.frames / FPS, **shape) if handle else ""
    return Painted(sha, width, height, more)


def _cues(speech: list[dict[str, Any]]) -> list[Cue]:
    """Mouths move for what is said in the picture, not for voices from elsewhere."""
    return [
        Cue(
            said["speaker"],
            said["start"],
            said["end"],
            [Word.model_validate(word) for word in said["words"]],
            [Phoneme.model_validate(phoneme) for phoneme in said["phonemes"]],
        )
        for said in speech
        if said["delivery"] == "dialogue"
    ]
