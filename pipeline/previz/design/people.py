"""A person's definition in words becomes the numbers and colours their drawings are made of."""

import re
from typing import Any

from pipeline.previz.design.chance import Chance
from pipeline.previz.design.colour import NAMED, mix, near_word
from pipeline.previz.design.creatures import creature
from pipeline.previz.design.wardrobe import names_coat, wardrobe
from pipeline.previz.design.words import every, first, names, plain

AGES = {
    "child|boy|girl|kid|toddler|little girl|little boy|schoolgirl|schoolboy|seven year old|eight year "
    "old|nine year old|ten year old": "child",
    "teen|teenager|teenage|adolescent|youth|fourteen|fifteen|sixteen": "teen",
    "young|twenties|student|twenty": "young",
    "middle aged|forties|fifties|weathered|greying|forty|fifty": "middle",
    "old|elderly|aged|sixties|seventies|eighties|grandmother|grandfather|ancient|retired|grandma|"
    "grandpa|white haired|sixty|seventy|eighty": "old",
}  # fmt: skip
_FEMALE = ("woman", "girl", "she", "her", "female", "mother", "sister", "daughter", "wife", "queen",
    "princess", "grandmother", "grandma", "aunt", "actress", "waitress", "lady", "witch", "nun", "heroine",
        "bride", "widow", "mrs", "ms", "businesswoman", "policewoman", "fisherwoman", "schoolgirl", "dame",
            "madam", "miss", "duchess", "empress", "goddess", "heiress", "maid", "actress")  # fmt: skip
_MALE = ("man", "boy", "he", "his", "him", "male", "father", "brother", "son", "husband", "king", "prince",
    "grandfather", "grandpa", "uncle", "actor", "waiter", "gentleman", "wizard", "monk", "hero", "groom",
        "widower", "mr", "fisherman", "policeman", "businessman", "schoolboy", "sir", "lord", "duke",
            "baron", "knight", "emperor", "butler", "priest", "captain", "soldier", "father")  # fmt: skip
