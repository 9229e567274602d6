"""Measures and scores: counted, the same every time, and able to tell capsules apart."""

import numpy as np
import pytest
from PIL import Image

from assets.capsules import pixels, prose
from assets.capsules.content import Aim, Capsule
from assets.capsules.deriving import aims_of, common_palette, from_texts
from assets.capsules.presets import presets
from assets.capsules.scoring import score_picture, score_text
from tests.factories.pictures import encoded, scene

PLAIN = "The boat came in at nine. Four men stood on the pier. Nobody waved. " * 6


def test_sentences_and_words_are_counted() -> None:
    found = prose.measure("One two three. " * 10 + "Four five six seven eight. " * 10)
    assert found["sentence_words"] == 4.0
    assert found["sentence_spread"] == 1.0
    assert found["vocabulary"] < 0.2


def test_a_title_does_not_end_a_sentence() -> None:
    assert prose.measure("Mr. Lamb and Mrs. Lamb and Dr. Fell went out again. " * 6)["sentence_words"] == 11.0


@pytest.mark.parametrize("quoted", ['"{}"', "“{}”", "«{}»", "„{}“", "「{}」"])
def test_speech_is_known_by_its_marks_in_any_country(quoted: str) -> None:
    told, said = "He looked at the sea and at the boats on it. ", "Come in, come in now."
    found = prose.measure((told + quoted.format(said) + " ") * 8)
    assert found["dialogue"] == pytest.approx(5 / 16, abs=0.01)


def test_lines_that_begin_with_a_dash_are_speech() -> None:
    found = prose.measure(
        "Er sah auf das Meer hinaus und schwieg.\n— Komm herein, komm doch endlich.\n" * 8, language="de"
    )
    assert found["dialogue"] == pytest.approx(5 / 13, abs=0.01)
    assert "present" not in found


def test_tense_and_images_are_read_from_english() -> None:
    past, now = (
        prose.measure(PLAIN),
        prose.measure("She walks to the door and opens it. The lamp glows red. " * 8),
    )
    assert past["present"] == 0.0
    assert now["present"] == 1.0
    assert now["imagery"] > past["imagery"]


def test_too_little_is_not_measured() -> None:
    assert prose.measure("Fade in.") == {}
    assert score_text(presets("writing")[0].capsule, "Fade in.").total is None


def test_a_language_without_spaces_is_counted_by_its_letters() -> None:
    found = prose.measure("海は静かだった。誰もいなかった。" * 10, language="ja")
    assert 5 < found["sentence_words"] < 9


def test_hostile_texts_are_measured_in_time_that_grows_with_their_length() -> None:
    for text in (
        '"' * 200_000,
        "“a" * 100_000,
        "a-" * 200_000,
        "—\n" * 150_000,
        "." * 300_000,
        "as " * 100_000,
    ):
        prose.measure(text)


def test_there_are_a_dozen_of_each_kind_and_all_are_whole() -> None:
    for medium in ("writing", "visual"):
        found = presets(medium)
        assert len(found) >= 12
        for preset in found:
            said = preset.capsule
            assert preset.name
            assert said.summary
            assert said.licence == "cc0"
            assert min(len(said.descriptors), len(said.dos), len(said.donts)) >= 3
            assert len(said.pillars) >= 2
            assert said.aims
            assert said.samples if medium == "writing" else (said.palette and said.steer)


def test_each_sample_is_nearest_to_its_own_capsule_and_keeps_its_rules() -> None:
    known = presets("writing")
    for preset in known:
        text = preset.capsule.samples[0].text
        scores = {other.slug: score_text(other.capsule, text).total or 0 for other in known}
        assert scores.pop(preset.slug) == 100
        assert sum(score > 90 for score in scores.values()) <= 2, scores
        assert sum(scores.values()) / len(scores) < 75, scores
        assert score_text(preset.capsule, text).used == ()


def test_a_score_says_what_keeps_it_apart_worst_first() -> None:
    capsule = Capsule(
        medium="writing",
        avoid=["nobody"],
        aims={"sentence_words": Aim(value=20, within=3), "dialogue": Aim(value=0.1, within=0.12)},
    )
    score = score_text(capsule, PLAIN)
    assert score.word == "apart"
    assert score.reasons == [
        "Words in a sentence: 4.7 here, about 20.0 in the capsule. Go for more.",
        "It uses “nobody”, which this capsule avoids.",
    ]
    assert score.total == 50 - 6


def test_aims_leave_as_much_room_as_samples_differ() -> None:
    same, apart = aims_of([{"dialogue": 0.3}] * 3), aims_of([{"dialogue": 0.1}, {"dialogue": 0.9}])
    assert same["dialogue"].within == 0.12
    assert apart["dialogue"].within == pytest.approx(0.6)


def test_deriving_keeps_words_that_somebody_wrote() -> None:
    assert from_texts(Capsule(medium="writing", descriptors=["mine"]), [PLAIN]).descriptors == ["mine"]
    assert from_texts(Capsule(medium="writing"), ["too short"]).aims == {}


def noisy(level: float) -> bytes:
    dice = np.random.default_rng(1)
    grey = np.clip(128 + dice.normal(0, level, (240, 320, 1)), 0, 255)
    return encoded(Image.fromarray(np.repeat(grey, 3, axis=2).astype(np.uint8)))


def test_light_colour_grain_and_line_are_measured() -> None:
    dark, warm = (
        encoded(Image.new("RGB", (200, 200), "#101010")),
        encoded(Image.new("RGB", (200, 200), "#d98030")),
    )
    assert pixels.measure(dark).values["lightness"] < 0.3
    assert pixels.measure(dark).values["saturation"] == pytest.approx(0, abs=0.002)
    assert pixels.measure(warm).values["warmth"] > 0.05
    assert pixels.measure(noisy(14)).values["grain"] > 4 * pixels.measure(noisy(1)).values["grain"]
    ruled = Image.new("RGB", (480, 480), "white")
    ruled.paste("black", (0, 0, 2, 480))
    for x in range(20, 480, 20):
        ruled.paste("black", (x, 0, x + 2, 480))
    assert pixels.measure(encoded(ruled)).values["line"] > 0.08
    assert pixels.measure(warm).values["line"] == 0
    assert pixels.measure(warm).palette[0] == ("#d98030", 1.0)


def test_size_changes_no_measure_much() -> None:
    one, other = (pixels.measure(encoded(scene(*size))).values for size in ((1280, 720), (640, 360)))
    assert all(abs(one[name] - other[name]) < 0.02 for name in one)


def test_a_palette_is_of_colours_that_are_seen_and_differ() -> None:
    found = [pixels.Measured({}, (("#204060", 0.7), ("#214161", 0.2), ("#f0c040", 0.09), ("#889050", 0.01)))]
    assert common_palette(found) == ["#204060", "#f0c040"]
    assert common_palette([]) == []


def test_a_picture_in_the_capsules_colours_is_nearer() -> None:
    capsule = Capsule(medium="visual", palette=["#8d9aa3", "#39464f"])
    near = score_picture(capsule, pixels.measure(encoded(Image.new("RGB", (99, 99), "#8b9aa5"))))
    far = score_picture(capsule, pixels.measure(encoded(Image.new("RGB", (99, 99), "#ff2200"))))
    assert (near.total, near.reasons) == (100, [])
    assert far.total == 0
    assert "Colours: mostly #ff2200 here" in far.reasons[0]
