"""Beats that follow a text paragraph by paragraph: an adaptation, or a treatment written by hand."""

import re

from pipeline.previz.lexicon import words
from pipeline.previz.story.bible import Bible, Place
from pipeline.previz.story.prose import paragraphs_of, sentences_of, units_of
from pipeline.previz.story.structure import scene_count, spread_seconds, steps
from projects.kinds.story import Beat, Brief, Treatment

_WITH_GLIMPSE = 3  # passages from which a story told from its end opens with a glimpse of it
_MOODS = ("calm", "neutral", "hopeful", "tense", "mysterious", "tense", "sad", "tense", "hopeful")


def beats_from_text(brief: Brief, treatment: Treatment, bible: Bible) -> list[Beat]:
    """One beat for each passage of the treatment's text, their text unchanged."""
    parts = _passages(_story_of(treatment, bible), scene_count(brief.seconds)) or [
        treatment.logline or brief.idea
    ]
    end = units_of(parts[-1])[-1] if bible.angle == "end-first" else ""
    if end and len(parts) > _WITH_GLIMPSE and not parts[0].startswith(end):
        parts = [sentences_of(parts[-1])[0], *parts]
    sequence = steps(bible.structure, len(parts), bible.language)
    needs = [max(3.0, min(len(part.split()) / 3.4, 14.0)) for part in parts]
    lengths = spread_seconds([float(len(part.split())) for part in parts], brief.seconds, needs)
    found: list[Beat] = []
    place = ""
    for at, part in enumerate(parts):
        place = _place(bible, part) or place or bible.places[0].role
        plan: dict[str, object] = {
            "place": place,
            "time": _time(part, at),
            "bible": bible.model_dump(mode="json"),
        }
        if bible.angle == "narrated":
            plan["narrated"] = True
        share = at / max(len(parts) - 1, 1)
        found.append(
            Beat(
                title=_title(part),
                text=part,
                function=sequence[at].function if at < len(sequence) else "",
                seconds=lengths[at],
                intensity=round(0.25 + 0.65 * share * (1.0 if share < 0.9 else 0.4), 2),
                mood=_mood(part, bible.language) or _MOODS[round(share * (len(_MOODS) - 1))],
                plan=plan,
            )
        )
    return found


def _story_of(treatment: Treatment, bible: Bible) -> str:
    """The treatment's text from its story heading on, where it has one."""
    heading = words(bible.language, "angles")["headings"]["story"]
    _, found, after = treatment.text.partition(f"## {heading}\n")
    return after if found else treatment.text


def _passages(text: str, count: int) -> list[str]:
    """The text in ``count`` passages of about the same length, cut between sentences."""
    sentences = [unit for paragraph in paragraphs_of(text) for unit in units_of(paragraph)]
    if not sentences:
        return []
    count = min(count, len(sentences))
    total = sum(len(sentence.split()) for sentence in sentences)
    found: list[list[str]] = [[]]
    done = 0
    for at, sentence in enumerate(sentences):
        left = len(sentences) - at
        full = done >= total * len(found) / count
        if found[-1] and len(found) < count and (full or left <= count - len(found)):
            found.append([])
        found[-1].append(sentence)
        done += len(sentence.split())
    return [" ".join(part) for part in found]


def _place(bible: Bible, text: str) -> str:
    """The role of the place a passage names, or nothing where it names none."""
    low = text.casefold()
    scored = [
        (len(re.findall(rf"\b(?:{'|'.join(_words_of(place))})\b", low)), -at, place.role)
        for at, place in enumerate(bible.places)
        if _words_of(place)
    ]
    best = max(scored) if scored else (0, 0, "")
    return best[2] if best[0] else ""


def _words_of(place: Place) -> list[str]:
    return [re.escape(word) for word in re.findall(r"[\w-]{4,}", f"{place.name} {place.look}".casefold())]


def _time(text: str, at: int) -> str:
    times = ("NIGHT", "DAWN", "DUSK", "MORNING", "EVENING")
    low = text.casefold()
    return next(
        (time for time in times if re.search(rf"\b{time.lower()}\b", low)), "DAY" if at % 4 < 3 else "EVENING"
    )


def _mood(text: str, language: str) -> str:
    table = words(language, "states")["moods"]
    scores = {
        mood: len(re.findall(rf"\b(?:{pattern})", text, re.IGNORECASE)) for mood, pattern in table.items()
    }
    best = max(scores, key=lambda mood: scores[mood])
    return best if scores[best] else ""


def _title(text: str) -> str:
    first = re.split(r"[,.;:!?\u2014\u201c\"]", text.lstrip('"\u201c '))[0].split()
    return " ".join(first[:7])[:200] or "\u2026"
