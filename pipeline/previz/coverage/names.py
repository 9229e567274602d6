"""The words by which a sentence shows somebody of a scene's cast, known by their asset keys alone."""

import re
from functools import lru_cache

from pipeline.previz.lexicon import words
from projects.screenplay.names import slug


@lru_cache(maxsize=4096)
def names_of(key: str, cast: tuple[str, ...]) -> tuple[str, ...]:
    """What a text may call the person with this key: the whole name, then those words that are theirs alone.

    ``"character:boy-in-a-red-scarf"`` is "boy in a red scarf" and "boy", but not "in"; two people called Fenn
    are told apart by their given names.
    """
    table = words("en", "seen")
    own = key.partition(":")[2].split("-")
    head = next((own[:at] for at, word in enumerate(own) if at and word in ("in", "with")), own)
    others = {word for other in cast if other != key for word in other.partition(":")[2].split("-")}
    skipped = {*table["joins"], *table["qualifiers"], *table["titles"]}
    single = [word for word in head if word not in skipped and word not in others and len(word) > 1]
    whole = " ".join(own)
    return tuple(dict.fromkeys([whole, " ".join(head), *single]))


def meant(key: str, cast: tuple[str, ...]) -> str:
    """Whom of a cast a cue's key means: ``"character:mara"`` is Mara Voss where no other Mara is.

    Empty for nobody of it.
    """
    if key in cast:
        return key
    name = key.partition(":")[2].replace("-", " ")
    found = [other for other in cast if name in names_of(other, cast)]
    return found[0] if len(found) == 1 else ""


def position(text: str, key: str, cast: tuple[str, ...]) -> int:
    """Where a text, folded like a key, first shows somebody, or -1."""
    spots = [
        match.start()
        for name in names_of(key, cast)
        if (match := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE))
    ]
    return min(spots) if spots else -1


def folded(text: str) -> str:
    """The text with the letters of keys: small, Latin letters without accents; word for word."""
    return " ".join(slug(word).replace("-", " ") or word for word in text.split())
