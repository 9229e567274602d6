"""HEIC photographs, made here: ffmpeg codes one picture as HEVC in a process of its own.

The boxes around it are written by hand (ISO/IEC 23008-12, 14496-12 and -15): nothing that codes it is linked.
"""

import struct
import subprocess
from functools import cache

import imageio_ffmpeg
from PIL import Image

from tests.factories.pictures import scene

_VPS, _SPS, _PPS, _OTHERS = (
    32,
    33,
    34,
    (35, 39, 40),
)  # kinds of NAL units; delimiters and remarks are left out


def heic(
    image: Image.Image | None = None,
    *,
    turned: int = 0,
    says: tuple[int, int] | None = None,
    exif: bytes = b"",
    brand: bytes = b"heic",
) -> bytes:
    """A photograph. ``turned``: quarter turns to the left to see it upright; ``says``: a size it claims."""
    picture = image or scene()
    units = _units(picture.tobytes(), picture.size)
    coded = b"".join(struct.pack(">I", len(unit)) + unit for unit in units if _kind(unit) < _VPS)
    items = [(b"hvc1", coded), *([(b"Exif", b"\0\0\0\0" + exif)] if exif else [])]
    file_type = _box(b"ftyp", brand + b"\0\0\0\0mif1heic")
    length = len(file_type) + len(_meta(items, units, says or picture.size, turned, [0] * len(items)))
    starts, at = [], length + 8
    for _, data in items:
        starts.append(at)
        at += len(data)
    meta = _meta(items, units, says or picture.size, turned, starts)
    return file_type + meta + _box(b"mdat", b"".join(data for _, data in items))


def _kind(unit: bytes) -> int:
    return (unit[0] >> 1) & 63


@cache
def _units(pixels: bytes, size: tuple[int, int]) -> list[bytes]:
    """The NAL units of one picture."""
    form = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{size[0]}x{size[1]}", "-i", "-"]
    coder = ["-frames:v", "1", "-pix_fmt", "yuv420p", "-c:v", "libx265", "-x265-params", "log-level=0"]
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", *form, *coder, "-f", "hevc", "-"]
    stream = subprocess.run(command, input=pixels, capture_output=True, check=True).stdout
    found = [part.rstrip(b"\0") for part in stream.split(b"\0\0\1")[1:]]
    return [unit for unit in found if _kind(unit) not in _OTHERS]


def _box(kind: bytes, data: bytes, version: int | None = None) -> bytes:
    whole = data if version is None else struct.pack(">I", version << 24) + data
    return struct.pack(">I", len(whole) + 8) + kind + whole


def _meta(
    items: list[tuple[bytes, bytes]],
    units: list[bytes],
    size: tuple[int, int],
    turned: int,
    starts: list[int],
) -> bytes:
    infos = b"".join(
        _box(b"infe", struct.pack(">HH", number, 0) + kind + b"\0", 2)
        for number, (kind, _) in enumerate(items, 1)
    )
    places = b"".join(
        struct.pack(">HHHII", number, 0, 1, starts[number - 1], len(data))
        for number, (_, data) in enumerate(items, 1)
    )
    tells = _box(b"iref", _box(b"cdsc", struct.pack(">HHH", 2, 1, 1)), 0) if len(items) > 1 else b""
    properties = (
        _configuration(units) + _box(b"ispe", struct.pack(">II", *size), 0) + _box(b"irot", bytes([turned]))
    )
    ours = struct.pack(">IHB3B", 1, 1, 3, 0x81, 0x02, 0x83)  # of item 1: all three, the last one essential
    return _box(
        b"meta",
        _box(b"hdlr", b"\0\0\0\0pict" + b"\0" * 13, 0)
        + _box(b"pitm", struct.pack(">H", 1), 0)
        + _box(b"iloc", struct.pack(">BBH", 0x44, 0, len(items)) + places, 0)
        + _box(b"iinf", struct.pack(">H", len(items)) + infos, 0)
        + tells
        + _box(b"iprp", _box(b"ipco", properties) + _box(b"ipma", ours, 0)),
        0,
    )


def _configuration(units: list[bytes]) -> bytes:
    """hvcC: profile and level as the sequence parameters say, then the parameters themselves."""
    plain = next(unit for unit in units if _kind(unit) == _SPS).replace(b"\0\0\3", b"\0\0")
    head = b"\1" + plain[3:15] + b"\xf0\0\xfc\xfd\xf8\xf8\0\0\x0f"
    sets = [(kind, unit) for kind in (_VPS, _SPS, _PPS) for unit in units if _kind(unit) == kind]
    body = b"".join(bytes([0x80 | kind]) + struct.pack(">HH", 1, len(unit)) + unit for kind, unit in sets)
    return _box(b"hvcC", head + bytes([len(sets)]) + body)
