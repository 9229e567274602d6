"""Pictures that people bring: judged by their content, read whole, and written anew.

What is kept never is the file that was sent: it is decoded and encoded again, upright, in sRGB, without EXIF,
comments or anything else that hides in files.
"""

import io
import re
import struct
import zlib
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageCms

from accounts.kernel.errors import Invalid
from assets.heif import is_heif, photograph

LARGEST = 20 * 1024 * 1024  # bytes of a file
MOST_PIXELS = 50_000_000
SMALLEST, LONGEST = 64, 4096  # pixels: of a side that can be used, and of one that is kept
FORMATS = ("PNG", "JPEG", "WEBP", "AVIF", "GIF", "BMP", "TIFF")
ACCEPT = (
    "image/png,image/jpeg,image/webp,image/avif,image/gif,image/bmp,image/tiff,"
    "image/heic,image/heif,.heic,.heif"  # by name, too: not every browser knows the type
)
READ = "PNG, JPEG, HEIC, WebP, AVIF, GIF, BMP and TIFF"

_LONGEST_SIDE = 30_000  # of a photograph: twenty times as long as high is refused anyway
_LOSSY = ("JPEG", "MPO", "WEBP", "AVIF")  # MPO: two JPEGs in one file, as some phones write
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
# What readers of hostile files are known to raise, besides saying that they cannot read it.
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, ArithmeticError, MemoryError,
           struct.error, zlib.error)  # fmt: skip
_TURN = Image.Transpose
_TURNS = {
    2: _TURN.FLIP_LEFT_RIGHT,
    3: _TURN.ROTATE_180,
    4: _TURN.FLIP_TOP_BOTTOM,
    5: _TURN.TRANSPOSE,
    6: _TURN.ROTATE_270,
    7: _TURN.TRANSVERSE,
    8: _TURN.ROTATE_90,
}


@dataclass(frozen=True)
class Cleaned:
    """A picture as it is kept: its bytes, their type, and its measures in pixels."""

    data: bytes
    mime: str
    width: int
    height: int


def cleaned(data: bytes, *, name: str = "", longest: int = LONGEST) -> Cleaned:
    """Read a picture and write it anew: upright, sRGB, at most ``longest`` pixels a side, without metadata.

    Of animations the first picture counts; what is transparent becomes white. Photographs are kept as JPEG,
    everything else as PNG. Raises Invalid with a sentence for the person who sent it.
    """
    called = name or "The file"
    if not data:
        raise _no(f"{called} is empty.")
    if len(data) > LARGEST:
        raise _no(f"{called} has {_megabytes(len(data))}; a picture may have up to {_megabytes(LARGEST)}.")
    heif = is_heif(data)
    if heif:
        data = _from_phone(data, called, longest)
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            _check_size(image.size, called)
            lossy = heif or image.format in _LOSSY
            picture = _upright(image, longest)
    except _BOMBS as bomb:  # said from the header alone, before anything is decoded
        found = re.search(r"\((\d+) pixels\)", str(bomb))
        raise _no(_too_many(called, int(found[1]) if found else 0)) from None
    except Image.UnidentifiedImageError:
        raise _no(_unknown(data, called)) from None
    except _BROKEN:
        raise _no(_broken(called)) from None
    return _written(picture, lossy=lossy)


def _from_phone(data: bytes, called: str, longest: int) -> bytes:
    """A HEIC photograph as TIFF. What is too large is refused by what the file says, before it is decoded."""
    read = photograph(data, most=MOST_PIXELS, side=_LONGEST_SIDE, longest=longest)
    if read.error == "moving":
        raise _no(f"{called} is a moving picture (a HEIF sequence). Export one picture of it.")
    if read.error == "slow":
        raise _no(f"{called} takes too long to read. Export it as JPEG and bring that.")
    if not read.error:
        _check_size(read.size, called)
    if not read.tiff:
        raise _no(_broken(called))
    return read.tiff


def _broken(called: str) -> str:
    return f"{called} is damaged or was cut off: it cannot be read to its end."


def _check_size(size: tuple[int, int], called: str) -> None:
    """By the header alone: nothing is decoded yet."""
    width, height = size
    if width * height > MOST_PIXELS:
        raise _no(_too_many(called, width * height))
    if min(width, height) < SMALLEST:
        raise _no(f"{called} is {width} by {height} pixels; each side needs at least {SMALLEST}.")
    if max(width, height) > 20 * min(width, height):
        raise _no(f"{called} is {width} by {height} pixels: too long and narrow for a picture.")


def _upright(image: Image.Image, longest: int) -> Image.Image:
    image.draft("RGB", (longest, longest))  # of a large JPEG no more is decoded than is needed
    image.load()
    profile = image.info.get("icc_profile", b"")
    picture = _eight_bits(image)
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return _turned(_in_srgb(picture, profile), image)


def _eight_bits(image: Image.Image) -> Image.Image:
    """The first picture in a mode with 8 bits a channel: L, RGB, RGBA or CMYK."""
    if image.mode.startswith("I;16"):
        return Image.fromarray((np.asarray(image).astype(np.uint16) >> 8).astype(np.uint8))
    if image.mode in ("I", "F"):
        values = np.nan_to_num(np.asarray(image, dtype=np.float64))
        most = 65535.0 if values.max() > 255 else 255.0 if values.max() > 1 else 1.0
        return Image.fromarray((np.clip(values / most, 0, 1) * 255).astype(np.uint8))
    if image.mode in ("L", "RGB", "RGBA", "CMYK"):
        return image.copy()
    see_through = image.mode in ("LA", "PA", "RGBa", "La") or "transparency" in image.info
    return image.convert("RGBA" if see_through else "RGB")


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Opaque RGB as screens show it, whatever colours the camera or the press meant."""
    if picture.mode == "RGBA":
        ground = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(ground, picture).convert("RGB")
    if profile and picture.mode in ("RGB", "CMYK"):
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            meant = ImageCms.profileToProfile(
                picture, given, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            return meant or picture.convert("RGB")
        except (
            ImageCms.PyCMSError,
            OSError,
            ValueError,
        ):  # a broken profile is no reason to refuse a picture
            return picture.convert("RGB")
    return picture.convert("RGB")


def _turned(picture: Image.Image, image: Image.Image) -> Image.Image:
    """As the camera was held: EXIF's orientation, tag 0x0112."""
    try:
        turn = _TURNS.get(image.getexif().get(0x0112, 1))
    except _BROKEN:  # nobody knows how it was held
        return picture
    return picture if turn is None else picture.transpose(turn)


def _written(picture: Image.Image, *, lossy: bool) -> Cleaned:
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)  # pixels alone: nothing of ``info`` comes along
    out = io.BytesIO()
    if lossy:
        bare.save(out, "JPEG", quality=95, subsampling=0)
    else:
        bare.save(out, "PNG")
    mime = "image/jpeg" if lossy else "image/png"
    return Cleaned(out.getvalue(), mime, *bare.size)


def _unknown(data: bytes, called: str) -> str:
    if b"<svg" in data[:2000].lower():
        return f"{called} is a vector drawing (SVG). Export it as PNG first."
    return f"{called} is not a picture that the studio reads: {READ}."


def _too_many(called: str, pixels: int = 0) -> str:
    has = f"has {round(pixels / 1e6):,} megapixels" if pixels else "has far too many pixels"
    most = MOST_PIXELS // 1_000_000
    return f"{called} {has}; a picture may have up to {most} megapixels. Make it smaller first."


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MB"


def _no(sentence: str) -> Invalid:
    return Invalid(sentence, field="picture")
