"""The one place that puts together what a model is told: instructions, question, and framed context."""

from typing import Any

from pipeline.context.fitting import Fitted, fitted
from pipeline.context.framing import RULE, framed, mark_for
from pipeline.context.pieces import PIECES
from pipeline.context.tokens import PICTURE_TOKENS, tokens_in
from pipeline.prompting.purposes import Purpose
from pipeline.prompting.templates import Template, filled
from pipeline.prompting.values import values_of
from projects.queries.story import Story

SLACK = 200  # tokens for the frames and for what the schema adds


def tell(
    story: Story, purpose: Purpose, arguments: dict[str, Any], template: Template, *, reads: int
) -> dict[str, Any]:
    """What a model is told for one target, ready to be kept with its generation.

    ``reads`` is the most that the model may be given, in tokens. The answer has ``system``, ``prompt``, and
    in ``pieces`` what went in, what was cut and what was left out, the most important first; and where the
    arguments name ``pictures`` by their files, those.
    """
    budget = min(reads, purpose.reads)
    pictures = list(arguments.get("pictures", [])) if purpose.sees else []
    shown = PICTURE_TOKENS * len(pictures)
    values = values_of(purpose.name, arguments)
    system = f"{filled(template.system, purpose, values)}\n\n{RULE}"
    bare = filled(template.body, purpose, values)
    room = max(0, budget - tokens_in(system) - tokens_in(bare) - shown - SLACK)
    texts = [(name, PIECES[name].read(story, arguments), PIECES[name].keeps_end) for name in purpose.needs]
    pieces = fitted(texts, room)
    mark = mark_for(piece.text for piece in pieces)
    context = "\n\n".join(
        framed(mark, PIECES[piece.name].title, piece.text) for piece in pieces if piece.text
    )
    prompt = filled(template.body, purpose, values, context)
    return {
        "purpose": purpose.name,
        "template": {"version": template.version, "own": template.own},
        "system": system,
        "prompt": prompt,
        "pieces": [noted(piece) for piece in pieces],
        "budget": budget,
        "tokens": tokens_in(system) + tokens_in(prompt) + shown,
        "language": str(arguments["brief"].get("language", "en")),
        **({"pictures": pictures} if pictures else {}),
    }


def noted(piece: Fitted) -> dict[str, Any]:
    """What is kept of a piece: how much of it there was, and how much was sent."""
    kind = PIECES[piece.name]
    return {
        "name": piece.name,
        "title": kind.title,
        "scope": kind.scope,
        "tokens": piece.tokens,
        "kept": piece.kept,
        "share": piece.share,
    }
