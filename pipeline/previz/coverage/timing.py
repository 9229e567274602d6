"""How long each shot lasts, in frames: its words first, then the rest by weight."""

import math

from pipeline.previz.coverage.setups import LONGEST, Setup, shortest
from projects.kinds.vocabulary import FPS


def lengths(setups: list[Setup], seconds: float) -> list[int]:
    """Frames of each set-up; they sum to ``seconds`` unless the words alone take longer."""
    total = round(seconds * FPS)
    least = [math.ceil(shortest(setup) * FPS) for setup in setups]
    if len(setups) == 1:
        return [max(total, least[0] if setups[0].speech else 1)]
    if sum(least) >= total:
        return _trimmed(least, setups, total)
    return _filled(least, [_weight(setup) for setup in setups], total)


def _trimmed(least: list[int], setups: list[Setup], total: int) -> list[int]:
    """Take back the frame or two that rounding up has cost, from shots without words."""
    frames = list(least)
    for at, setup in enumerate(setups):
        if not setup.speech and sum(frames) > total:
            frames[at] -= min(2, sum(frames) - total)
    return frames


def _filled(least: list[int], weights: list[float], total: int) -> list[int]:
    """Share out what is left; shots of full length take no more, as long as others can."""
    frames = list(least)
    cap = round(LONGEST * FPS)
    open_ = [at for at in range(len(frames)) if frames[at] < cap]
    while (rest := total - sum(frames)) > 0:
        if not open_:
            open_ = list(range(len(frames)))
            cap = total
        whole = sum(weights[at] for at in open_)
        for at in open_:
            frames[at] += min(int(rest * weights[at] / whole), cap - frames[at])
        left = total - sum(frames)
        if left == rest or left < len(open_):
            frames[max(open_, key=lambda at: weights[at])] += left
        open_ = [at for at in open_ if frames[at] < cap]
    return frames


def _weight(setup: Setup) -> float:
    """More to see takes longer to see."""
    seen = len(setup.text.split()) / 9
    return setup.weight * (0.6 + min(seen, 2.0)) * (0.5 if setup.speech else 1.0)
