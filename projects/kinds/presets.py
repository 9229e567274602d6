"""Visual style presets and the choices of the brief, as people read them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Preset:
    """A visual style: its slug is what a brief stores."""

    slug: str
    name: str
    sentence: str


PRESETS = (
    Preset("cinematic", "Cinematic", "Deep light, rich colour, wide lenses and shadows that mean something."),
    Preset(
        "shonen-tv", "Shonen TV", "Bold outlines, cel shading and speed, as in a weekly adventure series."
    ),
    Preset("soft-watercolour", "Soft watercolour", "Washed paper, gentle edges, wind in the grass."),
    Preset("modern-manhwa", "Modern manhwa", "Clean digital ink, cool gradients, glossy light."),
    Preset("classic-ova", "Classic OVA", "Hand-painted cels, film grain, neon and night."),
    Preset("crayon", "Children's crayon", "Wax crayon on white paper, as a child would tell it."),
    Preset("noir", "Noir", "Black, white and one lamp."),
    Preset("storyboard", "Storyboard pencil", "Quick pencil on paper: the director's first thought."),
)
