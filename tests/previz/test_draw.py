"""Specifications become layers and pictures."""

import json
from itertools import combinations

import cv2
import numpy as np
import pytest

from bench.pictures.likeness import difference
from pipeline.previz.design import STYLES
from pipeline.previz.draw import layers, picture, portrait, poster, prompt_text
from pipeline.previz.draw.compose import person_of
from pipeline.previz.draw.framing import CHIN, eyes_above_ground, head_offset
from pipeline.previz.draw.people.looks import LOOKS
from pipeline.previz.draw.people.marks import marks_of
from pipeline.previz.draw.people.poses import POSES
from pipeline.previz.draw.places import FAMILIES
from pipeline.previz.draw.props import PROPS
from projects.kinds import Asset, Scene, Shot, VisualState
from projects.kinds.vocabulary import FRAME_SIZES, Angle, Aspect, Move, ShotType, Size
from tests.previz.picture_specs import ASSETS, BRIEF, ELIAS, MARA, asset, spec

TINY = (64, 36)


def pixels(data: bytes) -> np.ndarray:
    read = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert read is not None
    return read


def place(**more: object) -> dict:
    return {
        "style": "cinematic",
        "frame": [1280, 720],
        "size": "EWS",
        "time": "day",
        "place": {"seed": 3},
        **more,
    }


def test_equal_specifications_give_equal_bytes() -> None:
    assert picture(spec(), 320, 180) == picture(spec(), 320, 180)


def test_a_specification_is_plain_json() -> None:
    made = spec()
    assert picture(json.loads(json.dumps(made)), *TINY) == picture(made, *TINY)


