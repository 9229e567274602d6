import numpy as np
import pytest

from pipeline.previz.effects import (
    BEDS,
    EFFECTS,
    NAMES,
    UnknownEffect,
    ambience,
    effect,
    names_in,
    seconds_of_effect,
)
from pipeline.previz.effects.beds import LOOP, bed, loop
from pipeline.previz.effects.places import layers_of
from pipeline.previz.mix.signal import RATE, Samples, gain_of, level_of
from projects.kinds import Scene


def scene(**values: object) -> Scene:
    return Scene.model_validate({"script": "s1", **values})


def brightness(samples: Samples) -> float:
    """The centre of a sound's spectrum in hertz."""
    mono = samples if samples.ndim == 1 else samples.mean(axis=1)
    power = np.abs(np.fft.rfft(mono)) ** 2
    return float((power * np.fft.rfftfreq(len(mono), 1 / RATE)).sum() / power.sum())


def test_there_are_effects_and_soundscapes_enough() -> None:
    assert len(EFFECTS) >= 60
    assert len(BEDS) >= 15


@pytest.mark.parametrize("name", EFFECTS)
def test_every_effect_sounds_at_its_level_and_ends_softly(name: str) -> None:
    samples = effect(name)

    assert len(samples) == round(seconds_of_effect(name) * RATE)
    assert np.isfinite(samples).all()
    assert np.abs(samples).max() <= gain_of(EFFECTS[name].level) * 1.05
    assert np.abs(samples).max() >= gain_of(EFFECTS[name].level) * 0.5
    assert abs(float(samples[-1])) < 0.002
    assert abs(float(samples.mean())) < 0.004


@pytest.mark.parametrize("name", BEDS)
def test_every_soundscape_is_a_loop_without_a_seam(name: str) -> None:
    whole = loop(name)
    around = np.concatenate([whole[-RATE // 10 :], whole[: RATE // 10]])

    assert len(whole) == LOOP * RATE
    assert level_of(whole) == pytest.approx(-30, abs=0.5)
    # No jump where the end meets the beginning that is larger than jumps elsewhere.
    seam = np.abs(np.diff(around, axis=0))[RATE // 10 - 2 : RATE // 10 + 1].max()
    assert seam <= np.abs(np.diff(whole, axis=0)).max()


@pytest.mark.parametrize("name", ["door", "rain", "thunder", "crowd"])
def test_equal_requests_are_equal_sounds(name: str) -> None:
    assert effect(name, 2.0, "a").tobytes() == effect(name, 2.0, "a").tobytes()
    assert effect(name, 2.0, "a").tobytes() != effect(name, 2.0, "b").tobytes()


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.3, 7.5])
def test_an_effect_is_as_long_as_asked(seconds: float) -> None:
    assert all(
        len(effect(name, seconds)) == round(seconds * RATE) for name in ("door", "gull", "rain", "bell")
    )


def test_what_an_effect_gives_may_be_changed_by_its_caller() -> None:
    first = effect("knock")
    first *= 0

    assert effect("knock").any()


def test_a_description_is_understood_and_an_unknown_one_refused() -> None:
    assert effect("A door slams shut", 1.0).tobytes() == effect("slam", 1.0).tobytes()
    with pytest.raises(UnknownEffect):
        effect("quintessence")


@pytest.mark.parametrize(
    ("action", "names"),
    [
        ("She knocks. The door opens and Tom walks in.", ["knock", "door", "footsteps"]),
        ("Thunder. Rain hammers on the roof while a gull cries.", ["thunder", "rain", "gull"]),
        ("Mara opens the old wooden door and climbs the stairs.", ["door", "stairs"]),
        ("The phone rings. Nobody answers.", ["phone"]),
        ("A shot rings out; glass shatters.", ["gunshot", "glass"]),
        ("He strikes a match and lights the lantern.", ["match"]),
        ("She stands by the door, silent.", []),
        ("Bells toll over the harbour.", ["bell"]),
        ("He trains her to wait.", []),
        ("", []),
        ("Ünïcödé 🚪 مرحبا", []),
    ],
)
def test_an_action_calls_for_its_sounds_in_order(action: str, names: list[str]) -> None:
    assert names_in(action) == names


def test_every_name_in_an_action_is_an_effect() -> None:
    text = " ".join(f"The {name} is heard. It rains, the wind blows, a storm comes." for name in NAMES)

    assert set(names_in(text)) <= set(NAMES)


def test_naming_is_quick_on_hostile_text() -> None:
    assert names_in("opens " * 3_000 + "(" * 3_000) == []


@pytest.mark.parametrize(
    ("values", "heard"),
    [
        ({"place": "BEACH", "setting": "EXT"}, {"sea", "wind"}),
        ({"place": "DARK FOREST", "setting": "EXT", "time": "NIGHT"}, {"leaves", "insects"}),
        ({"place": "CITY STREET", "setting": "EXT"}, {"city"}),
        ({"place": "SPACESHIP BRIDGE", "setting": "INT"}, {"space"}),
        ({"place": "CROWDED BAR", "setting": "INT"}, {"crowd", "room"}),
        ({"place": "ATTIC", "setting": "INT", "weather": "storm"}, {"room", "rain inside"}),
        ({"place": "FIELD", "setting": "EXT", "weather": "snow"}, {"leaves", "snow"}),
        ({"place": "MINE SHAFT", "setting": "INT"}, {"cave"}),
        ({"place": "", "setting": "INT"}, {"room"}),
        ({"place": "", "setting": "EXT"}, {"wind"}),
    ],
)
def test_a_place_sounds_like_itself(values: dict[str, str], heard: set[str]) -> None:
    assert {layer.bed for layer in layers_of(scene(**values)) if hasattr(layer, "bed")} == heard


def test_birds_sleep_at_night() -> None:
    night = layers_of(scene(place="FOREST", setting="EXT", time="NIGHT"))

    assert "bird" not in {layer.effect for layer in night if hasattr(layer, "effect")}


def test_an_ambience_is_stereo_quiet_and_as_long_as_asked() -> None:
    for place, seconds in (("BEACH", 3.3), ("KITCHEN", 20.0), ("STREET", 41.0)):
        samples = ambience(scene(place=place, setting="EXT"), seconds)

        assert samples.shape == (round(seconds * RATE), 2)
        assert -45 < level_of(samples) < -30
        assert np.abs(samples).max() < 0.3
        assert not np.array_equal(samples[:, 0], samples[:, 1])


def test_an_ambience_never_falls_silent() -> None:
    samples = ambience(scene(place="EMPTY ROOM", setting="INT"), 30.0)
    steps = samples[RATE // 2 : -RATE // 2].reshape(-1, RATE // 4, 2)

    assert min(level_of(step) for step in steps) > -60


def test_equal_scenes_sound_equal_and_nothing_lasts_no_time() -> None:
    beach = scene(place="BEACH", setting="EXT")

    assert ambience(beach, 5).tobytes() == ambience(beach, 5).tobytes()
    assert ambience(beach, 0).shape == (0, 2)


def test_rain_indoors_is_duller_than_rain_outdoors() -> None:
    assert brightness(bed("rain inside", 8, "a")) < brightness(bed("rain", 8, "a")) / 2


def test_a_thunder_is_low_and_a_clink_is_high() -> None:
    assert brightness(effect("thunder")) < 800 < 3_000 < brightness(effect("clink"))
