"""What a person may wish of a passage, and how a model is told."""

from enum import StrEnum


class Wish(StrEnum):
    """One press each."""

    ANEW = "anew"
    LONGER = "longer"
    SHORTER = "shorter"
    TONE = "tone"
    OTHERS = "others"


WISH_TITLES = {
    Wish.ANEW: "Write it anew",
    Wish.LONGER: "Make it longer",
    Wish.SHORTER: "Make it shorter",
    Wish.TONE: "Change its tone",
    Wish.OTHERS: "Offer three alternatives",
}
PURPOSE_OF = {Wish.OTHERS: "alternatives"}  # the others are the purpose "passage"
WISHES = {
    Wish.ANEW: "Write it anew, with the same events told better.",
    Wish.LONGER: "Expand it to about half as long again, by what can be seen and done, not by adjectives.",
    Wish.SHORTER: "Cut it to about half its length and lose nothing that the story needs.",
    Wish.TONE: "Keep what happens and change how it sounds.",
}
