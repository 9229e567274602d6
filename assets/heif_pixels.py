"""Reads a HEIC photograph from standard input: a process of its own, with little to lose.

The file comes from a stranger, and what decodes it is written in C: whatever it does to that happens here,
within limits of memory and time. Answers one line of JSON, {"size": [width, height]} as the file says, before
anything is decoded, or {"error": "damaged" | "moving"}. An uncompressed TIFF follows, unless the picture is
larger than ``argv`` allows or cannot be decoded. libheif has turned it as the camera was held.
Imports nothing of the studio.
"""

import io
import json
import resource
import sys
from typing import Any

MEMORY, SECONDS = 2_000 * 1024 * 1024, 30


def main() -> None:
    """``argv``: the most pixels, the most of a side that is decoded, and the longest side of the answer."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    most, side, longest = (int(value) for value in sys.argv[1:4])
    answer, picture = _read(sys.stdin.buffer.read(), most, side, longest)
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + picture)


def _read(data: bytes, most: int, side: int, longest: int) -> tuple[dict[str, Any], bytes]:
    from pi_heif import open_heif, options
    from PIL import Image

    options.THUMBNAILS = options.DEPTH_IMAGES = options.AUX_IMAGES = False
    options.DECODE_THREADS = 1
    try:
        photograph = open_heif(io.BytesIO(data), convert_hdr_to_8bit=True)
    except (OSError, ValueError, SyntaxError, RuntimeError, EOFError):
        return {"error": "moving" if b"moov" in data[:4096] else "damaged"}, b""
    size = photograph.size
    answer = {"size": list(size)}
    if size[0] * size[1] > most or max(size) > side:
        return answer, b""
    try:
        picture = photograph.to_pillow()
    except (OSError, ValueError, SyntaxError, RuntimeError, EOFError, MemoryError):
        return answer, b""
    profile = photograph.info.get("icc_profile")
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    out = io.BytesIO()
    bare.save(out, "TIFF", **({"icc_profile": profile} if profile else {}))
    return answer, out.getvalue()


if __name__ == "__main__":
    main()