@pytest.mark.parametrize("aspect", list(Aspect))
def test_a_picture_has_the_size_asked_for(aspect: Aspect) -> None:
    width, height = (side // 8 * 2 for side in FRAME_SIZES[aspect])
    made = spec(brief=BRIEF.model_copy(update={"aspect": aspect}))
    assert pixels(picture(made, width, height)).shape == (height, width, 3)


@pytest.mark.parametrize("family", sorted(FAMILIES))
@pytest.mark.parametrize(("time", "weather"), [("day", ""), ("night", "rain"), ("dawn", "snow")])
def test_every_place_can_be_drawn(family: str, time: str, weather: str) -> None:
    made = pixels(picture(place(place={"family": family, "seed": 1}, time=time, weather=weather), *TINY))
    assert made.std() > 3  # something is there


@pytest.mark.parametrize("family", ["kitchen", "bar", "basement"])
def test_two_rooms_of_a_kind_differ(family: str) -> None:
    made = {
        picture(place(place={"family": family, "seed": 1, "variant": variant}, indoors=True), *TINY)
        for variant in (0, 1, 2)
    }
    assert len(made) == 3


@pytest.mark.parametrize("pose", sorted(POSES))
def test_every_pose_can_be_drawn(pose: str) -> None:
    made = spec({"size": "WS", "blocking": [{"asset": MARA, "pose": pose}], "cast": [MARA]})
    empty = {**made, "people": []}
    assert picture(made, *TINY) != picture(empty, *TINY)


def test_expressions_differ() -> None:
    faces = {
        picture(
            spec({"size": "CU", "cast": [MARA], "blocking": [{"asset": MARA, "expression": word}]}), 96, 54
        )
        for word in LOOKS
    }
    assert len(faces) == len(LOOKS)


@pytest.mark.parametrize("style", sorted(STYLES))
def test_every_style_has_its_own_hand(style: str) -> None:
    other = "noir" if style == "cinematic" else "cinematic"
    assert picture(spec(style=style), *TINY) != picture(spec(style=other), *TINY)


@pytest.mark.parametrize("size", list(Size))
@pytest.mark.parametrize("angle", list(Angle))
def test_every_framing_shows_its_people(size: Size, angle: Angle) -> None:
    made = spec({"size": size, "angle": angle})
    assert picture(made, *TINY) != picture({**made, "people": []}, *TINY)


@pytest.mark.parametrize("kind", list(ShotType))
def test_every_type_of_shot_composes(kind: ShotType) -> None:
    assert pixels(picture(spec({"type": kind, "props": ["prop:brass-key"]}), *TINY)).std() > 3


@pytest.mark.parametrize("kind", sorted(PROPS))
def test_every_prop_can_be_an_insert(kind: str) -> None:
    thing = {"key": "prop:x", "design": {"kind_of": kind}, "x": 640, "y": 360, "scale": 0.5}
    assert pixels(picture(place(insert=True, things=[thing]), *TINY)).std() > 3


@pytest.mark.parametrize(
    ("action", "cast", "prop", "shown"),
    [
        ("Mara turns the key.", [MARA], "prop:brass-key", True),
        ("The key lies on the table.", [MARA], "prop:brass-key", False),
        ("The key is held up.", [], "prop:brass-key", False),
        ("She opens the door.", [MARA], "prop:door", False),
    ],
)
def test_an_insert_shows_the_hand_that_is_at_its_thing(
    action: str, cast: list[str], prop: str, shown: bool
) -> None:
    setup = {"type": ShotType.INSERT, "size": "CU", "action": action, "cast": cast, "blocking": []}
    made = spec({**setup, "props": [prop], "subject": prop})
    empty = {**made, "hand": None}
    assert (picture(made, *TINY) != picture(empty, *TINY)) == shown


def test_a_hand_wears_what_its_owner_wears() -> None:
    setup = {
        "type": ShotType.INSERT,
        "props": ["prop:brass-key"],
        "action": "A hand holds it.",
        "blocking": [],
    }
    made = spec({**setup, "cast": [MARA]})
    assert made["hand"]["sleeve"] == ASSETS[MARA].design["top_colour"]
    gloved = spec(
        {**setup, "cast": [MARA]}, states={MARA: VisualState(asset=MARA, wardrobe="red gloves, a t-shirt")}
    )
    assert gloved["hand"]["bare"]
    assert gloved["hand"]["skin"] == "#b8352f"


def test_eyes_of_a_close_up_lie_in_the_upper_half() -> None:
    made = spec({"size": "CU", "cast": [MARA], "blocking": [{"asset": MARA, "facing": "right"}]})
    head = made["people"][0]
    assert 0.2 < head["x"] / 1280 < 0.5  # room to look into
    assert head["y"] > 720  # the feet are out of frame


def test_over_the_shoulder_frames_one_with_the_other() -> None:
    blocking = [{"asset": MARA, "back": True, "x": 0.2}, {"asset": ELIAS, "facing": "left", "x": 0.6}]
    made = spec({"type": ShotType.OTS, "size": "MCU", "subject": ELIAS, "blocking": blocking})
    back, front = made["people"]
    assert back["over_shoulder"]
    assert not front["over_shoulder"]
    assert back["scale"] > front["scale"]
    assert back["x"] < front["x"]


@pytest.mark.parametrize("aspect", list(Aspect))
@pytest.mark.parametrize("size", ["MS", "MCU", "CU"])
def test_no_back_of_a_head_hides_the_face_it_looks_at(aspect: Aspect, size: str) -> None:
    blocking = [{"asset": MARA, "back": True, "x": 0.2}, {"asset": ELIAS, "facing": "left", "x": 0.6}]
    setup = {"type": ShotType.OTS, "size": size, "subject": ELIAS, "blocking": blocking}
    made = spec(setup, brief=BRIEF.model_copy(update={"aspect": aspect}))
    back, front = made["people"]
    middle = front["x"] + head_offset(person_of(front), 1.0) * front["scale"]
    assert back["x"] + 75 * back["scale"] < middle - 40 * front["scale"]
    assert middle + 60 * front["scale"] < made["frame"][0]


def test_a_child_stays_smaller_than_an_adult() -> None:
    made = spec({"size": "WS"})
    assert made["people"][0]["scale"] == made["people"][1]["scale"]


CHILD = "character:tom"


def with_a_child(aspect: Aspect = Aspect.WIDE, size: str = "MS") -> dict:
    blocking = [{"asset": MARA, "x": 0.3, "facing": "right"}, {"asset": CHILD, "x": 0.7, "facing": "left"}]
    ASSETS.setdefault(CHILD, asset(CHILD, "A boy of six"))
    setup = {"size": size, "cast": [MARA, CHILD], "blocking": blocking}
    return spec(setup, brief=BRIEF.model_copy(update={"aspect": aspect}))


@pytest.mark.parametrize("aspect", list(Aspect))
@pytest.mark.parametrize("size", ["MWS", "MS", "MCU"])
def test_nobody_small_loses_their_chin(aspect: Aspect, size: str) -> None:
    made = with_a_child(aspect, size)
    height = made["frame"][1]
    for entry in made["people"]:
        eyes = entry["y"] - eyes_above_ground(person_of(entry), 1.0) * entry["scale"]
        assert 0 < eyes < eyes + CHIN * entry["scale"] <= height


@pytest.mark.parametrize("aspect", list(Aspect))
@pytest.mark.parametrize("crowd", [2, 3, 4, 6])
@pytest.mark.parametrize("size", ["WS", "MWS", "MS", "MCU", "CU"])
def test_every_face_of_a_group_is_in_the_frame_and_no_foot_in_the_air(
    aspect: Aspect, crowd: int, size: str
) -> None:
    keys = [f"character:extra-{number}" for number in range(crowd)]
    row = [{"asset": key, "x": (index + 1) / (crowd + 1)} for index, key in enumerate(keys)]
    setup = {"size": size, "cast": keys, "blocking": row}
    made = spec(setup, brief=BRIEF.model_copy(update={"aspect": aspect}))
    width, height = made["frame"]
    for entry in made["people"]:
        person = person_of(entry)
        eyes = entry["y"] - eyes_above_ground(person, 1.0) * entry["scale"]
        face = entry["x"] + head_offset(person, 1.0) * entry["scale"]
        assert 0.04 * height < eyes < 0.86 * height
        assert 0.02 * width < face - 60 * entry["scale"] < face + 60 * entry["scale"] < 0.98 * width
        assert entry["y"] > 0.98 * height or made["size"] in ("WS", "EWS")


def test_people_look_each_other_in_the_eyes() -> None:
    adult, child = with_a_child()["people"]
    assert adult["eyeline"] > 0.1  # down
    assert child["eyeline"] == pytest.approx(-adult["eyeline"], abs=0.01)
    level = spec({"size": "MS"})["people"]
    assert abs(level[0]["eyeline"]) < 0.12


def test_nobody_stands_far_away_in_a_car() -> None:
    blocking = [{"asset": MARA, "facing": "right", "pose": "stand"}]
    setup = {"size": "WS", "cast": [MARA], "blocking": blocking}
    made = spec(setup, {"location": "location:taxi"})
    assert made["place"]["family"] == "car"
    assert (made["size"], made["people"][0]["pose"]) == ("MS", "ride")
    empty = spec({"size": "WS", "cast": [], "blocking": []}, {"location": "location:taxi"})
    assert empty["size"] == "WS"


def test_angles_tilt_heads() -> None:
    tilts = {angle: spec({"angle": angle})["people"][0]["tilt"] for angle in Angle}
    assert tilts["low"] < tilts["eye level"] < tilts["high"] < tilts["overhead"]


def test_two_who_embrace_touch() -> None:
    blocking = [
        {"asset": MARA, "x": 0.2, "facing": "right", "pose": "embrace"},
        {"asset": ELIAS, "x": 0.8, "facing": "left", "pose": "embrace"},
    ]
    one, two = spec({"size": "MWS", "blocking": blocking})["people"]
    assert 0 < two["x"] - one["x"] < 400 * one["scale"]


@pytest.mark.parametrize("size", list(Size))
def test_closer_shots_show_larger_faces(size: Size) -> None:
    order = ["EWS", "WS", "MWS", "MS", "MCU", "CU", "ECU"]
    scales = [
        spec({"size": one, "cast": [MARA], "blocking": [{"asset": MARA}]})["people"][0]["scale"]
        for one in order
    ]
    at = order.index(size.value)
    assert all(scales[at] < larger for larger in scales[at + 1 :])
    assert 200 * scales[order.index("CU")] > 0.55 * 720  # a head fills most of a close-up


@pytest.mark.parametrize("family", ["park", "village", "field", "street", "mountain"])
def test_seasons_and_snow_show(family: str) -> None:
    seasons = {
        season: picture(place(place={"family": family, "seed": 1, "season": season}), *TINY)
        for season in ("summer", "winter")
    }
    assert pixels(seasons["winter"]).mean() > pixels(seasons["summer"]).mean()


def test_snow_lies_only_out_of_doors() -> None:
    rooms = {
        picture(place(place={"family": "kitchen", "seed": 1, "season": season}, indoors=True), *TINY)
        for season in ("summer", "winter")
    }
    assert len(rooms) == 1


def test_no_style_is_taken_for_another() -> None:
    drawn = {style: pixels(picture(spec({"size": "MS"}, style=style), 128, 72)) for style in STYLES}
    for one, two in combinations(drawn, 2):
        assert difference(drawn[one], drawn[two]).mean > 4, (one, two)


@pytest.mark.parametrize("pattern", ["stripes", "checks", "dots", "flowers"])
def test_patterns_show(pattern: str) -> None:
    plain = spec({"size": "MS"})
    printed = json.loads(json.dumps(plain))
    printed["people"][0]["design"]["pattern"] = pattern
    assert picture(printed, *TINY) != picture(plain, *TINY)


@pytest.mark.parametrize("move", list(Move))
def test_a_move_ends_elsewhere(move: Move) -> None:
    made = spec({"move": move, "size": "WS"})
    same = picture(made, *TINY, at=0.0) == picture(made, *TINY, at=1.0)
    assert not same or move in (Move.STATIC,)


def test_layers_run_from_far_to_near() -> None:
    made = layers(spec())
    depths = [layer.depth for layer in made if layer.person < 0]
    assert depths == sorted(depths, reverse=True)
    assert all(0 <= layer.depth <= 1 for layer in made)
    assert all(layer.svg.startswith("<svg") for layer in made)


def test_visual_state_shows() -> None:
    clean = picture(spec({"size": "MS"}), 128, 72)
    for tag in ("muddy", "torn", "bloody", "wet", "snowy", "burnt", "bandaged"):
        state = VisualState(asset=MARA, tags_in=[tag])
        assert picture(spec({"size": "MS"}, states={MARA: state}), 128, 72) != clean, tag
    assert marks_of(["soaked", "covered in mud"]) == ["wet", "muddy"]


def test_another_wardrobe_keeps_the_face() -> None:
    state = VisualState(asset=MARA, wardrobe="a green velvet dress")
    before, after = spec()["people"][0]["design"], spec(states={MARA: state})["people"][0]["design"]
    assert after["top"] == "dress"
    assert before["top"] == "raincoat"
    assert {name: after[name] for name in ("hair", "skin", "cut", "jaw", "nose")} == {
        name: before[name] for name in ("hair", "skin", "cut", "jaw", "nose")
    }


@pytest.mark.parametrize("key", sorted(ASSETS))
def test_every_asset_has_a_key_image(key: str) -> None:
    assert pixels(portrait(ASSETS[key], "crayon", 96, 72)).shape == (72, 96, 3)


HOSTILE = '"><script>alert(1)</script>&amp;]]>\x00\ud83d\ude00'.encode("utf-16", "surrogatepass").decode(
    "utf-16"
)


def test_hostile_text_is_only_text() -> None:
    assert pixels(poster(HOSTILE, spec(), 96, 54)).shape == (54, 96, 3)
    bad = Asset(
        key="character:x", type="character", name=HOSTILE, design={"skin": HOSTILE, "hair": 5, "jaw": "no"}
    )
    assert pixels(portrait(bad, HOSTILE, 96, 72)).shape == (72, 96, 3)


def test_a_specification_edited_into_nonsense_is_still_drawn() -> None:
    nonsense = {
        "style": "?", "frame": [640, 360], "size": "HUGE", "move": "fly",
        "place": {"family": "?", "wall": "red"}, "weather": "frogs",
        "people": [{"key": "character:x", "design": {}, "pose": "?", "expression": "?"}],
    }  # fmt: skip
    assert pixels(picture(nonsense, *TINY)).shape == (36, 64, 3)


def test_the_prompt_says_what_is_drawn() -> None:
    shot = Shot(size="CU", cast=[MARA], props=["prop:brass-key"], action="She turns the key", blocking=[])
    scene = Scene(script="s", location="location:kitchen", time="NIGHT", weather="rain", mood="tense")
    text = prompt_text(shot, scene, ASSETS, {}, "noir")
    for part in (
        "Close-up",
        "kitchen",
        "night",
        "in the rain",
        "mara",
        "brass key",
        "She turns the key.",
        "tense",
        "Noir",
    ):
        assert part in text
