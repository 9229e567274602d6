"""The house engine's sound: score and mix."""

from typing import Any

from pipeline.graph.targets import Request, Tools
from pipeline.previz import effects, mix, score
from pipeline.previz.mix import MixPlan, Placed, wav
from pipeline.previz.score import ScoreCue
from projects.kinds import Scene

MOST_EFFECTS = 3  # in one shot: more is noise
EFFECT_GAIN = 0.7
CROSS = 0.4  # seconds over which one place's ambience gives way to the next


def compose(request: Request, tools: Tools) -> dict[str, Any]:
    """The score, as a sound's data."""
    arguments = request.arguments
    cues = [ScoreCue(*cue) for cue in arguments["cues"]]
    music = score.compose(cues, arguments["seed"], arguments["seconds"])
    path = tools.folder / "score.wav"
    wav.write(path, music)
    seconds = arguments["seconds"]
    return {"media": tools.keep(path, "audio/wav", seconds=seconds), "seconds": seconds}


def mixed(request: Request, tools: Tools) -> dict[str, Any]:
    """The mix with its stems, as a sound's data."""
    arguments = request.arguments
    shots = arguments["shots"]
    plan = MixPlan(
        seconds=arguments["seconds"],
        speech=[placed for shot in shots for placed in _speech(shot, tools)],
        effects=[placed for shot in shots for placed in _effects(shot)],
        ambience=[_ambience(span) for span in arguments["ambience"]],
        music=wav.mapped(tools.files([arguments["music"]])[0]),
    )
    tools.check()
    made = mix.mix(plan, tools.folder)
    return {
        "media": tools.keep(made.path, "audio/wav", seconds=made.seconds),
        "seconds": made.seconds,
        "stems": {
            name: tools.keep(path, "audio/wav", seconds=made.seconds) for name, path in made.stems.items()
        },
        "loudness": round(made.loudness, 2),
        "peak": round(made.peak, 2),
    }


def _speech(shot: dict[str, Any], tools: Tools) -> list[Placed]:
    paths = tools.files([said["media"] for said in shot["speech"]])
    room = mix.room_of(shot["setting"], shot["place"])
    return [
        Placed(
            wav.read(path),
            shot["start"] + said["start"],
            room="dry" if said["delivery"] in ("voice-over", "narration") else room,
        )
        for said, path in zip(shot["speech"], paths, strict=True)
    ]


def _effects(shot: dict[str, Any]) -> list[Placed]:
    placed = []
    for number, name in enumerate(shot["sounds"][:MOST_EFFECTS]):
        at = min(0.2 + number * 0.7, shot["seconds"] * 0.6)
        sound = effects.effect(name, shot["seconds"] - at)
        placed.append(Placed(sound, shot["start"] + at, gain=EFFECT_GAIN))
    return placed


def _ambience(span: dict[str, Any]) -> Placed:
    scene = Scene.model_validate(span["scene"])
    bed = effects.ambience(scene, span["end"] - span["start"])
    return Placed(bed, span["start"], fade_in=CROSS, fade_out=CROSS)
