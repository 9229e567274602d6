"""Who sounds like what: a voice for each character, from what its definition says, unlike the others'."""

import re
from math import log2

from pipeline.previz.mix.signal import seeded
from pipeline.previz.voice.instruments import (
    INSTRUMENTS,
    Age,
    Instrument,
    Register,
    instrument,
)
from pipeline.previz.voice.languages import tongue
from projects.kinds.world import Asset, Voice


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WOMAN = _words(
    "she her hers herself woman women female lady girl mother mom mum mama mommy daughter sister aunt "
    "niece wife widow grandmother grandma granny queen princess actress waitress heroine nun priestess "
    "witch bride mrs ms miss madam madame señora frau girlfriend schoolgirl businesswoman policewoman "
    "fisherwoman goddess duchess empress "
)
_MAN = _words(
    "he him his himself man men male gentleman boy father dad papa daddy son brother uncle nephew husband "
    "widower grandfather grandpa king prince actor waiter hero monk priest wizard groom mr sir señor herr "
    "boyfriend schoolboy businessman policeman fisherman god duke emperor lad guy bloke fellow "
)
_CHILD = _words("child kid boy girl toddler schoolboy schoolgirl little infant pupil")
_YOUNG = _words("young youth teen teenage teenager adolescent student apprentice lad girlfriend boyfriend")
_OLD = _words(
    "old elderly aged aging ageing ancient grandmother grandma granny grandfather grandpa retired "
    "pensioner senior wrinkled venerable widow widower crone elder seventies eighties nineties sixties "
    "octogenarian "
)
_NUMBER = re.compile(
    r"\b(?:aged?\s*|age of\s*)?(\d{1,2})(?=[\s,;.)-]|$)(?!\s*(?:metre|meter|feet|foot|cm|kg|inch))"
)
_DECADES = {"teens": 16, "twenties": 25, "thirties": 35, "forties": 45, "fifties": 55}

_PITCHES: dict[Age, tuple[int, ...]] = {
    "child": (50, 58, 66, 42),
    "young": (50, 58, 44, 64),
    "adult": (50, 42, 58, 36),
    "old": (44, 36, 50, 30),
}
_RATES: dict[Age, tuple[int, ...]] = {
    "child": (156, 162, 150),
    "young": (156, 150, 164),
    "adult": (150, 144, 158),
    "old": (138, 132, 144),
}
_ACCENTS = (
    ("gmw/en-GB-x-rp", r"british|english(?:man|woman)|london(?:er)?|oxford|victorian|butler|lord|lady"),
    ("en-gb-scotland", r"scottish|scot|scotsman|highland\w*|glasgow|edinburgh"),
    ("gmw/en-GB-x-gbclan", r"lancashire|manchester|liverpool|yorkshire"),
    ("en-us-nyc", r"new york(?:er)?|brooklyn|bronx"),
    ("gmw/en-029", r"caribbean|jamaican?|trinidad\w*|baham\w*"),
)


def cast_voice(asset: Asset, taken: list[Voice], language: str) -> Voice:
    """A voice for the character ``asset``: the same one every time, unlike those in ``taken``.

    Register, age and accent follow the words of its name and definition; the rest is drawn from its key.
    """
    words = re.findall(r"[^\W\d_]+", f"{asset.name} {asset.definition}".lower())
    age = age_of(words, asset.definition)
    register = register_of(words, age, asset.key)
    random = seeded("voice", asset.key, register, age)
    accent = _accent(asset.definition, language, float(random.random()))
    offers = [
        Voice(name=accent, variant=throat.name, pitch=pitch, rate=rate)
        for throat in INSTRUMENTS.values()
        if throat.register == register and age in throat.ages
        for pitch in _PITCHES[age]
        for rate in _RATES[age]
    ]
    liking = random.permutation(len(offers)) / len(offers)
    ranked = [
        (round(min([distance(offer, other) for other in taken], default=1.0), 6) + 0.15 * like, offer)
        for offer, like in zip(offers, liking.tolist(), strict=True)
    ]
    return max(ranked, key=lambda pair: pair[0])[1]


def narrator(language: str, taken: list[Voice] | None = None) -> Voice:
    """The calm voice that tells the story, unlike every voice in ``taken``."""
    name = "gmw/en-GB-x-rp" if tongue(language).voice == "en-us" else tongue(language).voice
    offers = [
        Voice(name=name, variant=throat, pitch=44, rate=146) for throat in ("m3", "f1", "m7", "alto", "bass")
    ]
    others = taken or []
    return max(
        offers, key=lambda offer: min([1.0 if distance(offer, o) > 0.4 else 0.0 for o in others], default=1.0)
    )


def distance(one: Voice, other: Voice) -> float:
    """How unlike two voices are, from 0 (the same) to about 1; under 0.1 people would confuse them."""
    first, second = instrument(one.variant), instrument(other.variant)
    pitch = abs(log2(_hertz(one, first) / _hertz(other, second)))
    tract = abs(log2(first.tract / second.tract))
    timbre = 0.0 if first.name == second.name else 0.25 if first.variant == second.variant else 0.4
    accent = 0.1 if one.name != other.name else 0.0
    rate = abs(one.rate - other.rate) / 200
    return min(1.0, 0.6 * pitch + 0.8 * tract + timbre + accent + rate)


def _hertz(voice: Voice, throat: Instrument) -> float:
    # eSpeak's pitch doubles the frequency from 50 to 99 and halves it from 50 to 0.
    return float(throat.hertz * 2.0 ** ((voice.pitch - 50) / 50))


def age_of(words: list[str], definition: str) -> Age:
    """Child, young, adult or old, by the words of a definition."""
    number = _NUMBER.search(definition)
    years = (
        int(number.group(1)) if number else next((_DECADES[word] for word in words if word in _DECADES), 0)
    )
    if years:
        return "child" if years < 13 else "young" if years < 27 else "old" if years > 63 else "adult"
    for age, known in (("old", _OLD), ("young", _YOUNG), ("child", _CHILD)):
        if any(word in known for word in words):
            return age  # type: ignore[return-value]
    return "adult"


def register_of(words: list[str], age: Age, key: str) -> Register:
    """Man, woman or child; where nothing tells, half of all keys sound like each."""
    if age == "child":
        return "child"
    women, men = (sum(word in known for word in words) for known in (_WOMAN, _MAN))
    if women != men:
        return "woman" if women > men else "man"
    name = key.rpartition(":")[2].split("-")[0]
    if name.endswith(("a", "ine", "elle", "ette", "lyn", "ie", "ia")):
        return "woman"
    return "woman" if seeded("register", key).random() < 0.5 else "man"


def _accent(definition: str, language: str, chance: float) -> str:
    base = tongue(language).voice
    if base != "en-us":
        return base
    for voice, words in _ACCENTS:
        if re.search(rf"\b(?:{words})\b", definition.lower()):
            return voice
    return base if chance < 0.7 else "gmw/en-GB-x-rp"
