"""Films told by previz without a database: what the rules of continuity must let pass."""

from functools import lru_cache

from accounts.kernel.ids import uuid7
from pipeline.continuity import Film, SceneView, ShotView
from pipeline.previz import coverage, extract, story
from pipeline.providers.house.texts import finish
from projects.kinds import Asset, Brief, Script, Treatment, VisualState
from projects.screenplay import fountain
from projects.screenplay.scenes import split


@lru_cache
def told(idea: str, seconds: int = 60, seed: int = 1, genre: str = "") -> Film:
    """The film that previz tells of an idea."""
    brief = story.complete_brief(Brief(idea=idea, seconds=seconds, seed=seed, genre=genre))
    variant = story.treatments(brief)[0]
    treatment = Treatment.model_validate(
        {name: value for name, value in variant.payload().items() if name in Treatment.model_fields}
    )
    sheet = story.beats(brief, treatment)
    scripts = [story.scene(brief, treatment, sheet, number) for number in range(len(sheet))]
    return filmed(brief, scripts, treatment.bible, [beat.seconds for beat in sheet])


def screened(text: str) -> Film:
    """The film of a finished screenplay, in Fountain."""
    scripts = [scene.text for scene in split(fountain.parse(text)) if scene.heading]
    return filmed(Brief(idea="A screenplay", title="Screenplay", mode="screenplay"), scripts, {}, [])


def filmed(brief: Brief, scripts: list[str], bible: dict[str, object], seconds: list[float]) -> Film:
    """Scripts with their breakdowns, states and coverage, as stages 5 to 8 make them."""
    assets: list[Asset] = []
    for asset in extract.cast(scripts, bible, brief):
        assets.append(finish(asset, brief, [other.design for other in assets], []))
    known = {asset.key: asset for asset in assets}
    states: dict[str, VisualState] = {}
    scenes = []
    for number, text in enumerate(scripts, 1):
        slot = f"s{number:02}"
        scene = extract.breakdown(Script(text=text), slot, assets, str(number))
        mine = {}
        for key in (*scene.cast, *scene.props):
            if key in known:
                states[key] = mine[key] = extract.state(scene, text, key, states.get(key), known[key])
        length = seconds[number - 1] if seconds else scene.eighths * 7.5
        shots = [
            ShotView(uuid7(), f"{number}-{at}", f"{slot}/{at:04}", shot)
            for at, shot in enumerate(coverage.cover(scene, text, brief, length), 1)
        ]
        scenes.append(SceneView(uuid7(), slot, str(number), scene, text, shots, mine))
    return Film(scenes, {asset.key: asset.name for asset in assets}, {}, brief.language)
