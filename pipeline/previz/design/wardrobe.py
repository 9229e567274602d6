"""Wardrobe words to garments: by name first, else by job and period."""

import re
from typing import Any

from pipeline.previz.design.chance import Chance
from pipeline.previz.design.colour import NAMED, adjusted, mix, near_word
from pipeline.previz.design.words import first, names

_TOPS = {
    "t shirt|tee|tshirt": "tshirt",
    "tank top|vest top|singlet": "tank",
    "blouse": "blouse",
    "sweater|jumper|pullover|jersey|knit|knitwear": "sweater",
    "turtleneck|roll neck|polo neck": "turtleneck",
    "hoodie|hooded sweatshirt|sweatshirt": "hoodie",
    "cardigan": "cardigan",
    "leather jacket|biker jacket": "leather",
    "denim jacket|jacket|windbreaker|anorak|bomber": "jacket",
    "suit|blazer|tuxedo|dinner jacket|frock coat|tailcoat": "suit",
    "waistcoat|vest": "vest",
    "uniform|tunic uniform|livery": "uniform",
    "trench coat|trenchcoat|trench": "trench",
    "raincoat|oilskin|slicker|mackintosh|sou'wester|cape": "raincoat",
    "parka|puffer|down jacket|anorak": "parka",
    "lab coat|white coat|labcoat": "labcoat",
    "overcoat|greatcoat|coat|duster|peacoat|pea coat": "coat",
    "wedding dress|gown|ball gown|evening dress": "gown",
    "dress|sundress|frock|pinafore": "dress",
    "kimono|yukata|hanbok": "kimono",
    "robe|habit|cassock|toga|sari|djellaba|caftan": "robe",
    "cloak|cape|mantle": "cloak",
    "tunic|jerkin|doublet|kurta": "tunic",
    "pyjama|pajama": "pyjamas",
    "nightgown|nightdress|nightshirt": "nightgown",
    "overall|dungaree|boiler suit|coverall": "overalls",
    "apron": "apron",
    "armour|armor|chainmail|breastplate|plate mail": "armour",
    "spacesuit|space suit|pressure suit|eva suit": "spacesuit",
    "scrubs": "scrubs",
    "tracksuit|sports shirt|football shirt|soccer jersey": "sport",
    "shirt|flannel": "shirt",
}
_BOTTOMS = {
    "jeans|denim trousers": "jeans",
    "leggings|tights": "leggings",
    "shorts": "shorts",
    "long skirt": "longskirt",
    "skirt|kilt": "skirt",
    "wide trousers|flares|bell bottoms": "wide",
    "breeches|knickerbockers": "breeches",
    "trousers|pants|slacks|chinos|corduroys|cords": "trousers",
}
_SHOES = {
    "rubber boots|wellies|wellington|waders|gumboots": "wellies",
    "boots|boot": "boots",
    "sneakers|trainers|running shoes": "sneakers",
    "sandals|flip flops": "sandals",
    "heels|pumps": "heels",
    "barefoot|bare feet|bare foot": "barefoot",
    "shoes|loafers|brogues": "shoes",
}
_HATS = {
    "baseball cap|cap|flat cap": "cap",
    "beanie|wool hat|woolly hat|woolen hat|woollen hat|knit cap|watch cap|bobble hat": "beanie",
    "straw hat|sun hat": "straw",
    "cowboy hat|stetson|wide brimmed hat": "cowboy",
    "top hat|topper": "tophat",
    "captain's hat|captain's cap|peaked cap|police cap|officer's cap": "peaked",
    "helmet|hard hat": "helmet",
    "headscarf|hijab|veil|shawl": "headscarf",
    "crown|tiara|diadem": "crown",
    "witch hat|wizard hat|pointed hat": "witch",
    "chef's hat|toque": "chef",
    "fedora|trilby|panama hat|hat|bowler": "fedora",
    "hood up|hooded": "hood",
}