HAIR = {
    "black": "#1d1a20", "dark": "#2b201c", "brown": "#4e3222", "chestnut": "#6b3d26", "auburn": "#7c3520",
    "red": "#a8421f", "ginger": "#b8552a", "copper": "#a85a30", "blond": "#d4ab62", "blonde": "#d4ab62",
    "fair": "#c9a468", "golden": "#d9b05a", "sandy": "#b98f58", "grey": "#9a9a9c", "gray": "#9a9a9c",
    "silver": "#c0c4c8", "white": "#e4e0d8", "blue": "#3f6fb5", "pink": "#d67a9c", "green": "#4d8a5c",
    "purple": "#7a55a0", "platinum": "#e2d4b2", "raven": "#1a1820",
}  # fmt: skip
CUTS = {
    "bald|shaved head|shaven head|hairless": "bald", "balding|receding|thinning hair": "balding",
        "buzz cut|cropped|crew cut|shaved": "buzz",
    "shoulder length|long haired|mane": "long", "afro": "afro", "dreadlock|dreads|locs": "dreads",
        "curly|curls|coils": "curly",
    "spiky|spikes|mohawk": "spiky",
    "messy|tousled|unruly|dishevelled|disheveled|wild hair|windblown": "messy",
    "ponytail|pony tail": "ponytail",
    "top knot|man bun|topknot": "topknot", "bun|chignon|pinned up": "bun",
    "braids|plaits|pigtails|two braids": "braids",
    "braid|plait|braided": "braid", "bob|chin length": "bob", "pixie": "pixie",
    "undercut|quiff|slicked back": "undercut",
    "swept|swept back|combed back": "swept", "wavy|waves": "wavy", "fringe|bangs": "fringe",
    "long hair|long straight|waist length|flowing hair|long black hair|long dark hair|long brown "
    "hair|long blonde hair|long red hair": "long",
    "side parting|parted|neat hair": "side", "short hair|short": "short",
}  # fmt: skip
SKINS = {
    "pale|porcelain|fair skin|freckled|ivory skin|ghostly": "#f2d0b4",
        "light skin|light skinned|caucasian|rosy": "#e8bb96",
    "olive skin|olive|mediterranean|tan|tanned|weathered|sun browned|bronzed": "#cf9a6c",
    "brown skin|brown skinned|south asian|latina|latino|indian": "#a56d46",
    "dark skin|dark skinned|black woman|black man|african|deep brown": "#6b4129",
    "ebony|very dark": "#4c2e20", "golden skin|east asian|asian": "#e2b283",
}  # fmt: skip
BUILDS = {
    "slim|slender|thin|lean|skinny|wiry|gaunt|lanky|slight|petite": "slim",
        "athletic|muscular|strong|fit|toned": "athletic",
    "broad|burly|stocky|heavyset|sturdy|big|massive|barrel chested|thickset": "broad",
    "round|plump|chubby|fat|stout|portly|overweight": "round",
}  # fmt: skip
GLASSES = {
    "sunglasses|dark glasses|shades": "sun",
    "round glasses|wire rimmed|spectacles|goggles|monocle|pince nez": "round",
    "glasses|eyeglasses|horn rimmed": "square",
}
BEARDS = {
    "clean shaven|beardless": "", "long beard|white beard|flowing beard": "long", "goatee": "goatee",
        "stubble|unshaven|five o'clock": "stubble",
    "moustache|mustache": "moustache", "short beard|trimmed beard|neat beard": "short",
    "beard|bearded": "full",
}  # fmt: skip
MARKS = {"scar|scarred": "scar", "freckle|freckled": "freckles", "eye patch|eyepatch": "eyepatch"}
EYES = {
    "blue": "#3f74a8",
    "green": "#4f7f4a",
    "hazel": "#7a6a3a",
    "grey": "#7a8790",
    "gray": "#7a8790",
    "brown": "#5a3a24",
    "dark": "#3a261c",
    "amber": "#a8752a",
    "violet": "#6f52a0",
    "black": "#2a1d1a",
}
_NATURAL = ("#f0cba8", "#e6b78f", "#dca67a", "#cf9568", "#a86f48", "#7c4d31", "#5c3826")


def person(text: str, name: str, key: str, seed: int) -> dict[str, Any]:
    """Drawing parameters of a character; equal words give equal parameters."""
    said = plain(text)
    chance = Chance("person", key, said, seed)
    presents = _presents(said, name, chance)
    age = (
        age_in(said)
        or first(said, AGES)
        or ("adult" if not said else chance.pick(("young", "adult", "adult", "middle")))
    )
    build = first(said, BUILDS) or chance.pick(("slim", "average", "average", "athletic", "broad"))
    skin = first(said, SKINS) or chance.pick(_NATURAL)
    design: dict[str, Any] = {
        "type": "character", "name": name, "presents": presents, "age": age, "skin": skin,
        "hair": _hair_tone(said, skin, age, chance), "cut": _cut(said, presents, age, chance),
        "eyes": _eyes(said, skin, chance), "glasses": first(said, GLASSES),
        "beard": _beard(said, presents, age, chance),
        "marks": every(said, MARKS), "earrings": "#d8b24a" if names(said,
        "earring") >= 0 or (presents == "female" and chance.chance(0.25)) else "",
        **features(said, chance), **build_numbers(build, age, said, chance),
        **wardrobe(said, chance, presents=presents, age=age),
    }  # fmt: skip
    if names(said, "lipstick") >= 0:
        design["lips"] = near_word(said, "lipstick") or "#b02a3a"
    design.update(creature(said, name, chance))
    design["palette"] = [design["top_colour"], design["bottom_colour"], design["hair"], design["skin"]]
    return design


_YEARS = re.compile(r"\b(?:aged? )?(\d{1,2})(s| years? old| year old|(?=[\s,.;)]|$))")


