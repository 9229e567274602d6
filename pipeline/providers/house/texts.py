"""The house engine's texts: story, breakdown, coverage, states and prompts."""

from collections.abc import Callable
from typing import Any

from pipeline.adaptation import MATERIAL_READ
from pipeline.previz import coverage, design, draw, extract, story, voice
from projects.kinds import Asset, Beat, Brief, Prompt, Scene, Script, Shot, Treatment, VisualState
from projects.kinds.judging import NameDecision

Arguments = dict[str, Any]

TAKE_STEP = 7_919  # between the seeds of two takes: a prime, so that takes and seeds do not meet


def _brief(arguments: Arguments) -> Brief:
    """The brief; another take of the same target is told from another seed."""
    brief = Brief.model_validate(arguments["brief"])
    seed = (brief.seed + TAKE_STEP * int(arguments.get("take", 0))) % 2**31
    return brief.model_copy(update={"seed": seed})


def summary(arguments: Arguments) -> Any:
    """A chapter, or summaries of several, in their own words."""
    text = arguments.get("text") or "\n\n".join(one["text"] for one in arguments["chapters"])
    return story.summary_of(text, arguments["words"], arguments["brief"]["language"])


def complete_brief(arguments: Arguments) -> Any:
    """The brief with what it left open filled in, from the idea, or from what an adapted text tells."""
    brief = _brief(arguments)
    told = brief.model_copy(update={"idea": arguments.get("synopsis") or brief.idea})
    return story.complete_brief(told).model_copy(update={"idea": brief.idea}).payload()


def variant(arguments: Arguments) -> Any:
    """One of three; all three are written, as they must differ from each other."""
    brief = _brief(arguments)
    if material := " ".join(arguments["material"]).strip():
        # What a novel is told from is the novel: what the brief says about it is no part of the story.
        said = "" if "synopsis" in arguments else brief.idea
        idea = f"{said} {material}".strip()[:MATERIAL_READ]
        brief = brief.model_copy(update={"idea": idea})
    return story.treatments(brief)[arguments["index"]].payload()


def beats(arguments: Arguments) -> Any:
    """The treatment's beats."""
    written = story.beats(_brief(arguments), Treatment.model_validate(arguments["treatment"]))
    return [beat.payload() for beat in written]


def script(arguments: Arguments) -> Any:
    """One beat's scene, in Fountain."""
    told = Treatment.model_validate(arguments["treatment"])
    sheet = [Beat.model_validate(data) for data in arguments["beats"]]
    return story.scene(_brief(arguments), told, sheet, arguments["index"])


def cast(arguments: Arguments) -> Any:
    """The assets the scripts name, each with words, drawing parameters and, for people, a voice."""
    brief = _brief(arguments)
    kept = {data["key"]: Asset.model_validate(data) for data in arguments["kept"]}
    decisions = [NameDecision.model_validate(data) for data in arguments.get("decisions", [])]
    found = extract.cast(arguments["scripts"], arguments["bible"], brief, decisions)
    finished: list[Asset] = []
    for asset in found:
        others = [other.design for other in finished if other.type == asset.type]
        voices = [other.voice for other in finished if other.voice]
        finished.append(kept.get(asset.key) or finish(asset, brief, others, voices))
    return [asset.payload() for asset in finished]


def finish(asset: Asset, brief: Brief, others: list[dict[str, Any]], voices: list[Any]) -> Asset:
    """An asset with its drawing parameters and voice, told apart from ``others`` and their ``voices``."""
    updates: dict[str, Any] = {"design": design.design(asset, brief, others)}
    if asset.type == "character" and asset.voice is None:
        # Unlike the narrator too, who speaks for whoever has no voice.
        taken = [voice.narrator(brief.language), *voices]
        updates["voice"] = voice.cast_voice(asset, taken, brief.language)
    return asset.model_copy(update=updates)


def breakdown(arguments: Arguments) -> Any:
    """A scene's breakdown from its script."""
    assets = [Asset.model_validate(data) for data in arguments["assets"]]
    told = Script.model_validate(arguments["script"])
    return extract.breakdown(told, arguments["slot"], assets, arguments["number"]).payload()


def cover(arguments: Arguments) -> Any:
    """A scene's shots."""
    scene = Scene.model_validate(arguments["scene"])
    shots = coverage.cover(scene, arguments["script"], _brief(arguments), arguments["seconds"])
    return [shot.payload() for shot in shots]


def state(arguments: Arguments) -> Any:
    """An asset's state in a scene."""
    before, asset = arguments["previous"], arguments["asset"]
    key = arguments["key"]
    return extract.state(
        Scene.model_validate(arguments["scene"]),
        arguments["script"],
        key,
        VisualState.model_validate(before) if before else None,
        Asset.model_validate(asset) if asset else Asset(key=key, type=key.partition(":")[0], name=key),
        arguments.get("refused", ()),
    ).payload()


def prompt(arguments: Arguments) -> Any:
    """What a shot's pictures are drawn from, in words and as a drawing specification."""
    shot, scene = Shot.model_validate(arguments["shot"]), Scene.model_validate(arguments["scene"])
    assets = {key: Asset.model_validate(data) for key, data in arguments["assets"].items()}
    states = {key: VisualState.model_validate(data) for key, data in arguments["states"].items()}
    style = arguments["style"]
    return Prompt(
        text=draw.prompt_text(shot, scene, assets, states, style),
        spec=draw.compose(shot, scene, assets, states, _brief(arguments), style),
        references=arguments["references"],
    ).payload()


def take_over(arguments: Arguments) -> Any:
    """The variant as it is: taking over makes nothing new."""
    return arguments["variant"]


TASKS: dict[str, Callable[[Arguments], Any]] = {
    "chapter": summary,
    "synopsis": summary,
    "brief": complete_brief,
    "variant": variant,
    "take_over": take_over,
    "beats": beats,
    "script": script,
    "cast": cast,
    "breakdown": breakdown,
    "cover": cover,
    "state": state,
    "prompt": prompt,
}
