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
    crease: float = 0.0  # between the brows
    bags: float = 0.0  # under the eyes
    pitch: float = 0.0
    tilt_head: float = 0.0  # degrees


LOOKS: dict[str, Look] = {
    "neutral": Look(),
    "happy": Look(lid=0.82, squint=0.5, brow=0.5, curve=1.05, open=0.36, width=1.2, teeth=True,
    blush=0.4, tilt_head=3),
    "sad": Look(lid=0.64, brow=0.15, tilt=-1.35, curve=-0.95, width=0.86, gaze=(0, 0.6), tear=True,
    pitch=0.45, tilt_head=-4, bags=0.5),
    "angry": Look(lid=0.7, squint=0.36, brow=-0.75, tilt=1.6, curve=-0.8, open=0.16, width=1.1, teeth=True,
    pupil=0.8, pitch=0.1, crease=1.0),
    "afraid": Look(lid=1.3, brow=1.0, tilt=-1.25, curve=-0.6, open=0.3, width=0.8, pupil=0.6, sweat=True,
    pitch=-0.12, tilt_head=-2),
    "surprised": Look(lid=1.34, brow=1.35, curve=0, open=0.66, width=0.62, pupil=0.74, pitch=-0.15),
    "disgusted": Look(lid=0.58, squint=0.6, brow=-0.5, tilt=0.95, uneven=0.9, curve=-1.0, open=0.1,
    width=0.84, teeth=True, tilt_head=-5, crease=0.8),
    "thoughtful": Look(lid=0.8, brow=0.3, tilt=0.15, uneven=1.3, curve=-0.3, width=0.68, gaze=(0.75, -0.85),
    tilt_head=6),
    "determined": Look(lid=0.7, squint=0.3, brow=-0.6, tilt=1.15, curve=-0.22, width=1.08, pitch=0.16,
    crease=0.6),
    "tender": Look(lid=0.58, squint=0.3, brow=0.3, tilt=-0.5, curve=0.85, width=1.02, blush=0.5,
    pitch=0.16, tilt_head=6),
    "tired": Look(lid=0.36, brow=-0.15, tilt=-0.5, curve=-0.35, width=0.86, gaze=(0, 0.4), pitch=0.4,
    tilt_head=-3, bags=1.0),
    "shouting": Look(lid=0.62, squint=0.42, brow=-0.5, tilt=1.4, curve=-0.3, open=1.05, width=1.18,
    teeth=True, pitch=-0.2, crease=1.0),
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
