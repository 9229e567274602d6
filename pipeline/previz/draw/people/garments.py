"""What people can wear, as data: how far a garment reaches, how wide it falls, what its front shows."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Top:
    """A garment for the trunk. Lengths are shares of a leg, widths factors of the body."""

    hem: float = 0.0  # how far below the hips it ends
    flare: float = 0.0  # units that the hem stands away from the legs
    sleeve: float = 1.0  # share of the arm it covers
    loose: float = 1.06
    cuff: float = 1.1  # width of the sleeve's end
    collar: str = "round"  # round, shirt, high, rib, lapels, hood, cross, ring or none
    front: str = ""  # buttons, double, zip, open, belt, bib, plates, apron or laces
    waist: bool = False  # taken in at the waist
    under: bool = False  # shows a shirt between its lapels


TOPS: dict[str, Top] = {
    "tshirt": Top(sleeve=0.44, cuff=1.25, hem=0.04),
    "tank": Top(sleeve=0.0, loose=1.0),
    "shirt": Top(collar="shirt", front="buttons", hem=0.04),
    "blouse": Top(collar="shirt", front="buttons", waist=True, cuff=1.2),
    "sweater": Top(collar="rib", loose=1.12, hem=0.06, cuff=1.2),
    "turtleneck": Top(collar="high", loose=1.03),
    "hoodie": Top(collar="hood", loose=1.16, hem=0.08, cuff=1.15, front="zip"),
    "cardigan": Top(collar="lapels", front="open", under=True, hem=0.12, loose=1.1),
    "jacket": Top(collar="shirt", front="zip", loose=1.13, hem=0.08),
    "leather": Top(collar="lapels", front="zip", loose=1.1, hem=0.05, under=True),
    "suit": Top(collar="lapels", front="open", under=True, loose=1.12, hem=0.14),
    "vest": Top(collar="lapels", front="buttons", under=True, loose=1.04, hem=0.06, sleeve=0.0),
    "uniform": Top(collar="high", front="double", loose=1.1, hem=0.12, waist=True),
    "coat": Top(collar="lapels", front="buttons", loose=1.2, hem=0.56, flare=18, cuff=1.25),
    "trench": Top(collar="lapels", front="belt", loose=1.18, hem=0.66, flare=26, cuff=1.25, waist=True),
    "raincoat": Top(collar="hood", front="double", loose=1.24, hem=0.6, flare=30, cuff=1.35),
    "parka": Top(collar="hood", front="zip", loose=1.3, hem=0.34, flare=8, cuff=1.3),
    "labcoat": Top(collar="lapels", front="open", under=True, loose=1.16, hem=0.6, flare=16, cuff=1.2),
    "dress": Top(collar="round", sleeve=0.4, waist=True, hem=0.56, flare=46, loose=1.0),
    "gown": Top(collar="round", sleeve=0.0, waist=True, hem=0.97, flare=74, loose=1.0),
    "robe": Top(collar="cross", loose=1.26, hem=0.9, flare=42, cuff=2.0, front="belt"),
    "kimono": Top(collar="cross", loose=1.2, hem=0.92, flare=14, cuff=2.3, front="sash"),
    "tunic": Top(collar="cross", loose=1.14, hem=0.3, flare=20, front="belt", cuff=1.15),
    "cloak": Top(collar="high", loose=1.36, hem=0.9, flare=56, cuff=2.2),
    "pyjamas": Top(collar="shirt", front="buttons", loose=1.16, hem=0.12, cuff=1.3),
    "nightgown": Top(collar="round", loose=1.16, hem=0.8, flare=30, cuff=1.3),
    "overalls": Top(collar="round", front="bib", loose=1.1),
    "apron": Top(collar="shirt", front="apron", loose=1.06),
    "armour": Top(collar="ring", front="plates", loose=1.2, hem=0.22, flare=14, cuff=1.25),
    "spacesuit": Top(collar="ring", front="panel", loose=1.36, cuff=1.6, hem=0.05),
    "scrubs": Top(collar="cross", sleeve=0.46, loose=1.12, hem=0.1, cuff=1.3),
    "sport": Top(collar="round", front="number", sleeve=0.44, cuff=1.3, loose=1.12, hem=0.08),
}


@dataclass(frozen=True)
class Bottom:
    """A garment for the legs."""

    kind: str = "legs"  # legs or skirt
    length: float = 1.0  # share of the leg
    wide: float = 1.12
    flare: float = 0.0
    end: float = 1.2  # width at the ankle


BOTTOMS: dict[str, Bottom] = {
    "trousers": Bottom(),
    "jeans": Bottom(wide=1.06, end=1.1),
    "leggings": Bottom(wide=0.96, end=0.92),
    "wide": Bottom(wide=1.2, end=2.0),
    "breeches": Bottom(length=0.62, wide=1.2, end=1.1),
    "shorts": Bottom(length=0.42, wide=1.2, end=1.35),
    "skirt": Bottom("skirt", 0.46, flare=40),
    "longskirt": Bottom("skirt", 0.92, flare=56),
}


def top_of(name: object) -> Top:
    """The garment called ``name``; a shirt where nobody knows it."""
    return TOPS.get(str(name), TOPS["shirt"])


def bottom_of(name: object) -> Bottom:
    """The garment called ``name``; trousers where nobody knows it."""
    return BOTTOMS.get(str(name), BOTTOMS["trousers"])
