"""Subtitles from spoken lines, by the rules that subtitlers keep."""

from dataclasses import dataclass, field, replace

from pipeline.previz.cut.text import break_cost, cleaned, pieces, width
from projects.kinds.scenes import Word
from projects.kinds.vocabulary import FPS

LINE = 42  # widest line, in Latin letters; a Chinese character counts as two
LINES = 2
SHORTEST = 20 / FPS  # seconds
LONGEST = 7.0
READING = 17.0  # letters a second
CHILDREN = 13.0  # the same, for those who have just learned to read
GAP = 2 / FPS


@dataclass(frozen=True)
class Heard:
    """A line of speech at its place in the film, in seconds from its start."""

    text: str
    start: float
    end: float
    words: list[Word] = field(default_factory=list)  # times from the start of the line
    speaker: str = ""


@dataclass(frozen=True)
class Subtitle:
    """What stands at the foot of the picture from ``start`` to ``end`` seconds: one or two lines."""

    start: float
    end: float
    text: str


def subtitles(
    lines: list[Heard], seconds: float | None = None, *, reading: float = READING
) -> list[Subtitle]:
    """The subtitles of ``lines``, in order, on frame borders, never overlapping.

    The words are kept as they are. Long lines become several subtitles, cut where speech pauses; each stays
    as long as ``reading`` (letters a second) needs while there is room before the next. ``seconds`` is the
    length of the film.
    """
    drafts = [draft for line in _in_turn(lines) for draft in _parts(line)]
    placed = _apart([_held(draft, reading) for draft in _together(drafts, reading)], seconds, reading)
    return [replace(draft, text=laid_out(draft.text)) for draft in placed]


def laid_out(text: str) -> str:
    """``text`` on one line or two, broken after punctuation or before a small word, the lower line longer."""
    if "\n" in text or width(text) <= LINE:
        return text
    parts = pieces(text, LINE)
    best, chosen = float("inf"), len(parts)
    for index in range(1, len(parts)):
        upper, lower = "".join(parts[:index]).rstrip(), "".join(parts[index:])
        above, below = width(upper), width(lower)
        over = max(0, above - LINE) + max(0, below - LINE)
        uneven = abs(below - above) * 0.35 + max(0, above - below) * 0.1
        cost = over * 100.0 + uneven + break_cost(parts[index - 1], parts[index])
        if cost < best:
            best, chosen = cost, index
    return "".join(parts[:chosen]).rstrip() + "\n" + "".join(parts[chosen:]).strip()


def _in_turn(lines: list[Heard]) -> list[Heard]:
    """Lines by time, without empty ones; two that are spoken at once become one of two dashed lines."""
    turned: list[Heard] = []
    for line in sorted(lines, key=lambda line: (line.start, line.end, line.text)):
        line = replace(line, text=cleaned(line.text))
        if not line.text or line.end <= line.start:
            continue
        before = turned[-1] if turned else None
        at_once = before and line.start < before.end - 0.5 and before.speaker != line.speaker
        if (
            before
            and at_once
            and "\n" not in before.text
            and max(width(before.text), width(line.text)) <= LINE - 2
        ):
            both = f"- {before.text}\n- {line.text}"
            turned[-1] = Heard(both, before.start, max(before.end, line.end), speaker=before.speaker)
        else:
            turned.append(line)
    return turned


def _parts(line: Heard) -> list[Subtitle]:
    """A line as drafts of at most two full lines of text, each with the time its words are heard."""
    if "\n" in line.text or _fits(line.text, line.end - line.start):
        return [Subtitle(line.start, line.end, line.text)]
    parts = pieces(line.text, LINE)
    groups: list[list[str]] = []
    while parts:
        taken = _first_group(parts, line)
        groups.append(parts[:taken])
        parts = parts[taken:]
    texts = ["".join(group) for group in groups]
    edges = _edges(line, [len(text) for text in texts])
    return [
        Subtitle(begins, ends, text.strip())
        for text, (begins, ends) in zip(texts, edges, strict=True)
        if text.strip()
    ]


def _fits(text: str, seconds: float) -> bool:
    shown = laid_out(text)
    return (
        seconds <= LONGEST
        and shown.count("\n") < LINES
        and all(width(row) <= LINE for row in shown.split("\n"))
    )


