"""Expressions: what a feeling does to lids, brows and mouth. Visemes: what a sound does to the mouth."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Look:
    """Numbers around 0 or 1; ``brow`` up is positive, ``tilt`` positive frowns, ``curve`` positive smiles."""

    lid: float = 1.0  # openness of the upper lid
    squint: float = 0.0  # how far the lower lid comes up
    brow: float = 0.0
    tilt: float = 0.0
    uneven: float = 0.0  # the near brow higher than the far one
    curve: float = 0.12
    open: float = 0.0
    width: float = 1.0
    teeth: bool = False
    pupil: float = 1.0
    gaze: tuple[float, float] = (0.0, 0.0)
    blush: float = 0.0
    tear: bool = False
    sweat: bool = False
    pitch: float = 0.0
    tilt_head: float = 0.0  # degrees


LOOKS: dict[str, Look] = {
    "neutral": Look(),
    "happy": Look(lid=0.86, squint=0.34, brow=0.35, curve=0.95, open=0.34, width=1.16, teeth=True,
    blush=0.3, tilt_head=2),
    "sad": Look(lid=0.72, brow=0.1, tilt=-0.9, curve=-0.62, width=0.86, gaze=(0, 0.5), tear=True,
    pitch=0.35, tilt_head=-3),
    "angry": Look(lid=0.78, squint=0.26, brow=-0.5, tilt=1.1, curve=-0.55, open=0.14, width=1.0, teeth=True,
    pupil=0.86),
    "afraid": Look(lid=1.26, brow=0.8, tilt=-0.8, curve=-0.4, open=0.28, width=0.84, pupil=0.68, sweat=True,
    pitch=-0.1),
    "surprised": Look(lid=1.3, brow=1.0, curve=0, open=0.6, width=0.62, pupil=0.78, pitch=-0.15),
    "disgusted": Look(lid=0.66, squint=0.4, brow=-0.25, tilt=0.6, uneven=0.4, curve=-0.7, open=0.08,
    width=0.8, teeth=True, tilt_head=-3),
    "thoughtful": Look(lid=0.82, brow=0.2, tilt=0.1, uneven=0.6, curve=-0.06, width=0.8, gaze=(0.5, -0.55),
    tilt_head=4),
    "determined": Look(lid=0.84, squint=0.16, brow=-0.3, tilt=0.75, curve=-0.1, width=0.96, pitch=0.1),
    "tender": Look(lid=0.74, squint=0.2, brow=0.2, tilt=-0.3, curve=0.55, width=0.96, blush=0.35,
    pitch=0.12, tilt_head=5),
    "tired": Look(lid=0.5, brow=-0.1, tilt=-0.25, curve=-0.16, width=0.9, gaze=(0, 0.3), pitch=0.3),
    "shouting": Look(lid=0.7, squint=0.3, brow=-0.3, tilt=1.0, curve=-0.2, open=1.0, width=1.12, teeth=True,
    pitch=-0.2),
}  # fmt: skip

_SYNONYMS = {
    "joyful": "happy", "smiling": "happy", "laughing": "happy", "smile": "happy", "joy": "happy",
        "crying": "sad",
    "grief": "sad", "furious": "angry", "anger": "angry", "scared": "afraid", "fear": "afraid",
    "fearful": "afraid",
    "worried": "afraid", "shocked": "surprised", "surprise": "surprised", "disgust": "disgusted",
    "curious": "thoughtful", "pensive": "thoughtful", "resolute": "determined", "calm": "tender",
    "loving": "tender",
    "exhausted": "tired", "sleepy": "tired", "shout": "shouting", "yelling": "shouting",
}  # fmt: skip

VISEMES: dict[str, tuple[float, float, bool]] = {
    # openness, width, teeth
    "closed": (0.0, 0.94, False),
    "small": (0.2, 0.9, False),
    "open": (0.62, 0.94, True),
    "wide": (0.34, 1.18, True),
    "round": (0.44, 0.56, False),
    "teeth": (0.1, 0.98, True),
}


def look_of(expression: str, *, viseme: str = "", blink: bool = False) -> Look:
    """The look called ``expression`` (neutral where unknown), speaking ``viseme``, shut in a ``blink``."""
    word = expression.lower().strip()
    look = LOOKS.get(_SYNONYMS.get(word, word), LOOKS["neutral"])
    if viseme in VISEMES:
        opened, width, teeth = VISEMES[viseme]
        look = replace(
            look, open=max(opened, 0.12 * look.open), width=width * (0.6 + 0.4 * look.width), teeth=teeth
        )
    return replace(look, lid=0.0) if blink else look
