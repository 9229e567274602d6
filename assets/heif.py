"""HEIC photographs, as phones take them: told by their boxes, read in a process of their own."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_READER = Path(__file__).with_name("heif_pixels.py")
_SECONDS = 45
_CODED = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
_ELSEWHERE = {b"avif", b"avis"}  # read without leaving the process


@dataclass(frozen=True)
class Photograph:
    """What the reader said. ``error``: "damaged", "moving" or "slow"; ``tiff``: the picture, upright."""

    size: tuple[int, int] = (0, 0)
    tiff: bytes = b""
    error: str = ""


def is_heif(data: bytes) -> bool:
    """Whether the first box names HEIF and not AVIF among what the file is (ISO/IEC 14496-12, 4.3)."""
    length = int.from_bytes(data[:4], "big")
    if data[4:8] != b"ftyp" or not 16 <= length <= 512:
        return False
    brands = {data[at : at + 4] for at in (8, *range(16, min(length, len(data)), 4))}
    return bool(brands & _CODED) and not brands & _ELSEWHERE


def photograph(data: bytes, *, most: int, side: int, longest: int) -> Photograph:
    """Read it. With more than ``most`` pixels, or a side longer than ``side``, it is only measured."""
    command = [sys.executable, "-I", str(_READER), str(most), str(side), str(longest)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return Photograph(error="slow")
    line, _, picture = done.stdout.partition(b"\n")
    try:
        told: dict[str, Any] = json.loads(line)
    except ValueError:
        return Photograph(error="damaged")  # stopped by its limits, or by what the file did to it
    if "error" in told:
        return Photograph(error=told["error"])
    return Photograph((told["size"][0], told["size"][1]), picture)