# Job words: top, bottom, shoes, hat, colours of top and bottom. Empty strings leave it to chance.
_JOBS: dict[str, tuple[str, str, str, str, str, str]] = {
    "lighthouse keeper|fisherman|fisherwoman|sailor|fisher|boatman": (
        "raincoat",
        "trousers",
        "wellies",
        "beanie",
        "#d9a32f",
        "#2f3848",
    ),
    "captain|admiral|skipper": ("uniform", "trousers", "boots", "peaked", "#2d4270", "#27314a"),
    "police|policeman|policewoman|constable|sheriff|officer": (
        "uniform",
        "trousers",
        "boots",
        "peaked",
        "#33487a",
        "#2a3550",
    ),
    "detective|investigator|private eye|inspector": (
        "trench",
        "trousers",
        "shoes",
        "fedora",
        "#a58a5c",
        "#3b3d45",
    ),
    "doctor|scientist|physician|professor|chemist|researcher|pathologist": (
        "labcoat",
        "trousers",
        "shoes",
        "",
        "#eceae2",
        "#3d4a5f",
    ),
    "nurse|surgeon|medic|paramedic": ("scrubs", "trousers", "sneakers", "", "#4f97a3", "#4f97a3"),
    "chef|cook|baker": ("apron", "trousers", "shoes", "chef", "#f1ede4", "#3b3d45"),
    "waiter|waitress|bartender|barista|butler": ("vest", "trousers", "shoes", "", "#2b2a31", "#25242b"),
    "farmer|gardener|mechanic|engineer|builder|worker|carpenter|plumber": (
        "overalls",
        "jeans",
        "boots",
        "cap",
        "#a8452f",
        "#41597c",
    ),
    "soldier|guard|ranger|warden": ("uniform", "trousers", "boots", "helmet", "#5d6440", "#4b5236"),
    "knight|warrior|gladiator": ("armour", "breeches", "boots", "", "#9aa3ad", "#4a3a30"),
    "king|queen|prince|princess|emperor|empress": (
        "robe",
        "trousers",
        "boots",
        "crown",
        "#7a2440",
        "#3a2c48",
    ),
    "wizard|witch|sorcerer|sorceress|mage": ("robe", "trousers", "boots", "witch", "#4a3a78", "#2c2648"),
    "nun|sister superior": ("robe", "trousers", "shoes", "headscarf", "#26252c", "#26252c"),
    "monk|priest|vicar|hermit|abbot": ("robe", "trousers", "sandals", "", "#6e5238", "#4a3a2a"),
    "astronaut|cosmonaut|spacewoman|spaceman": ("spacesuit", "trousers", "boots", "", "#e6e8ea", "#d5d9dd"),
    "pilot|aviator|biker|motorcyclist": ("leather", "trousers", "boots", "", "#5b3d2a", "#3b3d45"),
    "lawyer|banker|businessman|businesswoman|manager|boss|politician|mayor|president|agent|executive": (
        "suit",
        "trousers",
        "shoes",
        "",
        "#2f3a52",
        "#2b3448",
    ),
    "teacher|librarian|writer|archivist|journalist|clerk|historian|translator": (
        "cardigan",
        "trousers",
        "shoes",
        "",
        "#7a5a44",
        "#4a4750",
    ),
    "student|pupil|schoolgirl|schoolboy|apprentice": (
        "sweater",
        "jeans",
        "sneakers",
        "",
        "#3c5f8a",
        "#3d4a63",
    ),
    "painter|artist|musician|sculptor|dancer|poet": ("shirt", "jeans", "boots", "", "#b5653f", "#3a3f52"),
    "cowboy|rancher|gunslinger|outlaw": ("vest", "jeans", "boots", "cowboy", "#6e4a31", "#41597c"),
    "ninja|samurai|geisha|ronin": ("kimono", "wide", "sandals", "", "#34406a", "#2b2f48"),
    "athlete|runner|footballer|boxer|player": ("sport", "shorts", "sneakers", "", "#b8352f", "#26305a"),
    "pirate|smuggler|viking": ("tunic", "breeches", "boots", "", "#7a2f2a", "#3b3430"),
    "thief|burglar|hacker|spy": ("hoodie", "jeans", "sneakers", "", "#2e3138", "#2b2f3a"),
    "hunter|explorer|traveller|hiker|climber|guide": (
        "parka",
        "trousers",
        "boots",
        "beanie",
        "#b5622e",
        "#4d4a3c",
    ),
    "bride": ("gown", "trousers", "heels", "", "#f4efe6", "#f4efe6"),
    "miner|firefighter|fireman|diver": ("jacket", "trousers", "boots", "helmet", "#c98a2f", "#4a4436"),
}

