"""Fitting pieces into a budget of tokens: the least important is cut first, and every cut can be seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.context.tokens import tokens_in

Share = Literal["whole", "cut", "left out"]

_WORTH = 60  # tokens: less of a piece says nothing
_LONGEST_WORD = 40  # characters
_NOTE = 16  # tokens that the note about a cut takes


@dataclass(frozen=True)
class Fitted:
    """A piece as it is sent. ``tokens`` is what it had, ``kept`` what is left."""

    name: str
    text: str
    tokens: int
    kept: int
    share: Share


def fitted(pieces: Sequence[tuple[str, str, bool]], budget: int) -> list[Fitted]:
    """Fit (name, text, keeps_end) into ``budget`` tokens, in the order given, the most important first.

    Each piece gets what those before it left. Empty pieces are not mentioned.
    """
    found, left = [], budget
    for name, text, keeps_end in pieces:
        if not text.strip():
            continue
        tokens = tokens_in(text)
        if tokens <= left:
            found.append(Fitted(name, text, tokens, tokens, "whole"))
        elif left - _NOTE < _WORTH:
            found.append(Fitted(name, "", tokens, 0, "left out"))
        else:
            short = _shortened(text, tokens, left - _NOTE, keeps_end=keeps_end)
            found.append(Fitted(name, short, tokens, tokens_in(short), "cut"))
        left -= found[-1].kept
    return found


def _shortened(text: str, tokens: int, room: int, *, keeps_end: bool) -> str:
    """A part of the text that fits, ending (or beginning) between words, with a note of what is missing."""
    share = room / tokens
    length = int(len(text) * share)
    part = text[-length:] if keeps_end else text[:length]
    while tokens_in(part) > room:  # the tokens are not spread evenly over the text
        length = int(length * 0.9)
        part = text[-length:] if keeps_end else text[:length]
    # Between words, where the script has spaces between them.
    whole = part.partition(" ")[2] if keeps_end else part.rpartition(" ")[0]
    part = whole if len(part) - len(whole) < _LONGEST_WORD else part
    note = f"[{tokens - tokens_in(part)} tokens of this were left out]"
    return f"{note}\n{part}" if keeps_end else f"{part}\n{note}"
