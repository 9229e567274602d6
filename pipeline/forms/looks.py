"""What a look's form offers and what it says, in a film and in the library."""

from typing import Any

from django.http import QueryDict

from projects.kinds.traits import Trait, traits_of

REASONS = (
    ("wardrobe", "Dressed otherwise"),
    ("age", "Another age"),
    ("damage", "Marked or damaged"),
    ("other", "Other"),
)
TAGS = ("muddy", "torn", "bloody", "wet", "snowy", "burnt", "bandaged", "dusty")
# What looks change.
SHOWN = ("age", "hair", "build", "face", "condition", "season", "light", "colour", "material")


def trait_fields(kind: str, traits: dict[str, str]) -> list[tuple[Trait, str]]:
    """The typed fields that a look of an asset of ``kind`` may say otherwise, with what stands in them."""
    return [(trait, traits.get(trait.name, "")) for trait in traits_of(kind) if trait.name in SHOWN]


def posted_look(post: QueryDict) -> dict[str, Any]:
    """What a look's form holds. Marks are short words with commas."""
    tags = [tag.strip().lower() for tag in post.get("tags", "").replace(";", ",").split(",") if tag.strip()]
    typed = {
        name.removeprefix("traits."): str(text) for name, text in post.items() if name.startswith("traits.")
    }
    found: dict[str, Any] = {
        name: post[name] for name in ("name", "reason", "wardrobe", "definition") if name in post
    }
    return found | {
        "tags": list(dict.fromkeys(tags)),
        "traits": {name: value for name, value in typed.items() if value.strip()},
    }
