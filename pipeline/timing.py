"""When things happen in a film: titles, credits, the words inside a shot. Seconds, and 24 frames to each."""

from projects.kinds.vocabulary import FPS

BREATH = 0.35  # before the first word of a shot
PAUSE = 0.25  # between two speakers
_SHORTEST_JOIN = 4  # frames below which a join would be seen as a fault


def title_frames(seconds: float) -> int:
    """How long the title stands: a twentieth of the film, 1.5 to 4 seconds."""
    return round(min(max(seconds * 0.05, 1.5), 4.0) * FPS)


def credit_frames(seconds: float) -> int:
    """How long the end credits run: about a fourteenth of the film, 2 to 8 seconds."""
    return round(min(max(seconds * 0.07, 2.0), 8.0) * FPS)


def closing_frames(seconds: float, taken: int) -> int:
    """How long the end credits of a film run whose title and shots are ``taken`` frames long.

    They take up what is left of its running time, within reason: a screenplay's words are as long as they
    are, and the film is to end when it was said to.
    """
    usual = credit_frames(seconds)
    return min(max(round(seconds * FPS) - taken, min(usual, 2 * FPS)), usual * 3 // 2 + 2 * FPS)


def story_seconds(seconds: float) -> float:
    """What title and credits leave of a film's running time."""
    return seconds - (title_frames(seconds) + credit_frames(seconds)) / FPS


_JOIN = {"dissolve": 24, "wipe": 18, "match cut": 16}  # frames


def join_frames(transition: str, before: int, after: int) -> int:
    """How many frames of a shot its join to the one before takes; 0 for a cut, and where a shot is too short.

    Neither shot, ``before`` and ``after`` frames long, gives more than a third of itself.
    """
    frames = min(_JOIN.get(transition, 0), before // 3, after // 3)
    return frames if frames >= _SHORTEST_JOIN else 0


def line_starts(durations: list[float], frames: int) -> list[float]:
    """When each of a shot's lines begins, in seconds from the shot's start.

    They follow one another with a pause; where the shot is longer than its words, they sit a little
    before its middle, as an editor leaves more air after a line than before it.
    """
    words = sum(durations) + PAUSE * max(len(durations) - 1, 0)
    spare = frames / FPS - words
    at = min(max(spare * 0.4, 0.0), 1.2) if spare > BREATH else max(spare, 0.0)
    starts = []
    for seconds in durations:
        starts.append(round(at, 3))
        at += seconds + PAUSE
    return starts
