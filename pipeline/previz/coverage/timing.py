"""How long each shot lasts, in frames: its words first, then the rest by weight."""

from pipeline.previz.coverage.plan import LONGEST, SHORTEST, Setup
from projects.kinds.vocabulary import FPS

LEAD_FRAMES = 8  # before and after speech, so that a cut never clips a word


def lengths(setups: list[Setup], seconds: float) -> list[int]:
    """Frames of each set-up; they sum to ``seconds`` unless the words alone take longer."""
    total = round(seconds * FPS)
    least = [max(round(SHORTEST * FPS), _needed(setup)) for setup in setups]
    if sum(least) > total:
        least = [max(FPS, _needed(setup)) for setup in setups]
    if sum(least) >= total:
        return least
    weights = [_weight(setup) for setup in setups]
    return _filled(least, weights, total)


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


def _needed(setup: Setup) -> int:
    return round(setup.speech * FPS) + 2 * LEAD_FRAMES if setup.speech else 0


def _weight(setup: Setup) -> float:
    """More to see takes longer to see."""
    seen = len(setup.text.split()) / 9
    return setup.weight * (0.6 + min(seen, 2.0)) * (0.5 if setup.speech else 1.0)
