"""Pictures as people have them: in any format, mode and orientation."""

import io
import struct
import zlib
from typing import Any

import numpy as np
from PIL import Image


def scene(width: int = 160, height: int = 96) -> Image.Image:
    """Red above, blue below, brighter to the right: it can be told how it lies."""
    across = np.linspace(60, 250, width, dtype=np.uint8)
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[: height // 2, :, 0] = across
    pixels[height // 2 :, :, 2] = across
    return Image.fromarray(pixels)


def encoded(image: Image.Image | None = None, form: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    (image or scene()).save(out, form, **options)
    return out.getvalue()


def held(orientation: int, **tags: Any) -> bytes:
    """A JPEG of ``scene`` from a camera held in one of EXIF's eight ways, with where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Camera of Alice"
    exif.get_ifd(0x8825)[1] = "N"  # GPS
    return encoded(form="JPEG", exif=exif, quality=95, comment=b"secret comment", **tags)


def declaring(width: int, height: int) -> bytes:
    """A PNG whose header claims a size and which holds hardly anything: a bomb's fuse."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 999))
        + chunk(b"IEND", b"")
    )
