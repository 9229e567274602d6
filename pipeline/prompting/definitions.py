"""What a model adds to the definition of an asset, field by field, never over what a person wrote."""

from typing import Any

from pipeline.prompting.answers import Shape, Unfit
from projects.kinds import Asset
from projects.kinds.traits import TRAIT_MAX, traits_of
from projects.kinds.vocabulary import AssetKind

LONGEST = 1_500  # characters of a definition
_WORDS_MOST = 8  # quotes


class TraitAnswer(Shape):
    """One typed field."""

    field: str
    value: str


class DefinitionAnswer(Shape):
    """How somebody or something looks."""

    definition: str
    wardrobe: str
    fields: list[TraitAnswer]
    grounds: list[str]


def definition_from(answer: DefinitionAnswer, arguments: dict[str, Any]) -> Any:
    """{"definition", "wardrobe", "traits", "grounds"}: the fields that would change, and the script's words.

    Raises Unfit when words that a person wrote are gone, or a quote does not stand in the script.
    """
    asset = Asset.model_validate(arguments["asset"])
    found: dict[str, Any] = {"definition": _words(answer.definition, asset.definition, arguments)}
    if asset.type == AssetKind.CHARACTER:
        found["wardrobe"] = _words(answer.wardrobe, asset.wardrobe, arguments)
    found["traits"] = _traits(answer, asset)
    if all(found[name] == getattr(asset, name) for name in found):
        raise Unfit("It says nothing that is not there already.")
    return {**found, "grounds": grounds_in(answer.grounds, arguments["mentions"])}


def _words(new: str, old: str, arguments: dict[str, Any]) -> str:
    new = " ".join(new.split())
    if len(new) > LONGEST:
        raise Unfit(f"The definition and the wardrobe may have {LONGEST:,} characters each.")
    if arguments["by_hand"] and (kept := " ".join(old.split())) not in new:
        raise Unfit(f"A person wrote this, so it must stay word for word, with more after it: “{kept}”")
    return new or old


def _traits(answer: DefinitionAnswer, asset: Asset) -> dict[str, str]:
    """The typed fields with those that were empty filled in."""
    known = [trait.name for trait in traits_of(asset.type)]
    new = {one.field: " ".join(one.value.split())[:TRAIT_MAX] for one in answer.fields if one.value.strip()}
    if unknown := sorted(set(new) - set(known)):
        raise Unfit(f"There is no field {unknown[0]}. There are: {', '.join(known)}.")
    return {name: text for name in known if (text := asset.traits.get(name) or new.get(name, ""))}


def grounds_in(quotes: list[str], script: str) -> list[str]:
    """The quotes, each looked up. Raises Unfit for words that do not stand in the script."""
    text, found = " ".join(script.split()), []
    for quote in quotes[:_WORDS_MOST]:
        plain = " ".join(quote.split()).strip("\"'“”‘’«»")
        if plain and plain not in text:
            raise Unfit(f"These words do not stand in the script: “{plain[:120]}”. Quote it word for word.")
        found += [plain] if plain else []
    return found
