"""Lines that say how one shot gives way to the next: "CUT TO:", "FADE OUT.", "SMASH CUT TO BLACK"."""

import re

# What writers put on the line of a transition although it does not end in "TO:". A bare "CUT" is none: a
# director in the story may shout it.
_BARE = re.compile(
    r"(?:SLOW |QUICK |LONG |FINAL )?"
    r"(?:FADE ?(?:IN|OUT|UP|DOWN)(?: (?:ON|FROM|TO)(?: (?:BLACK|WHITE))?)?|FADE TO(?: (?:BLACK|WHITE))?"
    r"|(?:SMASH |HARD |MATCH |JUMP |QUICK |FLASH |TIME )?CUT (?:TO|BACK TO)(?: (?:BLACK|WHITE))?"
    r"|(?:MATCH|JUMP|SMASH) CUT"
    r"|(?:MATCH |CROSS[- ]?)?DISSOLVE(?: TO(?: BLACK)?)?|CROSS ?-?FADE(?: TO)?|WIPE(?: TO)?|IRIS (?:IN|OUT))"
    r" ?[.:]?"
)
_LONGEST = 40  # letters; a longer line is never looked at


def is_transition(line: str) -> bool:
    """Whether a line in capitals reads as a transition without being forced."""
    if not line.isupper():
        return False
    return line.endswith("TO:") or (len(line) <= _LONGEST and _BARE.fullmatch(line.rstrip()) is not None)
