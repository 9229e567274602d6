"""One effect, as it goes into the mix."""

from functools import lru_cache

import numpy as np

from pipeline.previz.effects.beds import BEDS, bed
from pipeline.previz.effects.catalogue import EFFECTS
from pipeline.previz.effects.words import names_in
from pipeline.previz.mix.filters import high_pass, shape
from pipeline.previz.mix.signal import Samples, count, faded, gain_of, mono, normalised, seeded, single

NAMES: tuple[str, ...] = tuple(sorted({*EFFECTS, *BEDS}))


class UnknownEffect(ValueError):
    """No effect is known by that name or description."""


def known(name: str) -> str:
    """The effect that a name or a description such as "a door slams" means. Raises UnknownEffect."""
    plain = name.strip().lower()
    if plain in EFFECTS or plain in BEDS:
        return plain
    found = names_in(plain)
    if not found:
        raise UnknownEffect(f"There is no sound effect for “{name}”.")
    return found[0]


def seconds_of_effect(name: str) -> float:
    """How long an effect usually lasts. Raises UnknownEffect."""
    plain = known(name)
    return EFFECTS[plain].seconds if plain in EFFECTS else 4.0


def effect(name: str, seconds: float | None = None, key: str = "") -> Samples:
    """The sound called ``name``: mono float32 at 48 kHz, at the level it has in a film, without room.

    ``seconds`` is its length (its usual one if None): sounds that go on do so, single blows ring out or are
    faded. Another ``key`` is another knock on the same door. Raises UnknownEffect.
    """
    plain = known(name)
    length = seconds_of_effect(plain) if seconds is None else max(0.0, seconds)
    return _made(plain, round(length, 3), key).copy()


@lru_cache(maxsize=64)
def _made(name: str, seconds: float, key: str) -> Samples:
    if name in EFFECTS:
        effect = EFFECTS[name]
        sound = effect.make(seeded("effect", name, key), seconds)
        sound = normalised(shape(single(sound), high_pass(32.0, 2)), gain_of(effect.level))
    else:
        sound = mono(bed(name, seconds, key)) * np.float32(gain_of(4.0))
    out = np.zeros(count(seconds), dtype=np.float32)
    kept = min(len(out), len(sound))
    out[:kept] = sound[:kept]
    return faded(out, 0.002, min(0.12, seconds / 4))
