"""The house engine's sound: score and mix."""

from functools import partial
from typing import Any

from pipeline.graph.targets import Request, Tools
from pipeline.previz import cut, mix, score
from pipeline.previz.cut import Said, Staged
from pipeline.previz.mix import wav
from projects.kinds import Scene


def compose(request: Request, tools: Tools) -> dict[str, Any]:
    """The score, as a sound's data."""
    arguments = request.arguments
    seconds = arguments["seconds"]
    cues = cut.score_cues([_staged(shot, tools, heard=False) for shot in arguments["shots"]], seconds)
    path = tools.folder / "score.wav"
    score.compose_to(path, cues, arguments["seed"], seconds)
    return {"media": tools.keep(path, "audio/wav", seconds=seconds), "seconds": seconds}


def mixed(request: Request, tools: Tools) -> dict[str, Any]:
    """The mix with its stems, as a sound's data."""
    arguments = request.arguments
    music = wav.Stored(tools.files([arguments["music"]])[0])
    staged = [_staged(shot, tools, heard=True) for shot in arguments["shots"]]
    tools.check()
    made = mix.mix(cut.laid(staged, music, seconds=arguments["seconds"]), tools.folder)
    return {
        "media": tools.keep(made.path, "audio/wav", seconds=made.seconds),
        "seconds": made.seconds,
        "stems": {
            name: tools.keep(path, "audio/wav", seconds=made.seconds) for name, path in made.stems.items()
        },
        "loudness": round(made.loudness, 2),
        "peak": round(made.peak, 2),
    }


def _staged(shot: dict[str, Any], tools: Tools, *, heard: bool) -> Staged:
    """A shot as its sound needs it; without ``heard`` only when words fall counts, not how they sound."""
    paths = tools.files([said["media"] for said in shot["speech"]]) if heard else []
    return Staged(
        scene=Scene.model_validate(shot["scene"]),
        scene_key=shot["scene_slot"],
        start=shot["start"],
        seconds=shot["seconds"],
        sounds=shot["sounds"],
        action=shot["action"],
        dissolve=shot["dissolve"],
        lead=shot["lead"],
        speech=[
            Said(
                partial(wav.read, paths[number]) if heard else (list),  # type: ignore[arg-type]
                shot["start"] + said["start"],
                shot["start"] + said["end"],
                said["delivery"],
            )
            for number, said in enumerate(shot["speech"])
        ],
    )
