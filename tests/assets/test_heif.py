"""Photographs of phones: read upright and bare, within limits, or refused in a sentence."""

import io

import numpy as np
import pytest
from PIL import Image

from accounts.kernel.errors import Invalid
from assets import heif
from assets.heif import is_heif
from assets.pictures import cleaned
from tests.assets.test_pictures import lies_as_it_was
from tests.factories.heic import heic
from tests.factories.pictures import encoded, scene

MOVING = b"\0\0\0\x1cftypmsf1\0\0\0\0msf1hevciso8" + b"\0\0\0\x6cmoov" + b"\0\0\0\x64mvhd" + b"\0" * 92


def test_a_photograph_is_kept_upright_as_jpeg_without_what_the_camera_knew() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Camera of Alice", 6  # the turn in EXIF does not count in HEIC
    data = heic(scene().transpose(Image.Transpose.ROTATE_270), turned=1, exif=b"Exif\0\0" + exif.tobytes())
    assert b"Alice" in data
    made = cleaned(data, name="IMG_1.HEIC")
    assert (made.mime, made.width, made.height) == ("image/jpeg", 160, 96)
    assert lies_as_it_was(Image.open(io.BytesIO(made.data)))
    assert b"Alice" not in made.data


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (heic(says=(20_000, 20_000)), "400 megapixels"),
        (heic(says=(40_000, 1_000)), "too long and narrow"),
        (heic(says=(30, 30)), "at least 64"),
        (heic(says=(1_600, 960)), "damaged"),  # it is smaller than it says
        (heic()[:-60], "cut off"),
        (heic()[:80], "cut off"),
        (MOVING, "moving picture"),
    ],
    ids=["bomb", "strip", "tiny", "lie", "cut", "header", "sequence"],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        cleaned(data, name="moon.heic")


def test_the_reader_may_die_and_the_studio_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that somebody has played with, and limits that stop the reader."""
    dice = np.random.default_rng(5)
    for _ in range(3):
        bad = np.frombuffer(heic(), np.uint8).copy()
        bad[dice.integers(24, len(bad), 40)] = dice.integers(0, 256, 40)
        try:
            assert cleaned(bad.tobytes()).width > 0
        except Invalid:
            continue
    monkeypatch.setattr(heif, "_SECONDS", 0.01)
    with pytest.raises(Invalid, match="too long to read"):
        cleaned(heic())


def test_heic_is_told_by_its_boxes() -> None:
    assert is_heif(heic())
    assert is_heif(heic(brand=b"mif1"))
    assert not is_heif(encoded(form="AVIF"))
    assert not is_heif(encoded(form="JPEG"))
    assert not is_heif(b"\0\0\0\x18ftypisom\0\0\0\0isommp42")
