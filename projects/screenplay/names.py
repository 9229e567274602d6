"""Names as asset keys: ``"MARA VOSS (V.O.)"`` is ``"character:mara-voss"``."""

import re
from unicodedata import combining, normalize

_NOT_WORDS = re.compile(r"[^\w]+")
_EXTENSION = re.compile(r"\([^()]*+\)?")
_LATIN = re.compile(r"[a-z\u00df-\u024f]")


def slug(text: str) -> str:
    """Lower-case words joined by hyphens. Latin letters lose their accents, other scripts stay as they
    are.
    """
    letters = []
    for letter in text.casefold().replace("'", "").replace("\u2019", ""):
        if _LATIN.match(letter):
            letter = "".join(part for part in normalize("NFKD", letter) if not combining(part))
        letters.append(letter)
    return _NOT_WORDS.sub("-", "".join(letters)).replace("_", "-").strip("-")[:100].strip("-")


def cue_name(cue: str) -> str:
    """The name in a character cue, without extensions such as (V.O.) and (CONT'D)."""
    return " ".join(_EXTENSION.sub(" ", cue).split()) or cue.strip()


def asset_key(kind: str, name: str) -> str:
    """``"character", "Élise Maréchal"`` -> ``"character:elise-marechal"``. A name without letters is
    "unnamed".
    """
    return f"{kind}:{slug(name) or 'unnamed'}"