def age_in(said: str) -> str:
    """The age that a number says: "in her 60s", "(40s)", "a girl of 9", "17 years old"."""
    found = _YEARS.search(said)
    years = int(found.group(1)) if found else 0
    steps = ((0, ""), (12, "child"), (19, "teen"), (32, "young"), (42, "adult"), (58, "middle"), (99, "old"))
    return next(age for top, age in steps if years <= top)


def _presents(said: str, name: str, chance: Chance) -> str:
    words = said.split()
    if not any(word.strip(".,;:!?") in _FEMALE for word in words) and first(said, BEARDS):
        return "male"
    counts = [sum(word.strip(".,;:!?") in side for word in words) for side in (_FEMALE, _MALE)]
    if counts[0] != counts[1]:
        return "female" if counts[0] > counts[1] else "male"
    given = plain(name).split(" ")[0]
    if any(word in plain(name).split() for word in _FEMALE):
        return "female"
    if any(word in plain(name).split() for word in _MALE):
        return "male"
    if given.endswith(("a", "ie", "elle", "ine", "eth", "ys", "lyn", "ah", "en")) and not given.endswith(
        ("uca", "osha", "ben", "ven", "ken")
    ):
        return "female"
    return chance.pick(("male", "male", "female"))


def _hair_tone(said: str, skin: str, age: str, chance: Chance) -> str:
    for word, tone in HAIR.items():
        if any(
            f"{word} {noun}" in said
            for noun in (
                "hair",
                "haired",
                "curls",
                "braid",
                "plait",
                "bun",
                "bob",
                "beard",
                "ponytail",
                "locks",
                "mane",
                "fringe",
            )
        ):
            return tone
    for noun in ("hair", "curls", "braids", "bun", "bob", "beard"):
        tone = near_word(said, noun)
        if tone:
            return next((HAIR[word] for word, value in NAMED.items() if value == tone and word in HAIR), tone)
    if names(said, "blond") >= 0 or names(said, "redhead") >= 0:
        return HAIR["blond"] if names(said, "blond") >= 0 else HAIR["red"]
    if age == "old":
        return chance.pick(("#c9c6c0", "#e2ded6", "#a3a1a0"))
    deep = skin in ("#a86f48", "#7c4d31", "#5c3826", "#6b4129", "#4c2e20", "#a56d46", "#e2b283")
    tone = chance.pick(
        ("#1d1a20", "#2b201c", "#3a261c")
        if deep
        else ("#1d1a20", "#3a261c", "#4e3222", "#7c4a26", "#a8421f", "#c79a56", "#6b3d26")
    )
    return mix(tone, "#9a9a9c", 0.4) if age == "middle" and chance.chance(0.5) else tone


def named_cut(said: str) -> str:
    """The cut of hair that words name; empty where they name none."""
    named = first(said, CUTS)
    curly = names(said, "curly") >= 0 or names(said, "curls") >= 0
    if curly and named in ("short", "long", "curly"):
        return "wavy" if names(said, "long") >= 0 else "curly"
    return named


def _cut(said: str, presents: str, age: str, chance: Chance) -> str:
    if named := named_cut(said):
        return named
    if presents == "female":
        return chance.pick(
            ("bun", "bob", "wavy")
            if age == "old"
            else ("wavy", "long", "bob", "ponytail", "bun", "fringe", "braid", "curly", "pixie")
            if age != "child"
            else ("braids", "ponytail", "bob", "fringe", "curly")
        )
    if age == "old":
        return chance.pick(("balding", "short", "swept", "bald"))
    return chance.pick(
        ("short", "side", "messy", "swept", "curly", "undercut", "buzz")
        if age != "child"
        else ("messy", "short", "side", "curly")
    )


