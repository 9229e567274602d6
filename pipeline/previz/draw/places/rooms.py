"""Interiors: each family is one entry, a room's surfaces and furniture."""

from pipeline.previz.design.colour import darker, mix
from pipeline.previz.draw.geometry import ellipse, polygon, rect
from pipeline.previz.draw.layer import Motion
from pipeline.previz.draw.places.hung import HUNG
from pipeline.previz.draw.places.land import ridge
from pipeline.previz.draw.places.nearest import near
from pipeline.previz.draw.places.plan import Plan
from pipeline.previz.draw.places.shell import Room, shell
from pipeline.previz.draw.places.sky import sky
from pipeline.previz.draw.places.standing import STANDING
from pipeline.previz.draw.places.town import road, skyline

_ONE = ((0.38, 0.14, 0.24, 0.5),)
_TWO = ((0.1, 0.14, 0.2, 0.5), (0.7, 0.14, 0.2, 0.5))
_ROW = ((0.04, 0.12, 0.26, 0.46), (0.37, 0.12, 0.26, 0.46), (0.7, 0.12, 0.26, 0.46))
_SIDE = ((0.06, 0.14, 0.24, 0.52),)

ROOMS: dict[str, Room] = {
    "living": Room("#b9a58a", "#8a6244", dado=0.0, windows=_SIDE, hung=(("picture", 0.56), ("shelf", 0.84)),
        standing=(("sofa", 0.44), ("lamp", 0.8), ("plant", 0.1)), near="plant"),
    "bedroom": Room("#a9aec0", "#8f7259", windows=((0.62, 0.14, 0.24, 0.5),),
    hung=(("picture", 0.26), ("curtain", 0.9)), standing=(("bed", 0.34), ("lamp", 0.86)), near=""),
    "kitchen": Room("#d9cfb4", "#b9a58c", "tiles", windows=((0.4, 0.16, 0.22, 0.36),),
    hung=(("cabinet", 0.18), ("shelf", 0.82), ("lamp", 0.5)), standing=(("counter", 0.36), ("stove", 0.9)),
    near="table"),
    "study": Room("#7f6a58", "#6b4a34", dado=0.3, windows=_ONE,
    hung=(("curtain", 0.32), ("curtain", 0.68), ("clock", 0.84)),
    standing=(("bookcase", 0.1), ("bookcase", 0.92), ("desk", 0.5)), near="", beams=True),
    "library": Room("#6f5a48", "#6b4a34", dado=0.24, windows=((0.42, 0.08, 0.16, 0.6),), pane="arch",
    standing=(("bookcase", 0.06), ("bookcase", 0.24), ("bookcase", 0.76), ("bookcase", 0.94),
    ("table", 0.5)), hung=(("lamp", 0.5),), outside="town"),
    "office": Room("#b4bcc2", "#7f858c", "carpet", windows=_ROW, pane="wide", outside="town",
    hung=(("clock", 0.335),), standing=(("desk", 0.24), ("desk", 0.78), ("plant", 0.02)), near="monitor"),
    "corridor": Room("#9fa8a4", "#78807c", "tiles", dado=0.36, deep=True,
    hung=(("door", 0.5),), standing=()),
    "classroom": Room("#cfc6a8", "#a17a52", windows=((0.74, 0.14, 0.22, 0.46),),
    hung=(("board", 0.38), ("clock", 0.68)), standing=(("desk", 0.5), ("plant", 0.96)), near="table"),
    "hospital": Room("#c5d3d0", "#a3b3b2", "tiles", dado=0.34, windows=_SIDE, pane="wide", outside="town",
    hung=(("screens", 0.72),), standing=(("bed", 0.48), ("lamp", 0.92))),
    "laboratory": Room("#aebcc2", "#7c8a92", "tiles",
    hung=(("screens", 0.24), ("shelf", 0.56), ("pipes", 0.5)),
    standing=(("console", 0.3), ("counter", 0.82)), near="monitor"),
    "cafe": Room("#a4705a", "#6b4a34", dado=0.34, windows=((0.05, 0.14, 0.4, 0.52),), pane="wide",
    outside="town", hung=(("lamp", 0.3), ("lamp", 0.7), ("shelf", 0.76)),
    standing=(("table", 0.14), ("counter", 0.78)), near="cups"),
    "bar": Room("#4f3a3a", "#4a3326", dado=0.4,
    hung=(("shelf", 0.3), ("shelf", 0.6), ("lamp", 0.2), ("lamp", 0.5), ("lamp", 0.8), ("picture", 0.88)),
    standing=(("counter", 0.46), ("stools", 0.46)), near="cups"),
    "shop": Room("#bfa98a", "#8a6a4c", windows=((0.66, 0.12, 0.3, 0.56),), pane="wide", outside="town",
    hung=(("shelf", 0.14), ("shelf", 0.44), ("lamp", 0.55)), standing=(("counter", 0.3), ("crates", 0.86))),
    "lamp-room": Room("#6f6a5c", "#5d4a38", "boards",
    windows=((0.02, 0.06, 0.28, 0.68), (0.36, 0.06, 0.28, 0.68), (0.7, 0.06, 0.28, 0.68)), pane="wide",
    outside="sea", standing=(("lens", 0.5),), ceiling="#4d4438"),
    "hall": Room("#8b8078", "#6f665f", "tiles", windows=_TWO, pane="arch",
    hung=(("banner", 0.38), ("banner", 0.62)), standing=(("throne", 0.5), ("pillar", 0.1), ("pillar", 0.9))),
    "church": Room("#a59c90", "#7d746a", "tiles",
    windows=((0.08, 0.04, 0.14, 0.7), (0.43, 0.02, 0.14, 0.6), (0.78, 0.04, 0.14, 0.7)), pane="arch",
    outside="none", standing=(("pillar", 0.28), ("pillar", 0.72), ("pews", 0.2), ("pews", 0.8))),
    "theatre": Room("#4a2430", "#6b4a34", "boards",
    hung=(("curtain", 0.06), ("curtain", 0.14), ("curtain", 0.22), ("curtain", 0.78), ("curtain", 0.86),
    ("curtain", 0.94), ("lamp", 0.35), ("lamp", 0.65)), standing=(), near="seats"),
    "prison": Room("#7d7f80", "#5f6062", "concrete", windows=((0.42, 0.1, 0.16, 0.2),), outside="none",
    standing=(("bed", 0.3),), near="bars"),
    "warehouse": Room("#77736c", "#66625c", "concrete", windows=((0.08, 0.06, 0.84, 0.2),), pane="wide",
    outside="none", hung=(("pipes", 0.5),), standing=(("crates", 0.14), ("crates", 0.74), ("crates", 0.94)),
    near="crates"),
    "basement": Room("#5f5a55", "#4d4844", "concrete", hung=(("pipes", 0.5), ("lamp", 0.5)),
    standing=(("crates", 0.14), ("stairs", 0.72)), beams=True),
    "attic": Room("#8a6f55", "#7a5a40", windows=((0.44, 0.1, 0.12, 0.22),), pane="porthole",
    standing=(("crates", 0.14), ("lamp", 0.82), ("crates", 0.9)), beams=True, ceiling="#6b5340"),
    "bridge": Room("#4d5763", "#3f4751", "metal", windows=((0.05, 0.08, 0.9, 0.46),), pane="wide",
    outside="stars", standing=(("console", 0.26), ("console", 0.74)), hung=(), near="monitor"),
    "cabin": Room("#8a6f55", "#6b4a34", "boards", windows=((0.24, 0.18, 0.16, 0.3), (0.6, 0.18, 0.16, 0.3)),
    pane="porthole", outside="sea", hung=(("shelf", 0.5), ("lamp", 0.5)),
    standing=(("bed", 0.16), ("desk", 0.82)), beams=True),
    "bathroom": Room("#a9c4c4", "#8fa6a6", "tiles", dado=0.5, windows=((0.7, 0.12, 0.18, 0.34),),
    hung=(("mirror", 0.36),), standing=(("counter", 0.36),)),
    "newsroom": Room("#a8adb5", "#6f757c", "carpet", windows=_ROW, pane="wide", outside="town",
    hung=(("papers", 0.34), ("blinds", 0.83)), standing=(("desk", 0.2), ("desk", 0.72)), near="monitor"),
    "school-hall": Room("#b9b39c", "#8f7a5a", "tiles", dado=0.3, deep=False,
    hung=(("lockers", 0.2), ("lockers", 0.78), ("door", 0.5)), standing=()),
    "room": Room("#b3a58f", "#7f6248", windows=_ONE, hung=(("picture", 0.16), ("door", 0.86)),
    standing=(("table", 0.3), ("plant", 0.06))),
}  # fmt: skip


