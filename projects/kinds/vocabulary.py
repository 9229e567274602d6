"""The film trade's controlled vocabularies. Values are what is stored; labels are what people read."""

from enum import StrEnum


class Size(StrEnum):
    """How much of the subject the frame holds."""

    ECU = "ECU"  # extreme close-up
    CU = "CU"
    MCU = "MCU"
    MS = "MS"
    MWS = "MWS"  # cowboy
    WS = "WS"
    EWS = "EWS"


class ShotType(StrEnum):
    """The job a shot does in its scene's coverage."""

    ESTABLISHING = "establishing"
    MASTER = "master"
    TWO_SHOT = "two-shot"
    OTS = "over the shoulder"
    SINGLE = "single"
    INSERT = "insert"
    REACTION = "reaction"
    POV = "point of view"
    MONTAGE = "montage"


class Angle(StrEnum):
    """How high the camera looks from."""

    EYE = "eye level"
    LOW = "low"
    HIGH = "high"
    OVERHEAD = "overhead"
    DUTCH = "dutch"
    GROUND = "ground"


class Move(StrEnum):
    """What the camera does during the shot."""

    STATIC = "static"
    PAN_LEFT = "pan left"
    PAN_RIGHT = "pan right"
    TILT_UP = "tilt up"
    TILT_DOWN = "tilt down"
    PUSH_IN = "push in"
    PULL_OUT = "pull out"
    TRUCK_LEFT = "truck left"
    TRUCK_RIGHT = "truck right"
    CRANE_UP = "crane up"
    CRANE_DOWN = "crane down"
    ARC = "arc"
    ZOOM_IN = "zoom in"
    ZOOM_OUT = "zoom out"
    HANDHELD = "handheld"
    RACK_FOCUS = "rack focus"


class Transition(StrEnum):
    """How a shot gives way to the next one."""

    CUT = "cut"
    DISSOLVE = "dissolve"
    FADE_OUT = "fade out"
    WIPE = "wipe"
    MATCH_CUT = "match cut"


class ShotStatus(StrEnum):
    """How far a shot is in production, as people track it beside the studio's own states."""

    PLANNED = "planned"
    READY = "ready"
    WORKING = "in progress"
    HOLD = "on hold"
    DONE = "done"


class Direction(StrEnum):
    """Where a person looks or moves on screen; what the 180-degree line is checked with."""

    LEFT = "left"
    RIGHT = "right"
    NEUTRAL = "neutral"


class AssetKind(StrEnum):
    """Who, where or what an asset is."""

    CHARACTER = "character"
    LOCATION = "location"
    PROP = "prop"


class Bond(StrEnum):
    """How one asset stands to another."""

    OWNS = "owns"
    OWNED_BY = "belongs to"
    LIVES_AT = "lives at"
    WORKS_AT = "works at"
    HOME_OF = "is home of"
    KEPT_AT = "is kept at"
    SIBLING = "is a sibling of"
    PARENT = "is a parent of"
    CHILD = "is a child of"
    PARTNER = "is the partner of"
    FRIEND = "is a friend of"
    RIVAL = "is a rival of"
    WORKS_FOR = "works for"
    PART_OF = "is part of"


class Setting(StrEnum):
    """Inside or outside."""

    INT = "INT"
    EXT = "EXT"
    INT_EXT = "INT/EXT"


class Aspect(StrEnum):
    """Aspect ratio, width to height."""

    WIDE = "16:9"
    TALL = "9:16"
    SQUARE = "1:1"
    SCOPE = "2.39:1"


FRAME_SIZES: dict[str, tuple[int, int]] = {
    # Pixels, width by height; both even, as H.264 in 4:2:0 needs.
    Aspect.WIDE: (1280, 720),
    Aspect.TALL: (720, 1280),
    Aspect.SQUARE: (960, 960),
    Aspect.SCOPE: (1280, 536),
}

KEY_SIZE = (960, 720)  # pixels of an image key

FPS = 24
