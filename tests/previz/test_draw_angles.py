"""Cameras that look up or down, and what falls before the lens."""

import cv2
import numpy as np
import pytest

from pipeline.previz.design import style_of
from pipeline.previz.draw.finish import patch_of, sprite
from pipeline.previz.draw.framing import Frame
from pipeline.previz.draw.keystone import moved
from pipeline.previz.draw.picture import rendered, tiled
from pipeline.previz.draw.places.interiors import ROOMS
from pipeline.previz.draw.places.plan import Plan
from pipeline.previz.draw.places.shell import back_wall
from pipeline.previz.draw.stage import Acting, face_area, frame_for, light_for, person_layer
from projects.kinds.vocabulary import Angle
from tests.previz.picture_specs import MARA, SPEAKING, spec

TINY = (64, 36)


def wide_at(angle: str, row: float) -> float:
    """How wide a bar of 100 units is seen at a share of the frame's height."""
    lean = Frame(1280, 720, "WS", angle).keystone
    (left, _), (right, _) = moved(lean, (1280, 720), [(590, row * 720), (690, row * 720)])
    return right - left


@pytest.mark.parametrize("angle", ["low", "ground"])
def test_from_below_legs_grow_and_heads_shrink(angle: str) -> None:
    assert wide_at(angle, 0.9) > 115
    assert wide_at(angle, 0.25) < 95


@pytest.mark.parametrize("angle", ["high", "overhead"])
def test_from_above_heads_grow_and_feet_shrink(angle: str) -> None:
    assert wide_at(angle, 0.25) > 110
    assert wide_at(angle, 0.9) < 90


@pytest.mark.parametrize("angle", list(Angle))
@pytest.mark.parametrize("size", ["EWS", "WS", "MS", "CU", "ECU"])
def test_people_stay_in_sight_from_every_height(angle: Angle, size: str) -> None:
    alone = {"cast": [MARA], "blocking": [SPEAKING[0]], "size": size, "angle": angle.value}
    with_her = rendered(spec(alone), 160, 90).astype(int)
    without = rendered({**spec(alone), "people": []}, 160, 90).astype(int)

    assert (np.abs(with_her - without).max(axis=2) > 24).mean() > (0.004 if size == "EWS" else 0.02)


def test_a_mouth_moves_in_its_face_however_the_camera_looks() -> None:
    made = spec({"cast": [MARA], "blocking": [SPEAKING[0]], "size": "CU", "angle": "low"})
    frame, style, light = frame_for(made), style_of("cinematic"), light_for(made)
    still, speaking = (person_layer(made, 0, Acting(viseme=viseme)) for viseme in ("", "open"))
    view = (0.0, 0.0, 1280.0, 720.0)
    whole, spoken = (sprite(layer, view, 0.25, style, light) for layer in (still, speaking))
    assert frame.keystone < 0
    assert whole is not None
    assert spoken is not None
    patch = patch_of(whole, speaking, face_area(made, 0, Acting(), mouth=True), style, light)
    assert patch is not None
    left, top, piece = patch
    there = spoken.pixels[top : top + piece.shape[0], left : left + piece.shape[1]]

    assert np.abs(piece.astype(int) - there.astype(int)).mean() < 2
    assert np.abs(spoken.pixels.astype(int) - whole.pixels.astype(int)).max() > 40


def test_a_room_seen_from_below_shows_its_ceiling() -> None:
    from_below, level = (
        back_wall(Plan({}, style_of("cinematic"), light_for(spec()), 1280, 720, angle), ROOMS["kitchen"])
        for angle in ("low", "eye level")
    )

    assert from_below[1] > 0.15 * 720
    assert level[1] < 0.05 * 720


@pytest.mark.parametrize(("scale", "turn"), [(1.13, 0.0), (1.16, 7.0)])
def test_rain_repeats_without_a_seam(scale: float, turn: float) -> None:
    tile = np.random.default_rng(1).integers(0, 255, (36, 64, 4), np.uint8)
    tile = cv2.GaussianBlur(tile, (0, 0), 1.5, borderType=cv2.BORDER_REFLECT)
    way = cv2.getRotationMatrix2D((32.0, 18.0), turn, scale) + np.array([[0, 0, -91.3], [0, 0, 47.6]])

    wrapped = cv2.warpAffine(tile, way, TINY, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)

    assert np.abs(tiled(tile, way, TINY).astype(int) - wrapped.astype(int)).max() <= 12


def test_what_only_falls_moves_by_whole_pixels() -> None:
    tile = np.random.default_rng(1).integers(0, 255, (36, 64, 4), np.uint8)
    way = np.array([[1.0, 0, 70.2], [0, 1.0, -40.1]])

    assert np.array_equal(tiled(tile, way, TINY), np.roll(tile, (-40, 70), axis=(0, 1)))
