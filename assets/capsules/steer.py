"""How a visual capsule steers previz: names, ranges and choices, as ``pipeline.previz.design`` has them."""

HANDS = (
    ("cinematic", "Cinematic"),
    ("shonen-tv", "Shonen TV"),
    ("soft-watercolour", "Soft watercolour"),
    ("modern-manhwa", "Modern manhwa"),
    ("classic-ova", "Classic OVA"),
    ("crayon", "Children's crayon"),
    ("noir", "Noir"),
    ("storyboard", "Storyboard pencil"),
)
TEXTURES = (
    ("film", "Film grain"),
    ("paper", "Paper"),
    ("wash", "Watercolour wash"),
    ("wax", "Wax crayon"),
    ("tone", "Screen tone"),
    ("pencil", "Pencil"),
)
FIELDS: dict[str, tuple[str, float, float]] = {
    "line": ("Width of lines, in pixels", 0.0, 6.0),
    "saturation": ("Colourfulness, 1 as the hand has it", 0.0, 2.0),
    "contrast": ("Contrast, 1 as the hand has it", 0.5, 1.6),
    "lift": ("Lifted blacks, 0 to 0.4", 0.0, 0.4),
    "tint_share": ("How much of the tint, 0 to 0.5", 0.0, 0.5),
    "shade": ("Darkness of shadows, 0 to 0.8", 0.0, 0.8),
    "vignette": ("Darkened edges, 0 to 0.8", 0.0, 0.8),
    "bloom": ("Glow of bright parts, 0 to 0.8", 0.0, 0.8),
    "wobble": ("Unsteadiness of the line, in pixels", 0.0, 4.0),
}
