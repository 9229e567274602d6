"""Pictures from outside: kept upright, bare and small, or refused in a sentence."""

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from accounts.kernel.errors import Invalid
from assets.pictures import LONGEST, Cleaned, cleaned
from tests.factories.pictures import declaring, encoded, held, scene


def kept(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(cleaned(data).data))


def lies_as_it_was(picture: Image.Image) -> bool:
    """Red above, blue below, brighter to the right."""
    pixels = np.asarray(picture.convert("RGB")).astype(int)
    high, wide = pixels.shape[:2]
    above, below = pixels[: high // 2 - 4].mean(axis=(0, 1)), pixels[high // 2 + 4 :].mean(axis=(0, 1))
    return bool(
        above[0] > above[2] + 40
        and below[2] > below[0] + 40
        and pixels[:, wide // 2 :].sum() > pixels[:, : wide // 2].sum()
    )


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "AVIF", "GIF", "BMP", "TIFF"])
def test_every_common_format_is_read(form: str) -> None:
    made = cleaned(encoded(form=form))
    assert (made.width, made.height) == (160, 96)
    assert made.mime == ("image/jpeg" if form in ("JPEG", "WEBP", "AVIF") else "image/png")
    assert lies_as_it_was(Image.open(io.BytesIO(made.data)))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_as_the_camera_was_held(orientation: int) -> None:
    # How a camera held like that stores what is seen upright.
    stored = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    image = scene() if orientation == 1 else scene().transpose(Image.Transpose(stored[orientation]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = kept(encoded(image, "JPEG", exif=exif, quality=95))
    assert picture.size == (160, 96)
    assert lies_as_it_was(picture)


def test_nothing_of_the_camera_or_the_place_comes_along() -> None:
    made = cleaned(held(1))
    assert b"Alice" not in made.data
    assert b"secret" not in made.data
    assert not Image.open(io.BytesIO(made.data)).getexif()
    with_text = encoded(pnginfo=_text("Author", "Alice"))
    assert b"Alice" in with_text
    assert b"Alice" not in cleaned(with_text).data


def _text(key: str, value: str) -> Any:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text(key, value)
    return info


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16", "I", "F"])
def test_every_mode_becomes_colours_of_a_screen(mode: str) -> None:
    ramp = np.tile(np.linspace(0, 1, 96), (96, 1))
    if mode == "I;16":
        image = Image.fromarray((ramp * 65535).astype(np.uint16))
    elif mode in ("I", "F"):
        image = Image.fromarray((ramp * 65535).astype(np.int32 if mode == "I" else np.float32))
    else:
        image = Image.fromarray((ramp * 255).astype(np.uint8)).convert("RGB").convert(mode)
    picture = kept(encoded(image, "TIFF" if mode in ("CMYK", "F", "I") else "PNG"))
    assert picture.mode == "RGB"
    pixels = np.asarray(picture).astype(int)
    assert pixels[:, :24].mean() + 100 < pixels[:, -24:].mean()


def test_what_is_transparent_becomes_white() -> None:
    image = Image.new("RGBA", (80, 80), (200, 0, 0, 0))
    assert kept(encoded(image)).getpixel((40, 40)) == (255, 255, 255)


def test_colours_are_those_that_the_profile_means() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ"))
    with_profile = encoded(icc_profile=lab.tobytes())
    assert lies_as_it_was(kept(encoded(icc_profile=b"no profile at all")))
    assert "icc_profile" not in kept(with_profile).info


def test_the_first_picture_of_an_animation_counts() -> None:
    still = scene()
    made = encoded(still, "GIF", save_all=True, append_images=[still.rotate(180)], duration=100)
    assert lies_as_it_was(kept(made))


def test_a_large_photograph_is_kept_smaller() -> None:
    made = cleaned(encoded(Image.new("RGB", (4800, 3200), "teal"), "JPEG"))
    assert (made.width, made.height) == (LONGEST, round(LONGEST * 2 / 3))


def test_equal_pictures_give_equal_bytes() -> None:
    assert cleaned(held(6)) == cleaned(held(6))


REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "200 megapixels": (declaring(20_000, 10_000), "200 megapixels"),
    "60 megapixels": (declaring(10_000, 6_000), "60 megapixels"),
    "a bomb": (declaring(60_000, 60_000), "3,600 megapixels"),
    "a truncated png": (encoded()[:150], "cut off"),
    "a truncated jpeg": (encoded(Image.effect_noise((300, 300), 90), "JPEG")[:4000], "cut off"),
    "a header alone": (declaring(200, 200), "cut off"),
    "a text": (b"Fade in." * 99, "not a picture"),
    "a web page": (b"<html><script>alert(1)</script>", "not a picture"),
    "a program": (b"\x7fELF" + b"\0" * 400, "not a picture"),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n", "not a picture"),
    "svg": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "vector drawing"),
    "a header of heic alone": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 200, "cut off"),
    "tiny": (encoded(Image.new("RGB", (20, 20))), "at least 64"),
    "a strip": (encoded(Image.new("RGB", (3000, 70))), "too long and narrow"),
    "too large a file": (b"\x89PNG\r\n\x1a\n" + b"\0" * (21 * 1024 * 1024), "up to 20 MB"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_kept_is_refused_in_a_sentence(what: str) -> None:
    data, sentence = REFUSED[what]
    with pytest.raises(Invalid) as refusal:
        cleaned(data, name="moon.png")
    assert sentence in refusal.value.sentence
    assert refusal.value.sentence.startswith("moon.png ")
    assert refusal.value.field == "picture"


def test_the_name_of_a_file_decides_nothing() -> None:
    assert isinstance(cleaned(encoded(form="JPEG"), name="moon.png"), Cleaned)
    with pytest.raises(Invalid):
        cleaned(b"no picture at all", name="moon.png")


def test_bytes_that_somebody_has_played_with_never_break_the_reader() -> None:
    dice, read = np.random.default_rng(7), 6 * 25
    for form in ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP"):
        good = encoded(form=form)
        for _ in range(25):
            bad = np.frombuffer(good, np.uint8).copy()
            where = dice.integers(0, len(bad), 12)
            bad[where] = dice.integers(0, 256, 12)
            try:
                assert cleaned(bad.tobytes()).width > 0
            except Invalid:
                read -= 1
    assert 0 < read < 6 * 25
