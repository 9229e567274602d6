"""What a novel costs before and while it is summed up, without a database and without a model.

./studio bench adaptation            500,000 words in 120 chapters
./studio bench adaptation 1000000
"""

import os
import random
import resource
import sys
import time
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from pipeline.adaptation import chapter_words, groups_of, sources_of  # noqa: E402  # Django must be set up
from pipeline.graph.plan import make_plan  # noqa: E402
from pipeline.previz.story import summary_of  # noqa: E402
from pipeline.registry import STEPS  # noqa: E402
from projects.chapters import marked  # noqa: E402
from projects.kinds import Brief, Content, Material  # noqa: E402
from projects.passages import Passages  # noqa: E402
from projects.queries.story import Item, Story  # noqa: E402

CHAPTERS = 120
EPISODE = UUID(int=1)
_WHO = ("Mara", "Emil", "Tobias", "Ruth", "Anna", "Jonas")
_DOES = ("finds", "opens", "leaves", "carries", "breaks", "hides")
_WHAT = ("letter", "lamp", "key", "boat", "map", "door", "coat")
_WHERE = ("harbour", "chapel", "kitchen", "cellar", "garden")


def novel(words: int) -> str:
    """A novel that makes no sense, the same for the same number of words."""
    dice = random.Random(words)  # noqa: S311  # no secret
    parts = []
    for number in range(1, CHAPTERS + 1):
        parts.append(f"Chapter {number}")
        for _ in range(words // CHAPTERS // 52):
            parts.append(" ".join(_sentence(dice) for _ in range(4)))
    return "\n\n".join(parts)


def _sentence(dice: random.Random) -> str:
    who, other = dice.sample(_WHO, 2)
    return (
        f"{who} {dice.choice(_DOES)} the {dice.choice(_WHAT)} in the {dice.choice(_WHERE)}, and {other} sees"
        f" it from the {dice.choice(_WHERE)}."
    )


def item(content: Content, slot: str, node: int) -> Item:
    """A content as a story holds it."""
    summary = content.summary()
    common = (UUID(int=node), content.kind, slot, EPISODE, "V", node, "hand", "", None)
    return Item(*common, summary["h"], summary["v"])


def main() -> None:
    """Measure and say so."""
    words = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000
    text = novel(words)
    began = time.process_time()
    marks = marked(text)
    print(f"{len(text.split()):,} words, {len(text) / 1e6:.1f} MB in {len(marks)} chapters: {_since(began)}")
    began = time.process_time()
    material = item(Material(name="novel", format="text", text=text, chapters=marks), "m001", 2)
    print(f"hashed for the render graph: {_since(began)}")
    brief = item(Brief(mode="adapt", title="T", logline="L"), "brief", 3)
    began = time.process_time()
    story = Story(None, EPISODE, [brief, material])  # type: ignore[arg-type]
    plan = make_plan(story, STEPS, until="idea")
    print(f"plan of {len(plan.units)} summaries, {len(groups_of(story))} of groups: {_since(began)}")
    began = time.process_time()
    length = chapter_words(len(marks))
    told = [summary_of(text[source.start : source.end], length, "en")["text"] for source in sources_of(story)]
    left = sum(len(one.split()) for one in told)
    print(f"all of them summed up by previz, to {left:,} words: {_since(began)}")
    began = time.process_time()
    Passages(text).like("Mara hides the letter in the chapel")
    print(f"passages of the whole text indexed and asked: {_since(began)}")
    print(f"memory at the highest: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _since(began: float) -> str:
    return f"{(time.process_time() - began) * 1000:,.0f} ms of processor time"


if __name__ == "__main__":
    main()