def _first_group(parts: list[str], line: Heard) -> int:
    """How many pieces the next subtitle takes: those that fit, rather up to a pause, and no orphan after."""
    pace = (line.end - line.start) / max(1, width(line.text))
    most = 1
    while most < len(parts) and _fits("".join(parts[: most + 1]), width("".join(parts[: most + 1])) * pace):
        most += 1
    if most == len(parts):
        return most
    # An even split reads better than a full screen and one word left over.
    fair = width("".join(parts)) / -(-width("".join(parts)) // width("".join(parts[:most])))
    costs = [
        break_cost(parts[index - 1], parts[index]) + 0.4 * abs(width("".join(parts[:index])) - fair)
        for index in range(1, most + 1)
    ]
    return costs.index(min(costs)) + 1


def _edges(line: Heard, lengths: list[int]) -> list[tuple[float, float]]:
    """When each stretch of ``lengths`` characters is heard: by its words, else by its share of letters."""
    marks = _word_marks(line)
    total = sum(lengths) or 1
    edges: list[tuple[float, float]] = []
    done = 0
    for length in lengths:
        first, last = done, done + length
        said = [(start, end) for place, start, end in marks if first <= place < last]
        share = (line.end - line.start) / total
        begins = line.start + (said[0][0] if said else first * share)
        ends = line.start + (said[-1][1] if said else last * share)
        edges.append((max(begins, edges[-1][1] if edges else line.start), max(begins + 0.01, ends)))
        done = last
    return [*edges[:-1], (edges[-1][0], max(edges[-1][0] + 0.01, line.end))]


def _word_marks(line: Heard) -> list[tuple[int, float, float]]:
    """Where in the text each word stands, and when it is heard from the start of the line."""
    marks, place = [], 0
    for word in line.words:
        token = cleaned(word.text)
        found = line.text.find(token, place)
        if token and found >= 0:
            marks.append((found, word.start, word.end))
            place = found + len(token)
    return marks


def _together(drafts: list[Subtitle], reading: float) -> list[Subtitle]:
    """Very short neighbours that one breath holds become one subtitle, so that both can be read."""
    joined: list[Subtitle] = []
    for draft in drafts:
        before = joined[-1] if joined else None
        if before and "\n" not in before.text + draft.text and draft.start - before.end < 0.3:
            text = f"{before.text} {draft.text}"
            hurried = min(_needed(before.text, reading) - (draft.start - before.start), 1.0) > 0.25
            if hurried and _fits(text, draft.end - before.start) and before.text[-1:] not in ".!?…。！？":
                joined[-1] = Subtitle(before.start, draft.end, text)
                continue
        joined.append(draft)
    return joined


def _needed(text: str, reading: float) -> float:
    return min(LONGEST, max(SHORTEST, width(text.replace("\n", " ")) / reading))


def _held(draft: Subtitle, reading: float) -> Subtitle:
    """Long enough to be read, if the next one lets it be."""
    ends = max(draft.end + 0.25, draft.start + _needed(draft.text, reading))
    return replace(draft, end=min(ends, draft.start + LONGEST))


def _apart(drafts: list[Subtitle], seconds: float | None, reading: float) -> list[Subtitle]:
    """On frame borders, with gaps between neighbours; a starved one may come up to three frames early."""
    gap, least, most = 2, 20, round(LONGEST * FPS)
    limit = int(seconds * FPS) if seconds else None
    frames = [[round(draft.start * FPS), round(draft.end * FPS)] for draft in drafts]
    for index, (own, draft) in enumerate(zip(frames, drafts, strict=True)):
        before = frames[index - 1][1] + gap if index else 0
        following = frames[index + 1][0] - gap if index + 1 < len(frames) else limit
        if following is not None and following < own[1]:
            early = max(before, own[0] - 3)
            wanted = round(_needed(draft.text, reading) * FPS)
            own[0] = min(own[0], max(early, following - wanted))
        own[0] = max(own[0], before)
        ends = own[1] if following is None else min(own[1], following)
        own[1] = min(max(ends, own[0] + least), own[0] + most)
    if limit is not None:
        _pulled_in(frames, limit, gap, least)
    return [
        Subtitle(round(begins / FPS, 6), round(ends / FPS, 6), draft.text)
        for (begins, ends), draft in zip(frames, drafts, strict=True)
    ]


def _pulled_in(frames: list[list[int]], limit: int, gap: int, least: int) -> None:
    """Move what would outlast the film back to its end, pushing earlier ones only as far as needed."""
    for own in reversed(frames):
        own[1] = min(own[1], limit)
        own[0] = max(0, min(own[0], own[1] - least))
        limit = own[0] - gap