_PERIODS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    # tops for men, tops for women, bottoms of both
    "medieval|fairy tale|fantasy|ancient|viking": (
        ("tunic", "cloak"),
        ("gown", "robe"),
        ("breeches", "trousers"),
    ),
    "victorian|nineteenth century|19th century|edwardian|regency|1800s|1890s": (
        ("vest", "suit", "coat"),
        ("gown", "dress"),
        ("trousers",),
    ),
    "1920s|1930s|1940s|forties|thirties|twenties|noir": (
        ("suit", "trench", "vest"),
        ("dress", "blouse"),
        ("trousers", "skirt"),
    ),
    "future|futuristic|space station|cyberpunk|science fiction|android": (
        ("uniform", "jacket", "turtleneck"),
        ("uniform", "jacket", "turtleneck"),
        ("leggings", "trousers"),
    ),
}
_DYES = (
    "#8f3b3a",
    "#2f5d7c",
    "#4b7350",
    "#c08a35",
    "#5f4a7c",
    "#a8552f",
    "#2b7a78",
    "#8a4560",
    "#5a6a3a",
    "#3c4f86",
    "#b89b6a",
    "#6b3f4f",
)
_SUITINGS = ("#2f3a52", "#3b3d45", "#4a4036", "#2b2a31", "#5c4c3c", "#46545c")


def wardrobe(text: str, chance: Chance, *, presents: str, age: str) -> dict[str, Any]:
    """The garments of a person whose definition and wardrobe words are ``text`` (plain)."""
    top, bottom, shoes, hat, top_tone, bottom_tone = _job(text) or ("", "", "", "", "", "")
    top_named, bottom_named = first(text, _TOPS), first(text, _BOTTOMS)
    if top_named and top_named != top:
        top, top_tone = top_named, ""
    if names(text, "tuxedo") >= 0 or names(text, "dinner jacket") >= 0:
        top_tone = "#25242b"
    top = top or _by_period(text, chance, presents, age)
    bottom = bottom_named or bottom or _bottom(text, chance, presents, age, top)
    wear: dict[str, Any] = {
        "top": top, "top_colour": _tone(text, _TOPS,
            top) or top_tone or _default_tone(top) or chance.pick(_SUITINGS if top == "suit" else _DYES),
        "bottom": bottom,
        "bottom_colour": _tone(text, _BOTTOMS,
        bottom) or bottom_tone or chance.pick(("#3b3d45", "#41597c", "#4d4236", "#2f3848", "#5a5148")),
        "shoes": first(text, _SHOES) or shoes or chance.pick(("shoes", "boots",
        "sneakers") if age != "old" else ("shoes", "boots")),
        "shoes_colour": _tone(text, _SHOES, "") or chance.pick(("#33282a", "#4a3426", "#2b2d36")),
        "hat": first(text, _HATS) or hat, "accent": chance.pick(("#c9a13c", "#e6dcc8", "#b8352f", "#3aa6a3")),
    }  # fmt: skip
    whole = _in_one_colour(text)
    if whole:
        wear["top_colour"], wear["bottom_colour"] = whole, adjusted(whole, value=0.86)
    elif wear["top"] in _SUITS and not _tone(text, _BOTTOMS, bottom):
        wear["bottom_colour"] = adjusted(wear["top_colour"], value=0.9)
    wear["pattern"] = first(text, _PATTERNS)
    wear["hat_colour"] = _tone(text, _HATS, wear["hat"]) or _hat_tone(wear, chance)
    return {**wear, **_extras(text, wear, chance)}


_SUITS = ("suit", "uniform", "scrubs", "pyjamas", "spacesuit", "sport")
_PATTERNS = {
    "striped|stripy|stripes|pinstripe": "stripes",
    "polka dot|polka dots|dotted|spotted": "dots",
    "checked|checkered|plaid|tartan|gingham|flannel": "checks",
    "floral|flowered|flowery|flower print": "flowers",
}
_ALL_IN = re.compile(
    r"\b(?:dressed|clothed|clad|all|entirely|head to toe) in (?:(dark|light|pale|deep) )?(\w+)\b(?! \w+)"
)


