"""Three treatments of one idea. They differ in what drives them, in structure, and in whose eyes we look
through.
"""

from typing import Any

from pipeline.previz.lexicon import words
from pipeline.previz.story.adapting import adapted, is_told
from pipeline.previz.story.bible import Bible, Person
from pipeline.previz.story.briefing import complete_brief
from pipeline.previz.story.dice import Dice
from pipeline.previz.story.founding import PARTS, Angle, make_bible, with_parts
from pipeline.previz.story.premise import Premise, period_of, read_premise
from pipeline.previz.story.spines import fitting, spine
from pipeline.previz.story.telling import Teller, trade
from projects.kinds.base import digest
from projects.kinds.presets import FREE
from projects.kinds.story import Brief, Variant


def treatments(brief: Brief) -> list[Variant]:
    """Exactly three variants. Each carries its bible, so that beats and scenes can be written from it alone.

    A long text is adapted: its people, its order and its words stay. A short idea is expanded.
    """
    brief = complete_brief(brief)
    if is_told(brief):
        return adapted(brief)
    premise = read_premise(brief.idea, brief.language, brief.genre)
    dice = Dice(brief.seed, brief.idea, "treatments")
    names = _three(premise, brief, dice)
    found: list[Variant] = []
    used: set[str] = set()
    for name, angle in zip(names, _angles(names, brief, dice), strict=True):
        own = not found or brief.structure == FREE
        structure = brief.structure if own else _structure(angle, used | {brief.structure})
        used.add(structure)
        found.append(_variant(brief, premise, make_bible(brief, premise, Angle(angle, name, structure))))
    return found


def _three(premise: Premise, brief: Brief, dice: Dice) -> list[str]:
    """Three spines, the best suited first, different ones as long as there are enough.

    Two are made for what the idea is; the third comes from another corner, so that not every idea of a kind
    gets the same three.
    """
    pools = [
        dice.shuffled(pool)
        for pool in fitting(premise, brief.genre, period_of(premise, brief.genre), brief.language)
    ]
    suited = [name for pool in pools[:2] for name in pool]
    near = [*suited[2:], *(name for pool in pools[2:] for name in pool)]
    order = [*suited[:2], *dice.shuffled(near)]
    return [order[at % len(order)] for at in range(3)]


def _angles(names: list[str], brief: Brief, dice: Dice) -> list[dict[str, Any]]:
    """An angle for each variant: the first stays close to the hero, the others look from elsewhere."""
    table: list[dict[str, Any]] = words(brief.language, "angles")["angles"]
    chosen = [table[0]]
    order = dice.shuffled(table[1:])
    for name in names[1:]:
        drive = spine(name, brief.language)
        allowed = drive.get("angles") or ([table[0]["angle"]] if drive.get("exclusive") else None)
        fits = [angle for angle in order if allowed is None or angle["angle"] in allowed]
        fits = [angle for angle in fits if angle["viewpoint"] in ("H", "F", *drive["needs"])]
        fresh = [angle for angle in fits if angle not in chosen] or fits or [table[0]]
        chosen.append(fresh[0])
    return chosen


def _structure(angle: dict[str, Any], used: set[str]) -> str:
    return next((s for s in angle["structures"] if s not in used), angle["structures"][0])


def _variant(brief: Brief, premise: Premise, bible: Bible) -> Variant:
    drive = spine(bible.spine, bible.language)
    table = words(bible.language, "angles")
    angle = next(entry for entry in table["angles"] if entry["angle"] == bible.angle)
    teller = Teller(bible, Dice(bible.seed, "treatment"))
    parts = {part: teller.tell(teller.dice.pick(drive["treatment"][part])) for part in PARTS}
    told = parts["turn"] if drive.get("exclusive") else teller.tell(angle["told"])
    label = teller.tell(drive["titles"][0] if drive.get("exclusive") else angle["label"])
    shape = table["structures"].get(bible.structure, "")
    text = _markdown(f"{told} {shape[:1].upper()}{shape[1:]}." if shape else told, parts, bible)
    first = bible.angle == table["angles"][0]["angle"] and brief.title
    title = (
        brief.title
        if first and not drive.get("exclusive")
        else teller.tell(teller.dice.pick(drive["titles"][1:]))
    )
    return Variant(
        title=title[:200],
        logline=teller.tell(teller.dice.pick(drive["logline"]))[:1_000],
        angle=f"{label}{', ' if shape else ''}{shape}. {told}"[:300],
        text=text,
        bible=with_parts(bible, parts, digest(text)),
    )


def _markdown(told: str, parts: dict[str, str], bible: Bible) -> str:
    headings = words(bible.language, "angles")["headings"]
    people = "\n".join(_listed(person, bible.language) for person in bible.people if person.role != "N")
    chapters = "\n\n".join(f"## {headings[part]}\n\n{parts[part]}" for part in PARTS)
    places = ", ".join(place.name.lower() for place in bible.places[:4])
    return (
        f"{told}\n\n{chapters}\n\n## {headings['people']}\n\n{people}\n\n"
        f"## {headings['places']}\n\n{places[:1].upper()}{places[1:]}.\n"
    )


def _listed(person: Person, language: str) -> str:
    """``"- **Mara Voss** (58, lighthouse keeper)"``."""
    known = (str(person.age), trade(person, language), person.relation)
    return f"- **{person.name}** ({', '.join(part for part in known if part)})"
