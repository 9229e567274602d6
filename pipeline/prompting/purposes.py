"""What a model can be asked for: each purpose with its template, its needs, its limits and its answer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from pipeline.prompting import answers, breakdowns, definitions, improvements, judgements, natures
from pipeline.prompting.templates import Kind

LIBRARY = Path(__file__).parent / "library"
THOUSAND = 1_000


@dataclass(frozen=True)
class Purpose:
    """One thing that a model writes.

    ``needs`` names the pieces of context (pipeline/context/pieces.py), the most important first: what does
    not fit is cut from the last one on. ``reads`` and ``writes`` are tokens of one question and its answer at
    most, in thousands: the quote's upper bound.
    """

    name: str
    title: str
    group: str  # of the library page
    sentence: str
    needs: tuple[str, ...]
    variables: dict[str, Kind]
    reads: int
    writes: int
    shape: type[BaseModel] | None  # None: plain text
    take: Callable[[Any, dict[str, Any]], Any]  # the answer as the step expects it; raises Unfit
    shown: str = ""  # the field of a structured answer that is worth watching while it is written
    parts: tuple[str, str] = ("The instructions", "The question")
    has_context: bool = True
    sees: bool = False  # pictures belong to the question

    @cached_property
    def text(self) -> str:
        """The template that the studio brings."""
        return (LIBRARY / f"{self.name}.txt").read_text(encoding="utf-8")

    @property
    def schema(self) -> dict[str, Any] | None:
        """JSON schema of the answer."""
        return self.shape.model_json_schema() if self.shape else None


_STORY: dict[str, Kind] = {"language": "text", "genre": "text", "tone": "text", "audience": "text"}
_LENGTH: dict[str, Kind] = {"seconds": "number", "minutes": "number", "structure": "text", "words": "number"}

PURPOSES: dict[str, Purpose] = {
    purpose.name: purpose
    for purpose in (
        Purpose(
            name="chapter",
            title="Summary of a chapter",
            group="Story",
            sentence="Sums up one chapter of a long text that is adapted.",
            needs=("chapter",),
            variables={"language": "text", "words": "number", "title": "text"},
            reads=12 * THOUSAND,
            writes=2 * THOUSAND,
            shape=answers.SummaryAnswer,
            take=answers.summary_from,
            shown="summary",
        ),
        Purpose(
            name="synopsis",
            title="Synopsis from summaries",
            group="Story",
            sentence="Sums up the summaries of chapters that follow one another, up to the whole text's.",
            needs=("summaries",),
            variables={"language": "text", "words": "number", "title": "text"},
            reads=12 * THOUSAND,
            writes=4 * THOUSAND,
            shape=answers.SummaryAnswer,
            take=answers.summary_from,
            shown="summary",
        ),
        Purpose(
            name="brief",
            title="Title and logline",
            group="Story",
            sentence="Completes the title, logline, genre and tone that the brief leaves open.",
            needs=("brief", "synopsis", "material"),
            variables={**_STORY},
            reads=8 * THOUSAND,
            writes=2 * THOUSAND,
            shape=answers.BriefAnswer,
            take=answers.brief_from,
        ),
        Purpose(
            name="variant",
            title="Treatment variant",
            group="Story",
            sentence="Writes one of the three treatments that stand side by side.",
            needs=("brief", "manner", "style", "synopsis", "like", "chapters", "material"),
            variables={**_STORY, **_LENGTH, "number": "number", "angle": "text", "headings": "text"},
            reads=32 * THOUSAND,
            writes=6 * THOUSAND,
            shape=answers.VariantAnswer,
            take=answers.variant_from,
            shown="text",
        ),
        Purpose(
            name="beats",
            title="Beat sheet",
            group="Story",
            sentence="Breaks the treatment into beats with their seconds and tension.",
            needs=("treatment", "brief", "manner", "synopsis", "chapters"),
            variables={**_STORY, **_LENGTH, "count": "number"},
            reads=32 * THOUSAND,
            writes=10 * THOUSAND,
            shape=answers.BeatsAnswer,
            take=answers.beats_from,
        ),
        Purpose(
            name="endings",
            title="Alternative endings",
            group="Story",
            sentence="Offers three other turns, climaxes and final images of a beat sheet, side by side.",
            needs=("beat_sheet", "treatment", "manner", "brief"),
            variables={**_STORY, "guidance": "text"},
            reads=16 * THOUSAND,
            writes=6 * THOUSAND,
            shape=answers.EndingsAnswer,
            take=answers.endings_from,
        ),
        Purpose(
            name="plotholes",
            title="Plot holes",
            group="Story",
            sentence="Asks what does not hold together in the beats, with the line each question is about.",
            needs=("beat_sheet", "treatment", "brief"),
            variables={**_STORY},
            reads=24 * THOUSAND,
            writes=6 * THOUSAND,
            shape=answers.HolesAnswer,
            take=answers.holes_from,
        ),
        Purpose(
            name="script",
            title="Scene of the screenplay",
            group="Screenplay",
            sentence="Writes one scene in Fountain, with its beat, the scenes beside it and its people.",
            needs=(
                *("beat", "before", "manner", "people", "source", "chapters"),
                *("beat_sheet", "brief", "style", "summary", "after"),
            ),
            variables={**_STORY, **_LENGTH, "number": "number", "count": "number"},
            reads=16 * THOUSAND,
            writes=6 * THOUSAND,
            shape=None,
            take=answers.script_from,
        ),
        Purpose(
            name="passage",
            title="Wording of a passage",
            group="Story",
            sentence="Words a passage of a treatment, a beat or a scene again, as a person wishes.",
            needs=("passage", "around", "manner", "brief"),
            variables={**_STORY, "words": "number", "what": "text", "wish": "text", "guidance": "text"},
            reads=16 * THOUSAND,
            writes=6 * THOUSAND,
            shape=None,
            take=answers.passage_from,
        ),
        Purpose(
            name="alternatives",
            title="Alternatives to a passage",
            group="Story",
            sentence="Offers three other ways to tell a beat, an ending or any passage.",
            needs=("passage", "around", "manner", "brief"),
            variables={**_STORY, "words": "number", "what": "text", "guidance": "text"},
            reads=16 * THOUSAND,
            writes=8 * THOUSAND,
            shape=answers.AlternativesAnswer,
            take=answers.alternatives_from,
        ),
        Purpose(
            name="likeness",
            title="Nearness to a style capsule",
            group="Judging",
            sentence="Judges how near a treatment or a screenplay comes to its writing capsule, with quotes.",
            needs=("manner", "judged"),
            variables={**_STORY, "what": "text"},
            reads=48 * THOUSAND,
            writes=4 * THOUSAND,
            shape=judgements.LikenessAnswer,
            take=judgements.likeness_from,
            shown="summary",
        ),
        Purpose(
            name="resemblance",
            title="Nearness of a picture to its capsule",
            group="Judging",
            sentence="Looks at a picture and judges how near it comes to its visual capsule, with quotes.",
            needs=("look",),
            variables={**_STORY, "what": "text"},
            reads=8 * THOUSAND,
            writes=3 * THOUSAND,
            shape=judgements.ResemblanceAnswer,
            take=judgements.resemblance_from,
            shown="summary",
            sees=True,
        ),
        Purpose(
            name="improvement",
            title="Improvement of a template",
            group="Judging",
            sentence="Proposes a better version of a template, from remarks and from what came of it.",
            needs=("template_text", "remarks", "outcome"),
            variables={
                "language": "text",
                "title": "text",
                "sentence": "text",
                "variables": "text",
                "place": "text",
            },
            reads=24 * THOUSAND,
            writes=6 * THOUSAND,
            shape=improvements.ImprovementAnswer,
            take=improvements.improvement_from,
            shown="text",
        ),
        Purpose(
            name="breakdown",
            title="Breakdown of a scene",
            group="World",
            sentence="Finds what a scene's breakdown sheet lacks, each with the words that call for it.",
            needs=("scene_text", "listed"),
            variables={**_STORY, "categories": "text"},
            reads=12 * THOUSAND,
            writes=4 * THOUSAND,
            shape=breakdowns.BreakdownAnswer,
            take=breakdowns.breakdown_from,
        ),
        Purpose(
            name="nature",
            title="Development of a character",
            group="World",
            sentence="Asks what a character lacks; proposes want, need, contradiction, past, arc and words.",
            needs=("portrayed", "mentions", "presence", "brief"),
            variables={**_STORY, "name": "text", "fields": "text"},
            reads=16 * THOUSAND,
            writes=4 * THOUSAND,
            shape=natures.NatureAnswer,
            take=natures.nature_from,
        ),
        Purpose(
            name="definition",
            title="Definition of an asset",
            group="World",
            sentence="Proposes what somebody or something looks like, from where the script names it.",
            needs=("portrayed", "mentions", "brief", "style"),
            variables={**_STORY, "name": "text", "kind": "text", "fields": "text", "kept": "text"},
            reads=12 * THOUSAND,
            writes=3 * THOUSAND,
            shape=definitions.DefinitionAnswer,
            take=definitions.definition_from,
            shown="definition",
        ),
    )
}