def interior(plan: Plan) -> None:
    """Draw the interior family of the plan."""
    room = ROOMS.get(str(plan.design.get("family")), ROOMS["room"])
    sheet, (left, top, right, foot) = shell(plan, room)
    wide, u = right - left, plan.u
    for name, share in room.hung:
        HUNG[name](plan, sheet, left + wide * share, top, foot)
    here = plan.sheet("set", 0.54)
    for name, share in room.standing:
        STANDING[name](plan, here, left + wide * share, foot + 26 * u, u * 1.16)
    if (
        room.windows
        and room.outside != "stars"
        and plan.light.time in ("day", "morning", "dawn", "dusk")
        and plan.light.weather in ("", "wind")
    ):
        _sunbeams(plan, room, (left, top, right, foot))
    if room.near:
        near(plan, room.near)


def _sunbeams(plan: Plan, room: Room, edges: tuple[float, float, float, float]) -> None:
    """Daylight that falls through the windows onto the floor, with dust in it."""
    left, top, right, foot = edges
    sheet = plan.sheet("beams", 0.5, Motion(pulse=0.12, seconds=9.0))
    lean = -plan.light.key_side * plan.w * 0.16
    for x, y, w, h in room.windows[:3]:
        x0, x1 = left + (right - left) * x, left + (right - left) * (x + w)
        y0, y1 = top + (foot - top) * y, top + (foot - top) * (y + h)
        paint = sheet.blend([(0, plan.light.key, 0.26), (1, plan.light.key, 0.0)], glow=True)
        low = plan.h * 1.02
        sheet.fill(
            polygon([(x0, y0), (x1, y0), (x1, y1), (x1 + lean, low), (x0 + lean, low), (x0, y1)]),
            paint,
            line=0,
        )
    motes = plan.sheet("motes", 0.42, Motion((14 * plan.u, 9 * plan.u), 8.0))
    chance = plan.chance("motes")
    for _ in range(26):
        x, y = plan.w * chance.number(0.05, 0.95), plan.h * chance.number(0.15, 0.9)
        motes.fill(
            ellipse(x, y, chance.number(0.8, 2.0) * plan.u),
            plan.light.key,
            line=0,
            opacity=chance.number(0.2, 0.6),
            glow=True,
        )


