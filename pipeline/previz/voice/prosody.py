"""How a mood or a way of delivery changes a voice."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Prosody:
    """Changes to a voice. ``melody`` is eSpeak's pitch range, 50 is plain speech."""

    rate: float = 1.0
    pitch: int = 0
    melody: int = 52
    level: float = 0.0  # decibels
    tremor: float = 0.0  # depth of a shaking voice, 0 to 1
    breath: float = 0.06  # breath noise beside the voice, linear
    bright: float = 0.0  # decibels above 2 kHz: effort brightens a voice


MOODS = {
    "neutral": Prosody(),
    "calm": Prosody(0.94, -2, 44, -1.0, breath=0.08, bright=-1.0),
    "hopeful": Prosody(1.0, 3, 58),
    "joyful": Prosody(1.07, 6, 70, 1.0, bright=0.5),
    "tense": Prosody(1.05, 3, 40, 0.0, tremor=0.05),
    "fearful": Prosody(1.10, 8, 62, -1.0, tremor=0.22, breath=0.12),
    "sad": Prosody(0.90, -6, 34, -2.5, tremor=0.06, breath=0.10, bright=-2.0),
    "mysterious": Prosody(0.92, -4, 38, -2.0, breath=0.16, bright=-1.0),
    "triumphant": Prosody(0.98, 5, 66, 1.5, bright=1.0),
    "romantic": Prosody(0.93, -1, 50, -1.5, breath=0.14, bright=-1.0),
    "comic": Prosody(1.06, 5, 78, 0.5),
    "angry": Prosody(1.07, 2, 74, 2.5, bright=2.0),
    "whisper": Prosody(0.95, -3, 30, -4.0, breath=0.9, bright=-1.0),
    "shout": Prosody(1.0, 10, 72, 3.0, bright=3.0),
}

_DELIVERIES = (
    ("whisper", r"whisper\w*|under (?:his|her|their) breath|sotto voce|hushed|mouthing|murmur\w*|mutter\w*"),
    (
        "shout",
        r"shout\w*|yell\w*|scream\w*|call(?:s|ing)(?: out)?|bellow\w*|roar\w*|cr(?:ies|ying) out|loudly",
    ),
    (
        "angry",
        r"ang(?:ry|rily)|furious\w*|enraged|snap\w*|bitter\w*|cold(?:ly)?|snarl\w*|hiss\w*|accus\w*|stern\w*",
    ),
    ("fearful", r"afraid|fear\w*|scared|terrified|trembl\w*|panic\w*|shak(?:y|ing|en)|nervous\w*|frightened"),
    (
        "sad",
        r"sad(?:ly)?|tear\w*|cry(?:ing)?|sob\w*|weep\w*|broken|grie\w+|quiet(?:ly)?|mourn\w*|tired\w*|weary|sigh\w*",
    ),
    (
        "joyful",
        r"happ\w+|joy\w*|laugh\w*|delight\w*|excited\w*|beam\w*|grin\w*|bright(?:ly|ening)?|cheer\w*|smil\w+",
    ),
    ("romantic", r"tender\w*|loving\w*|soft(?:ly)?|gentl[ey]|warm(?:ly)?|affection\w*"),
    ("comic", r"teas\w+|dry(?:ly)?|wry(?:ly)?|deadpan|mock\w*|joking\w*|sarcastic\w*|playful\w*"),
    ("tense", r"urgent\w*|tense\w*|hurr\w+|quick(?:ly)?|breathless\w*|fast|alarm\w*|sharp(?:ly)?"),
    ("hopeful", r"hopeful\w*|hoping|encourag\w*|eager\w*"),
    ("calm", r"calm(?:ly)?|even(?:ly)?|slow(?:ly)?|patient\w*|thoughtful\w*|to (?:him|her|them)self"),
)


def prosody(mood: str) -> Prosody:
    """The prosody of a mood; neutral for a mood we do not know."""
    return MOODS.get(mood.strip().lower(), MOODS["neutral"])


def delivery(parenthetical: str, mood: str = "neutral") -> str:
    """How a line is to be spoken: what its parenthetical says ("whispering"), else the scene's ``mood``."""
    for name, words in _DELIVERIES:
        if re.search(rf"\b(?:{words})\b", parenthetical.lower()):
            return name
    return mood
