"""Visual style presets and the choices of the brief, as people read them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Preset:
    """Something to choose from: its slug is what a brief stores."""

    slug: str
    name: str
    sentence: str


PRESETS = (
    Preset("cinematic", "Cinematic", "Deep light, rich colour, wide lenses and shadows that mean something."),
    Preset(
        "shonen-tv", "Shonen TV", "Bold outlines, cel shading and speed, as in a weekly adventure series."
    ),
    Preset("soft-watercolour", "Soft watercolour", "Washed paper, gentle edges, wind in the grass."),
    Preset("modern-manhwa", "Modern manhwa", "Clean digital ink, cool gradients, glossy light."),
    Preset("classic-ova", "Classic OVA", "Hand-painted cels, film grain, neon and night."),
    Preset("crayon", "Children's crayon", "Wax crayon on white paper, as a child would tell it."),
    Preset("noir", "Noir", "Black, white and one lamp."),
    Preset("storyboard", "Storyboard pencil", "Quick pencil on paper: the director's first thought."),
)

MODES = (
    Preset("expand", "Expand an idea", "A sentence or a page grows into a story."),
    Preset("adapt", "Adapt a long text", "A novel, a report or a diary becomes a film."),
    Preset("rework", "Rework a draft", "A draft that exists is told better."),
    Preset("screenplay", "Bring a screenplay", "It is filmed word for word; stages 2 and 3 are skipped."),
)

FREE = "none"  # slug of the choice to follow no named structure
STRUCTURES = (
    Preset("three-acts", "Three acts", "Set-up, confrontation, resolution."),
    Preset("save-the-cat", "Fifteen beats", "A beat for every turn that audiences expect of a feature."),
    Preset(
        "kishotenketsu", "Four parts", "Introduction, development, twist, reconciliation: no villain needed."
    ),
    Preset("heros-journey", "The hero's journey", "Out of the ordinary world, through the ordeal, and home."),
    Preset("hook-turn-payoff", "Hook, turn, payoff", "For half a minute or less."),
    Preset(FREE, "No structure", "The story finds its own steps: no turn has a place it must come at."),
)

ASPECTS = (
    Preset("16:9", "16:9", "Television and the web."),
    Preset("9:16", "9:16", "Phones, upright."),
    Preset("1:1", "1:1", "Square."),
    Preset("2.39:1", "2.39:1", "Cinema, scope."),
)

# Suggestions: any other word is as good.
GENRES = (
    "drama",
    "comedy",
    "thriller",
    "science fiction",
    "fantasy",
    "horror",
    "romance",
    "children",
    "documentary spot",
    "advertisement",
)

LANGUAGES = (
    ("en", "English"),
    ("de", "German"),
    ("fr", "French"),
    ("es", "Spanish"),
    ("it", "Italian"),
    ("pt", "Portuguese"),
    ("nl", "Dutch"),
    ("pl", "Polish"),
    ("cs", "Czech"),
    ("sv", "Swedish"),
    ("da", "Danish"),
    ("fi", "Finnish"),
    ("nb", "Norwegian"),
    ("hu", "Hungarian"),
    ("ro", "Romanian"),
    ("el", "Greek"),
    ("tr", "Turkish"),
    ("ru", "Russian"),
    ("uk", "Ukrainian"),
    ("ar", "Arabic"),
    ("he", "Hebrew"),
    ("fa", "Persian"),
    ("hi", "Hindi"),
    ("zh", "Chinese"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("vi", "Vietnamese"),
    ("id", "Indonesian"),
)
