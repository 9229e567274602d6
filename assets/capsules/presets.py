"""The capsules that come with the studio: data files in ``presets/``, written for it and free to use."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assets.capsules.content import Capsule
from assets.capsules.deriving import from_texts

_FOLDER = Path(__file__).parent / "presets"


@dataclass(frozen=True)
class Preset:
    """A capsule of the studio: ``slug`` names it for ever."""

    slug: str
    name: str
    capsule: Capsule


@cache
def presets(medium: str) -> tuple[Preset, ...]:
    """The studio's capsules of one medium, by name."""
    found = [_read(path, medium) for path in sorted((_FOLDER / medium).glob("*.toml"))]
    return tuple(sorted(found, key=lambda preset: preset.name))


def preset(medium: str, slug: str) -> Preset | None:
    """One of them, or None."""
    return next((known for known in presets(medium) if known.slug == slug), None)


def _read(path: Path, medium: str) -> Preset:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    name = data.pop("name")
    samples = [
        {"kind": "text", "origin": ORIGIN, "licence": "cc0", **sample} for sample in data.pop("samples", [])
    ]
    whole = {"medium": medium, "origin": ORIGIN, "licence": "cc0", **data, "samples": samples}
    capsule = Capsule.model_validate(whole)
    if medium == "writing" and not capsule.aims:
        capsule = from_texts(capsule, [sample.text for sample in capsule.samples])
    return Preset(path.stem, name, capsule)


ORIGIN = "Written for Aiuteur"
