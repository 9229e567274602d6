"""A steered style: a name that carries its settings, drawn like any other."""

import pytest

from assets.capsules import pixels
from assets.capsules.presets import presets
from assets.capsules.scoring import score_picture
from pipeline.previz import draw
from pipeline.previz.design.steering import settings_in, steered
from pipeline.previz.design.styles import STYLES, style_of
from tests.previz.picture_specs import spec


def test_a_name_carries_its_settings_and_equal_ones_are_equal() -> None:
    name = steered("noir", {"tint": "#AABBCC", "line": 2.50, "grey": 0})
    assert name == "noir;grey=0;line=2.5;tint=#aabbcc"
    assert name == steered("noir", {"grey": 0.0, "line": "2.5", "tint": "#aabbcc"})
    style = style_of(name)
    assert (style.line, style.tint, style.grey) == (2.5, "#aabbcc", False)
    assert (style.slug, style.name, style.eyes) == (name, "Noir", STYLES["noir"].eyes)
    assert style_of(style.slug) == style


def test_without_settings_it_is_the_hand_itself() -> None:
    assert steered("crayon", {}) == "crayon"
    assert style_of(steered("crayon", {"hand": "noir"})) is STYLES["noir"]


@pytest.mark.parametrize(
    "settings",
    [
        {"eyes": "dot"},
        {"heads": 3},
        {"tint": "red"},
        {"texture": "gold"},
        {"line": "nan"},
        {"line": "x"},
        {"a=b;c": 1},
    ],
)
def test_what_belongs_to_the_hand_or_is_no_setting_is_left_out(settings: dict[str, float | str]) -> None:
    assert steered("noir", settings) == "noir"
    assert style_of(f"noir;{'='.join(map(str, *settings.items()))}") is STYLES["noir"]


def test_numbers_are_brought_into_their_range() -> None:
    assert settings_in(steered("noir", {"line": 99, "lift": -1, "vignette": "1e9"}))[1] == {
        "lift": 0.0,
        "line": 6.0,
        "vignette": 0.8,
    }


def test_an_unknown_hand_draws_like_the_default_one() -> None:
    assert style_of("nobody;line=3").line == 3
    assert style_of("nobody;line=3").name == STYLES["cinematic"].name


def test_every_visual_preset_brings_drawings_nearer_to_itself() -> None:
    scene = spec(style="cinematic")
    plain = pixels.measure(draw.picture(scene, 320, 180))
    for preset in presets("visual"):
        style = steered("cinematic", preset.capsule.steer)
        drawn = pixels.measure(draw.picture(scene | {"style": style}, 320, 180))
        before, now = (score_picture(preset.capsule, each).total for each in (plain, drawn))
        assert before is not None
        assert now is not None
        assert now > before, preset.slug
