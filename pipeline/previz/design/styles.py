"""The visual styles: what each one's hand does with line, fill, shade, texture, paper and proportion."""

from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.previz.design.steering import settings_in, steered


@dataclass(frozen=True)
class StylePreset:
    """One drawing hand. Widths are in pixels of a 720-line picture; shares run from 0 to 1."""

    slug: str
    name: str
    sentence: str  # what a person reads when choosing it, and what a picture model is told
    line: float = 0.0  # outline width; 0 draws none
    line_colour: str = ""  # empty: each outline is a darker version of what it surrounds
    line_opacity: float = 1.0
    shade: float = 0.3  # how dark the shadow shapes are
    hard_shade: bool = False  # cel shading: one sharp edge instead of a soft turn
    rim: float = 0.5  # strength of the light on the edge of people
    saturation: float = 1.0
    contrast: float = 1.0
    lift: float = 0.0  # raises the blacks: faded print, chalk, water
    tint: str = ""  # colour that everything leans towards
    tint_share: float = 0.0
    grey: bool = False
    eyes: str = "almond"  # almond, anime, oval or dot
    eye_size: float = 1.0
    heads: float = 1.0  # multiplies the number of heads a body is tall; below 1 is childlike
    head_size: float = 1.0
    face_width: float = 1.0
    chin: float = 1.0  # width of the chin: below 1 it is pointed
    shine: str = "band"  # on hair: band, zigzag, halo, or none
    shadow: str = ""  # colour that shadows lean towards; empty: what the light gives
    back: str = ""  # colour that the set behind people leans towards
    back_share: float = 0.0
    blinds: bool = False  # rooms are lit through blinds
    lens: float = 1.0  # how soft the set gets as shots tighten: cameras blur, pencils do not
    wobble: float = 0.0  # unsteadiness of the line, in pixels
    texture: str = ""  # film, paper, wash, wax, tone or pencil
    paper: str = ""  # colour of the sheet where nothing is drawn
    vignette: float = 0.25
    bloom: float = 0.0  # glow of the bright parts
    font: str = "sans"  # of titles