def _in_one_colour(text: str) -> str:
    """The colour of somebody "dressed in black"; a noun after it would be a garment's."""
    found = _ALL_IN.search(text)
    return NAMED.get(found.group(2), "") if found else ""


def _job(text: str) -> tuple[str, str, str, str, str, str] | None:
    found = first(text, {words: words for words in _JOBS})
    return _JOBS.get(found)


def _by_period(text: str, chance: Chance, presents: str, age: str) -> str:
    for words, (men, women, _) in _PERIODS.items():
        if any(names(text, word) >= 0 for word in words.split("|")):
            return chance.pick(women if presents == "female" else men)
    if age == "child":
        return chance.pick(
            ("tshirt", "sweater", "overalls", "hoodie", "dress")
            if presents == "female"
            else ("tshirt", "sweater", "overalls", "hoodie")
        )
    if age == "old":
        return chance.pick(
            ("cardigan", "blouse", "coat") if presents == "female" else ("cardigan", "vest", "sweater")
        )
    return chance.pick(
        ("blouse", "sweater", "dress", "jacket", "turtleneck", "cardigan")
        if presents == "female"
        else ("shirt", "sweater", "jacket", "hoodie", "leather", "turtleneck")
    )


def _bottom(text: str, chance: Chance, presents: str, age: str, top: str) -> str:
    for words, (_, _, bottoms) in _PERIODS.items():
        if any(names(text, word) >= 0 for word in words.split("|")):
            return chance.pick(bottoms)
    if presents == "female" and top in ("blouse", "sweater", "cardigan", "turtleneck"):
        return chance.pick(("skirt", "jeans", "trousers", "longskirt"))
    return "leggings" if top in ("dress", "gown") else chance.pick(("jeans", "trousers", "trousers"))


def _tone(text: str, lexicon: dict[str, str], meaning: str) -> str:
    for words, sense in lexicon.items():
        if sense == meaning or not meaning:
            for word in words.split("|"):
                colour = near_word(text, word)
                if colour:
                    return colour
    return ""


def _default_tone(top: str) -> str:
    return {
        "labcoat": "#eceae2",
        "spacesuit": "#e6e8ea",
        "armour": "#9aa3ad",
        "scrubs": "#4f97a3",
        "leather": "#3a2e2e",
    }.get(top, "")


def _hat_tone(wear: dict[str, Any], chance: Chance) -> str:
    if wear["hat"] == "hood":
        return str(wear["top_colour"])
    fixed = {
        "crown": "#d3ac4c",
        "straw": "#d8b878",
        "chef": "#f4f0e6",
        "witch": "#2c2648",
        "tophat": "#25242b",
        "helmet": "#8b8d94",
    }
    if wear["hat"] in fixed:
        return fixed[wear["hat"]]
    return chance.pick(
        (adjusted(wear["top_colour"], value=0.62), mix(wear["bottom_colour"], "#20222c", 0.3), "#3b4a63")
    )


def _extras(text: str, wear: dict[str, Any], chance: Chance) -> dict[str, Any]:
    extra: dict[str, Any] = {"scarf": "", "tie": "", "gloves": "", "shirt_colour": "#ece6d8"}
    if names(text, "scarf") >= 0:
        extra["scarf"] = near_word(text, "scarf") or "#b8352f"
    tied = names(text, "tie") >= 0 or names(text, "necktie") >= 0
    if tied or (wear["top"] == "suit" and chance.chance(0.6)):
        extra["tie"] = near_word(text, "tie") or chance.pick(("#7a2d36", "#2f4a6e", "#3f6b4a", "#25242b"))
    if names(text, "glove") >= 0 or wear["top"] in ("armour", "spacesuit"):
        extra["gloves"] = near_word(text, "glove") or adjusted(wear["top_colour"], value=0.7)
    named = near_word(text, "t shirt") or near_word(text, "shirt")
    if wear["top"] in ("suit", "vest", "cardigan", "leather", "labcoat") and named:
        extra["shirt_colour"] = named
    return extra


def names_coat(text: str) -> bool:
    """Whether ``text`` (plain) says which colour is worn on top."""
    return bool(_tone(text, _TOPS, "") or _in_one_colour(text))
