"""The twelve stages by name, and which stage decides which kind of content."""

STAGES = (
    "idea",
    "treatment",
    "beats",
    "screenplay",
    "assets",
    "scenes",
    "shots",
    "state",
    "prompts",
    "frames",
    "confirm",
    "film",
)

KINDS_OF_STAGE: dict[str, tuple[str, ...]] = {
    "idea": ("brief", "material", "summary"),
    "treatment": ("variant", "treatment"),
    "beats": ("beat_sheet", "beat"),
    "screenplay": ("script",),
    "assets": ("cast_list", "asset", "look", "picture", "style", "naming"),
    "scenes": ("scene",),
    "shots": ("shot_list", "shot"),
    "state": ("state",),
    "prompts": ("prompt",),
    "frames": ("frame",),
    "confirm": (),
    "film": ("line", "clip", "sound", "cut"),
}

STAGE_OF_KIND = {kind: stage for stage, kinds in KINDS_OF_STAGE.items() for kind in kinds}
