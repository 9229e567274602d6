"""A capsule from samples: what they measure becomes the aims, and is said in words."""

import statistics
from collections import defaultdict

from assets.capsules import pixels, prose
from assets.capsules.content import Aim, Capsule

# The least distance that counts as met, and the share of the value that does.
_LEAST = {
    "sentence_words": 2.5, "sentence_spread": 2.5, "dialogue": 0.12, "vocabulary": 0.04, "word_letters": 0.3,
    "present": 0.2, "imagery": 2.0,
    "lightness": 0.07, "contrast": 0.09, "saturation": 0.015, "warmth": 0.015, "grain": 0.004, "line": 0.02,
}  # fmt: skip
_SHARE = {
    "sentence_words": 0.2,
    "sentence_spread": 0.3,
    "imagery": 0.3,
    "saturation": 0.2,
    "grain": 0.4,
    "line": 0.35,
}


def aims_of(found: list[dict[str, float]]) -> dict[str, Aim]:
    """Aims from several samples' measures: their mean, and as much room as they differ among themselves."""
    values: dict[str, list[float]] = defaultdict(list)
    for measures in found:
        for name, value in measures.items():
            values[name].append(value)
    return {name: _aim(name, several) for name, several in sorted(values.items())}


def _aim(name: str, values: list[float]) -> Aim:
    mean, spread = statistics.fmean(values), statistics.pstdev(values)
    room = max(_LEAST[name], abs(mean) * _SHARE.get(name, 0.0), 1.5 * spread)
    return Aim(value=round(mean, 4), within=round(room, 4))


def from_texts(capsule: Capsule, texts: list[str], *, language: str = "en") -> Capsule:
    """``capsule`` with aims from sample texts; where it has no descriptors yet, with words for them.

    Samples that are too short to be measured bring nothing; with none left the aims are empty.
    """
    found = [measures for text in texts if (measures := prose.measure(text, language=language))]
    aims = aims_of(found)
    words = capsule.descriptors or _words_of_prose({name: aim.value for name, aim in aims.items()})
    return capsule.model_copy(update={"aims": aims, "descriptors": words})


def from_pictures(capsule: Capsule, pictures: list[pixels.Measured]) -> Capsule:
    """``capsule`` with aims, palette and drawing parameters from measured pictures, and words for them."""
    aims = aims_of([picture.values for picture in pictures])
    palette = common_palette(pictures)
    values = {name: aim.value for name, aim in aims.items()}
    words = capsule.descriptors or (_words_of_pictures(values) if values else [])
    steer = steer_from(values, palette) if values else capsule.steer
    if "hand" in capsule.steer:
        steer = {"hand": capsule.steer["hand"], **steer}
    return capsule.model_copy(update={"aims": aims, "palette": palette, "descriptors": words, "steer": steer})


_SEEN = 0.02  # of the pictures' area: less is nobody's colour


def common_palette(pictures: list[pixels.Measured]) -> list[str]:
    """Up to six colours that cover most of the pictures, none too like another, strongest first."""
    shares: dict[str, float] = defaultdict(float)
    for picture in pictures:
        for colour, share in picture.palette:
            shares[colour] += share
    chosen: list[str] = []
    for colour, share in sorted(shares.items(), key=lambda pair: (-pair[1], pair[0])):
        if chosen and share < _SEEN * len(pictures):
            break  # edges between colours, not colours
        if not chosen or pixels.colour_distance(((colour, 1.0),), chosen) > 0.05:
            chosen.append(colour)
    return chosen[:6]


def steer_from(values: dict[str, float], palette: list[str]) -> dict[str, float | str]:
    """How previz comes near these measures: see ``pipeline.previz.design.steering`` for the names.

    The references are what previz' cinematic hand measures in daylight: colourfulness 0.06, contrast 0.55.
    """
    steer: dict[str, float | str] = {
        "saturation": round(min(1.6, values["saturation"] / 0.06), 2),
        "contrast": round(min(1.3, max(0.7, values["contrast"] / 0.55)), 2),
        "lift": round(min(0.3, max(0.0, (values["lightness"] - values["contrast"] / 2) * 0.4)), 2),
        "line": round(min(4.5, values["line"] * 40), 1),
        "vignette": 0.35 if values["lightness"] < 0.4 else 0.1,
    }
    if values["saturation"] < 0.012:
        steer["grey"] = 1.0
    elif palette:
        steer |= {"tint": palette[0], "tint_share": 0.14}
    if values["grain"] > 0.008:
        steer["texture"] = "film"
    return steer


def _words_of_prose(values: dict[str, float]) -> list[str]:
    """Plain words for measures, for whoever reads the capsule and for models."""
    found = []
    if length := values.get("sentence_words"):
        found.append(
            "short sentences" if length < 9 else "long sentences" if length > 18 else "even sentences"
        )
    if (spread := values.get("sentence_spread")) and length:
        found.append("rhythm that changes" if spread > 0.75 * length else "steady rhythm")
    if (said := values.get("dialogue")) is not None:
        found.append(
            "led by dialogue" if said > 0.45 else "hardly any dialogue" if said < 0.1 else "some dialogue"
        )
    if variety := values.get("vocabulary"):
        found.append(
            "rich vocabulary"
            if variety > 0.84
            else "plain words, repeated"
            if variety < 0.74
            else "plain words"
        )
    if (now := values.get("present")) is not None:
        found.append("present tense" if now > 0.65 else "past tense" if now < 0.35 else "tenses mixed")
    if (seen := values.get("imagery")) is not None:
        found.append("full of the senses" if seen > 12 else "bare of images" if seen < 4 else "some images")
    return found


def _words_of_pictures(values: dict[str, float]) -> list[str]:
    light, warm = values["lightness"], values["warmth"]
    return [
        "dark" if light < 0.35 else "bright" if light > 0.68 else "middle light",
        "hard contrast"
        if values["contrast"] > 0.7
        else "soft contrast"
        if values["contrast"] < 0.4
        else "even contrast",
        "no colour"
        if values["saturation"] < 0.012
        else "vivid"
        if values["saturation"] > 0.09
        else "muted colour",
        "warm" if warm > 0.025 else "cool" if warm < -0.015 else "neither warm nor cool",
        "grainy" if values["grain"] > 0.008 else "clean",
        "drawn in line" if values["line"] > 0.05 else "without line",
    ]