def _beard(said: str, presents: str, age: str, chance: Chance) -> str:
    if any(
        names(said, word) >= 0
        for word in (
            "beard",
            "bearded",
            "moustache",
            "mustache",
            "stubble",
            "goatee",
            "clean shaven",
            "unshaven",
        )
    ):
        return first(said, BEARDS)
    if presents == "female" or age in ("child", "teen"):
        return ""
    return chance.pick(
        ("full", "moustache", "", "long")
        if age == "old"
        else ("", "", "", "stubble", "short", "full", "moustache")
    )


def _eyes(said: str, skin: str, chance: Chance) -> str:
    for word, tone in EYES.items():
        if f"{word} eye" in said:
            return tone
    deep = skin in ("#7c4d31", "#5c3826", "#6b4129", "#4c2e20", "#a86f48")
    return chance.pick(
        ("#3a261c", "#5a3a24", "#4a3020") if deep else ("#5a3a24", "#3f74a8", "#4f7f4a", "#7a6a3a", "#6c7f8c")
    )


def features(said: str, chance: Chance) -> dict[str, float]:
    """The numbers of a face: small differences that add up to somebody."""
    spread = {
        "jaw": chance.number(-0.8, 0.9), "cheek": chance.number(-0.6, 0.8),
            "face_length": chance.number(-0.8, 0.9),
        "nose": chance.number(0.76, 1.3), "brow": chance.number(0.75, 1.4),
        "mouth": chance.number(0.86, 1.14),
        "eye_size": chance.number(0.92, 1.12), "eye_spacing": chance.number(-0.8, 0.8),
        "blush": chance.number(0.1, 0.5),
    }  # fmt: skip
    for word, name, value in (
        ("square jaw", "jaw", 1.0), ("strong jaw", "jaw", 0.9), ("narrow face", "jaw", -0.9),
            ("round face", "cheek", 1.0),
        ("long face", "face_length", 1.0), ("big nose", "nose", 1.5), ("hooked nose", "nose", 1.4),
        ("small nose", "nose", 0.7),
        ("bushy eyebrows", "brow", 1.7), ("thick eyebrows", "brow", 1.6), ("big eyes", "eye_size", 1.25),
        ("wide eyed", "eye_size", 1.2),
        ("rosy cheeks", "blush", 0.9), ("gaunt", "cheek", -0.9), ("hollow cheeks", "cheek", -1.0),
    ):  # fmt: skip
        if word in said:
            spread[name] = value
    return {name: round(value, 3) for name, value in spread.items()}


def build_numbers(build: str, age: str, said: str, chance: Chance) -> dict[str, float]:
    """How wide, how round and how tall somebody of a ``build`` is; 1 is the average."""
    width, belly = {
        "slim": (0.86, 0.0),
        "average": (1.0, 0.05),
        "athletic": (1.08, 0.0),
        "broad": (1.22, 0.25),
        "round": (1.26, 0.8),
    }[build]
    if age in ("middle", "old"):
        belly += 0.12
    tall = (
        1.07
        if names(said, "tall") >= 0 or names(said, "lanky") >= 0
        else 0.91
        if names(said, "short man") >= 0
        or names(said, "small") >= 0
        or names(said, "petite") >= 0
        or names(said, "tiny") >= 0
        else chance.number(0.96, 1.04)
    )
    return {
        "width": round(width + chance.number(-0.03, 0.03), 3),
        "belly": round(min(1.0, belly), 3),
        "tallness": round(tall, 3),
    }


def named_in(text: str) -> frozenset[str]:
    """The parameters that ``text`` fixes in words, so that nothing else may decide them."""
    said = plain(text)
    fixed = set()
    if first(said, CUTS):
        fixed.add("cut")
    if any(
        f"{word} {noun}" in said
        for word in HAIR
        for noun in ("hair", "haired", "curls", "bun", "bob", "braid", "beard")
    ):
        fixed.add("hair")
    if first(said, BEARDS) or names(said, "clean shaven") >= 0:
        fixed.add("beard")
    if names_coat(said):
        fixed.add("top_colour")
    return frozenset(fixed)
