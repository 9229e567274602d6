"""Languages that the house engine speaks: their eSpeak voices and how long their syllables are."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tongue:
    """A spoken language. ``pace`` is seconds per syllable at the slowest usual rate (measured, see tests)."""

    voice: str  # eSpeak NG's name
    pace: float = 0.225


_USUAL = "af bg bs ca cy da eo et eu ga hr is ka lb lt lv mk mt nb ro sk sl sq sr"
_OTHERS = "am az bn fa gu hy kk kn ky la ml mr ms my ne or pa sd si sw ta te tt ur uz"
# Seconds per syllable at 150 words a minute, measured on sentences of film dialogue.
_MEASURED = {
    "ar": 0.215,
    "cs": 0.22,
    "de": 0.235,
    "el": 0.19,
    "es": 0.195,
    "fi": 0.18,
    "fr": 0.2,
    "he": 0.16,
    "hi": 0.235,
    "hu": 0.22,
    "id": 0.21,
    "it": 0.185,
    "ja": 0.205,
    "ko": 0.205,
    "nl": 0.21,
    "pl": 0.225,
    "pt": 0.2,
    "ru": 0.19,
    "sv": 0.225,
    "th": 0.255,
    "tr": 0.24,
    "uk": 0.255,
    "vi": 0.245,
}

TONGUES: dict[str, Tongue] = {
    **{code: Tongue(code) for code in f"{_USUAL} {_OTHERS}".split()},
    **{code: Tongue(code, pace) for code, pace in _MEASURED.items()},
    "en": Tongue("en-us"),
    "en-us": Tongue("en-us"),
    "en-gb": Tongue("gmw/en-GB-x-rp"),
    "en-scotland": Tongue("en-gb-scotland"),
    "es-419": Tongue("es-419", 0.195),
    "es-mx": Tongue("es-419", 0.195),
    "pt-br": Tongue("pt-br", 0.2),
    "fr-ch": Tongue("fr-ch", 0.2),
    "fr-be": Tongue("fr-be", 0.2),
    "no": Tongue("nb"),
    "nn": Tongue("nb"),
    "zh": Tongue("cmn", 0.28),
    "cmn": Tongue("cmn", 0.28),
    "yue": Tongue("yue", 0.28),
    "zh-hk": Tongue("yue", 0.28),
    "iw": Tongue("he", 0.16),
}


def tongue(language: str) -> Tongue:
    """The spoken language of a tag such as "en", "pt-BR" or "zh-Hant"; English for one we do not speak."""
    code = language.strip().lower().replace("_", "-")
    return TONGUES.get(code) or TONGUES.get(code.split("-")[0]) or TONGUES["en"]


def speaks(language: str) -> bool:
    """Whether ``language`` has a voice of its own."""
    return language.strip().lower().replace("_", "-").split("-")[0] in TONGUES
