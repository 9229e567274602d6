"""The kinds of story content, each a typed, immutable model. ``KINDS`` maps a kind's name to its model."""

from projects.kinds.base import Content, canonical, digest
from projects.kinds.capsules import CapsuleUse
from projects.kinds.judging import Continuity, Naming
from projects.kinds.scenes import Clip, Cut, Frame, Line, Prompt, Reading, Scene, Shot, ShotList, Sound
from projects.kinds.story import (
    Beat,
    BeatSheet,
    Brief,
    Episode,
    Material,
    Script,
    Summary,
    Treatment,
    Variant,
)
from projects.kinds.world import Asset, CastList, Look, Picture, Style, VisualState

KINDS: dict[str, type[Content]] = {
    model.kind: model
    for model in (
        *(Episode, Brief, Material, Summary, Variant, Treatment, BeatSheet, Beat, Script),
        *(Style, CapsuleUse, CastList, Asset, Look, Picture, VisualState),
        *(Scene, ShotList, Shot, Prompt, Frame, Line, Clip, Sound, Cut, Continuity, Naming, Reading),
    )
}

__all__ = ["KINDS", "Content", "canonical", "digest", *sorted(model.__name__ for model in KINDS.values())]
