"""How each mood sounds: mode, tempo, harmony, orchestra."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """The musical means of a mood. Chords are degrees of the mode, from 0."""

    mode: str
    tempo: float  # beats a minute
    progressions: tuple[tuple[int, ...], ...]
    bed: str  # player of the harmony
    lead: str  # player of the theme
    figure: str = ""  # player of the accompaniment; empty for none
    pattern: str = "arpeggio"  # "arpeggio", "pulse", "offbeat", "ostinato", "heart"
    low: str = "bass"
    drums: str = ""  # "march", "pulse", "war", "brush"
    sevenths: bool = False
    register: int = 72  # where the theme lies, as a MIDI note
    density: float = 0.7  # share of the bars with melody
    level: float = 1.0  # linear; makes all moods equally loud


MOODS: dict[str, Palette] = {
    "neutral": Palette("dorian", 76, ((0, 3, 0, 4), (0, 5, 3, 4)), "pad", "piano", "piano", density=0.5),
    "calm": Palette(
        "ionian", 63, ((0, 3, 0, 3), (0, 5, 3, 0)), "pad", "piano", "plucked", sevenths=True, density=0.5
    ),
    "hopeful": Palette(
        "ionian", 84, ((0, 4, 5, 3), (3, 0, 4, 5)), "strings", "piano", "plucked", density=0.8
    ),
    "joyful": Palette(
        "ionian", 112, ((0, 3, 4, 0), (0, 5, 3, 4)), "strings", "flute", "plucked", "offbeat", drums="brush"
    ),
    "tense": Palette(
        "aeolian",
        96,
        ((0, 0, 5, 0), (0, 3, 0, 1)),
        "strings",
        "celesta",
        "plucked",
        "ostinato",
        "drone",
        "pulse",
        density=0.3,
    ),
    "fearful": Palette(
        "phrygian",
        66,
        ((0, 1, 0, 1), (0, 1, 5, 1)),
        "strings",
        "celesta",
        "",
        "heart",
        "drone",
        "pulse",
        density=0.3,
        register=79,
    ),
    "sad": Palette("aeolian", 58, ((0, 5, 2, 6), (0, 3, 5, 4)), "strings", "piano", "piano", density=0.7),
    "mysterious": Palette(
        "lydian",
        64,
        ((0, 1, 0, 6), (0, 6, 3, 0)),
        "pad",
        "celesta",
        "plucked",
        "arpeggio",
        "drone",
        sevenths=True,
        register=76,
        density=0.5,
    ),
    "triumphant": Palette(
        "ionian",
        104,
        ((0, 4, 5, 3), (0, 3, 4, 4)),
        "strings",
        "brass",
        "strings",
        "pulse",
        "bass",
        "march",
        register=67,
        density=0.9,
    ),
    "romantic": Palette(
        "ionian",
        66,
        ((0, 5, 1, 4), (3, 4, 2, 5)),
        "strings",
        "strings",
        "piano",
        sevenths=True,
        register=74,
        density=0.8,
    ),
    "comic": Palette(
        "mixolydian",
        120,
        ((0, 4, 0, 4), (0, 3, 6, 0)),
        "plucked",
        "flute",
        "plucked",
        "offbeat",
        drums="brush",
        level=1.4,
    ),
    "angry": Palette(
        "phrygian",
        108,
        ((0, 0, 1, 0), (0, 5, 6, 1)),
        "strings",
        "brass",
        "strings",
        "ostinato",
        "bass",
        "war",
        register=64,
        density=0.5,
    ),
}


def palette(mood: str) -> Palette:
    """The palette of a mood; neutral for one we do not know."""
    return MOODS.get(mood.strip().lower(), MOODS["neutral"])