STYLES: dict[str, StylePreset] = {
    preset.slug: preset
    for preset in (
        StylePreset(
            "cinematic",
            "Cinematic",
            "Flat graphic shapes, deep atmospheric layers, warm key light against cool shadow.",
            line=1.1,
            line_opacity=0.55,
            shade=0.34,
            rim=0.85,
            contrast=1.08,
            vignette=0.42,
            bloom=0.25,
            texture="film",
            font="cinema",
        ),
        StylePreset(
            "shonen-tv",
            "Shonen TV",
            "Bold ink outlines, two-tone cel shading, saturated colour and large bright eyes.",
            line=3.0,
            line_colour="#1d1522",
            shade=0.34,
            hard_shade=True,
            rim=0.35,
            saturation=1.35,
            contrast=1.06,
            eyes="anime",
            eye_size=1.16,
            heads=0.96,
            head_size=1.04,
            vignette=0.12,
            font="comic",
            face_width=1.0,
            chin=0.72,
            shine="zigzag",
            shadow="#3a2468",
            lens=0.75,
        ),
        StylePreset(
            "soft-watercolour",
            "Soft watercolour",
            "Transparent washes on warm paper, thin brown lines, quiet natural light.",
            line=1.7,
            line_colour="#5b4434",
            line_opacity=0.85,
            shade=0.26,
            rim=0.15,
            saturation=1.32,
            contrast=0.98,
            lift=0.03,
            tint="#f6e3bf",
            tint_share=0.05,
            eyes="oval",
            eye_size=1.0,
            heads=0.93,
            head_size=1.05,
            wobble=1.3,
            texture="wash",
            paper="#f7f0e0",
            vignette=0.0,
            font="book",
            shadow="#5a4a86",
            shine="",
            back="#fdf6e6",
            back_share=0.34,
            face_width=1.03,
            chin=1.08,
            lens=0.6,
        ),
        StylePreset(
            "modern-manhwa",
            "Modern manhwa",
            "Clean thin ink, tall elegant figures, cool gradients and screentone shadows.",
            line=1.8,
            line_colour="#16161f",
            shade=0.3,
            hard_shade=True,
            rim=0.6,
            saturation=0.84,
            contrast=1.1,
            tint="#8fa4d8",
            tint_share=0.09,
            eyes="anime",
            eye_size=0.86,
            heads=1.1,
            head_size=0.96,
            texture="tone",
            vignette=0.2,
            bloom=0.2,
            font="tall",
            face_width=0.93,
            chin=0.66,
            shine="halo",
            shadow="#22305e",
            back="#dfe6f6",
            back_share=0.26,
            lens=0.8,
        ),
        StylePreset(
            "classic-ova",
            "Classic OVA",
            "Hand-painted cels of the late eighties: dusky palette, glow and film grain.",
            line=2.1,
            line_colour="#2c1b30",
            line_opacity=0.95,
            shade=0.44,
            hard_shade=True,
            rim=0.5,
            saturation=1.0,
            contrast=1.04,
            lift=0.05,
            tint="#c77fa0",
            tint_share=0.07,
            eyes="anime",
            eye_size=1.0,
            heads=1.02,
            texture="film",
            vignette=0.3,
            bloom=0.45,
            font="retro",
            face_width=0.98,
            chin=0.78,
            shine="zigzag",
            shadow="#4a1f58",
            back="#7a4f78",
            back_share=0.16,
        ),
        StylePreset(
            "crayon",
            "Children's crayon",
            "Thick waxy crayon on white paper, naive shapes, happy colours, nothing quite straight.",
            line=4.6,
            line_colour="#3a2f3f",
            line_opacity=0.92,
            shade=0.12,
            hard_shade=True,
            rim=0.0,
            saturation=1.55,
            contrast=1.0,
            lift=0.06,
            eyes="dot",
            eye_size=1.1,
            heads=0.72,
            head_size=1.18,
            wobble=3.0,
            texture="wax",
            paper="#fffdf6",
            vignette=0.0,
            font="child",
            face_width=1.1,
            chin=1.3,
            shine="",
            back="#fffdf6",
            back_share=0.16,
            lens=0.15,
        ),
        StylePreset(
            "noir",
            "Noir",
            "Black and silver, one hard lamp, blinds and wet streets.",
            line=0.0,
            shade=0.62,
            hard_shade=True,
            rim=1.0,
            saturation=0.0,
            contrast=1.26,
            grey=True,
            vignette=0.6,
            bloom=0.2,
            texture="film",
            font="noir",
            shine="band",
            back="#07070b",
            back_share=0.34,
            blinds=True,
            face_width=0.98,
            chin=1.05,
        ),
        StylePreset(
            "storyboard",
            "Storyboard pencil",
            "Loose pencil and grey marker on paper: the drawing a director works with.",
            line=2.0,
            line_colour="#33343a",
            line_opacity=0.85,
            shade=0.22,
            hard_shade=True,
            rim=0.0,
            saturation=0.0,
            contrast=0.72,
            lift=0.32,
            grey=True,
            eyes="oval",
            eye_size=0.92,
            wobble=1.6,
            texture="pencil",
            paper="#f4f1ea",
            vignette=0.0,
            font="type",
            shine="",
            face_width=1.0,
            back="#f4f1ea",
            back_share=0.3,
            lens=0.15,
        ),
    )
}

DEFAULT_STYLE = "cinematic"


@lru_cache(maxsize=256)
def style_of(slug: str) -> StylePreset:
    """The preset called ``slug``, steered if the name says so; unknown ones are drawn in the default hand."""
    hand, settings = settings_in(slug)
    preset = STYLES.get(hand, STYLES[DEFAULT_STYLE])
    if not settings:
        return preset
    return replace(preset, slug=steered(preset.slug, settings), **settings)  # type: ignore[arg-type]
