"""Fitting a question again that was put together for a model that reads more."""

import re
from typing import Any

from pipeline.context.fitting import fitted
from pipeline.context.framing import framed
from pipeline.context.pieces import PIECES
from pipeline.context.telling import SLACK, noted
from pipeline.context.tokens import PICTURE_TOKENS, tokens_in

_OPENING = re.compile(r'<data ([0-9a-f]{8}) what="')


def refitted(told: dict[str, Any], reads: int) -> dict[str, Any] | None:
    """``told`` in ``reads`` tokens: the same words, its pieces cut anew, the least important first.

    The same where it fits already; None where its most important piece would be cut.
    """
    if told["tokens"] <= reads:
        return told
    opening = _OPENING.search(told["prompt"])
    sent = [piece for piece in told["pieces"] if piece["share"] != "left out"]
    if opening is None or not sent:
        return None
    frame = re.compile(rf'<data {opening[1]} what="[^"]*">\n(.*?)\n</data {opening[1]}>', re.DOTALL)
    frames = list(frame.finditer(told["prompt"]))
    if len(frames) != len(sent):
        return None
    before, after = told["prompt"][: frames[0].start()], told["prompt"][frames[-1].end() :]
    room = reads - tokens_in(told["system"]) - tokens_in(before) - tokens_in(after) - SLACK
    room -= PICTURE_TOKENS * len(told.get("pictures", []))
    names = [piece["name"] for piece in sent]
    texts = [(name, match[1], PIECES[name].keeps_end) for name, match in zip(names, frames, strict=True)]
    pieces = fitted(texts, max(0, room))
    if pieces[0].share != "whole":
        return None
    context = "\n\n".join(
        framed(opening[1], PIECES[piece.name].title, piece.text) for piece in pieces if piece.text
    )
    return _told(told, f"{before}{context}{after}", {piece.name: noted(piece) for piece in pieces}, reads)


def _told(told: dict[str, Any], prompt: str, found: dict[str, dict[str, Any]], reads: int) -> dict[str, Any]:
    """What each piece had is counted from the beginning, not from what was left for the other model."""
    notes = []
    for old in told["pieces"]:
        new = found.get(old["name"], old)
        cut = "cut" if new["kept"] < old["tokens"] and new["share"] != "left out" else new["share"]
        notes.append({**new, "tokens": old["tokens"], "share": cut})
    tokens = tokens_in(told["system"]) + tokens_in(prompt)
    tokens += PICTURE_TOKENS * len(told.get("pictures", []))
    return {**told, "prompt": prompt, "pieces": notes, "budget": reads, "tokens": tokens}