def car(plan: Plan) -> None:
    """The inside of a moving car, seen through the windscreen line."""
    sky(plan)
    u, w, h = plan.u, plan.w, plan.h
    far = plan.sheet("far", 0.95, Motion(glide=(-14 * u, 0)))
    if plan.has("town"):
        skyline(plan, far, plan.horizon + 8 * u, 190, mix("#66718a", plan.light.fog, 0.4))
    else:
        ridge(plan, far, plan.horizon + 8 * u, 100, mix("#6f7f74", plan.light.fog, 0.35), step=200)
    middle = plan.sheet("middle", 0.84)
    middle.fill(rect(plan.left, plan.horizon, plan.right - plan.left, plan.bottom), "#6d7050", line=0)
    road(plan, middle, plan.horizon, half=w * 0.8)
    frame = plan.sheet("set", 0.5)
    shellcolour = plan.colour("wall", "#33363f")
    hole = (
        f"M{w * 0.04:.0f} {h * 0.6:.0f}L{w * 0.12:.0f} {h * 0.1:.0f}Q{w * 0.5:.0f} {h * 0.03:.0f} "
        f"{w * 0.88:.0f} {h * 0.1:.0f}L{w * 0.96:.0f} {h * 0.6:.0f}Q{w * 0.5:.0f} {h * 0.55:.0f} "
        f"{w * 0.04:.0f} {h * 0.6:.0f}Z"
    )
    frame.fill(
        rect(plan.left, plan.top, plan.right - plan.left, plan.bottom - plan.top) + hole,
        shellcolour,
        line=0.6,
        extra=' fill-rule="evenodd"',
    )
    frame.stroke(hole, darker(shellcolour, 0.5), 9 * u)
    frame.fill(rect(w * 0.43, h * 0.05, w * 0.14, h * 0.075, 14 * u), "#22252c")
    frame.fill(
        rect(w * 0.44, h * 0.058, w * 0.12, h * 0.058, 10 * u), mix(plan.light.sky[2], "#6d7a86", 0.4), line=0
    )
    frame.fill(
        f"M{plan.left:.0f} {h * 0.66:.0f}Q{w * 0.5:.0f} {h * 0.58:.0f} {plan.right:.0f} {h * 0.66:.0f}"
        f"V{plan.bottom:.0f}H{plan.left:.0f}Z",
        darker(shellcolour, 0.25),
    )
    for x in (0.24, 0.36):
        frame.fill(ellipse(w * x, h * 0.72, 42 * u), "#1c1e24")
        frame.stroke(
            ellipse(w * x, h * 0.72, 33 * u) + f"M{w * x:.1f} {h * 0.72:.1f}l{17 * u:.1f} {-18 * u:.1f}",
            "#ffb45e" if plan.light.dark else "#d8dde0",
            4 * u,
            glow=plan.light.dark,
        )
    frame.fill(rect(w * 0.56, h * 0.69, w * 0.2, h * 0.07, 8 * u), "#1c1e24")
