"""The shell of a room: walls, floor, ceiling and what is seen through its windows."""

from dataclasses import dataclass

from pipeline.previz.design.colour import darker, lighter, mix
from pipeline.previz.draw.geometry import polygon, rect
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.places import land, town
from pipeline.previz.draw.places.plan import Plan
from pipeline.previz.draw.places.sky import sky, space

Item = tuple[str, float]  # what, and where it stands: share of the width


@dataclass(frozen=True)
class Room:
    """An interior as data: surfaces, windows, and what hangs and stands where."""

    wall: str
    floor: str
    paving: str = "boards"  # boards, tiles, carpet, concrete or metal
    dado: float = 0.0  # height of a panelled lower wall, share of the wall
    windows: tuple[tuple[float, float, float, float], ...] = ()  # x, y, width, height in shares of the wall
    pane: str = "sash"  # sash, wide, arch, porthole, none
    outside: str = "hills"  # hills, town, sea, stars, none
    hung: tuple[Item, ...] = ()
    standing: tuple[Item, ...] = ()
    near: str = ""
    beams: bool = False
    ceiling: str = ""
    deep: bool = False  # a corridor: the back wall is small and far


def back_wall(plan: Plan, room: Room) -> tuple[float, float, float, float]:
    """Left, top, right and foot of the back wall."""
    reach = 0.2 if room.deep else 0.43
    rise, fall = (0.2, 0.1) if room.deep else (0.56, 0.19)
    share = plan.horizon / plan.h
    # From below, the wall is no taller than at eye level: above it the ceiling shows.
    top = plan.horizon - plan.h * rise * min(1.0, 0.6 + 0.75 * share)
    foot = plan.horizon + plan.h * fall * (1.5 - share)
    return plan.w * (0.5 - reach), top, plan.w * (0.5 + reach), foot


def shell(plan: Plan, room: Room) -> tuple[Sheet, tuple[float, float, float, float]]:
    """Draw view and walls; the sheet of the walls and the back wall's edges."""
    wall, floor = plan.colour("wall", room.wall), plan.colour("ground", room.floor)
    left, top, right, foot = back_wall(plan, room)
    openings = [
        (left + (right - left) * x, top + (foot - top) * y, (right - left) * w, (foot - top) * h)
        for x, y, w, h in room.windows
    ]
    if openings:
        _outside(plan, room)
    sheet = plan.sheet("wall", 0.72)
    holes = "".join(_opening(room, *opening) for opening in openings)
    dim = 0.34 if plan.light.dark else 0.12
    surface = sheet.blend(
        [(0, darker(wall, dim), 1), (0.5, wall, 1), (1, darker(wall, dim * 0.6), 1)], angle="right"
    )
    sheet.fill(
        rect(left, top, right - left, foot - top) + holes, surface, line=0, extra=' fill-rule="evenodd"'
    )
    _sides(plan, sheet, room, (left, top, right, foot), wall)
    _floor(plan, sheet, room, (left, top, right, foot), floor)
    _ceiling(plan, sheet, room, (left, top, right, foot), wall)
    if room.dado:
        y = foot - (foot - top) * room.dado
        sheet.fill(rect(left, y, right - left, foot - y), darker(wall, 0.24), line=0)
        sheet.fill(rect(left, y - 5 * plan.u, right - left, 9 * plan.u), lighter(wall, 0.16), line=0.4)
    sheet.fill(rect(left, foot - 16 * plan.u, right - left, 16 * plan.u), lighter(wall, 0.2), line=0.5)
    for opening in openings:
        _frame(plan, sheet, room, *opening, tone=lighter(wall, 0.4))
    return sheet, (left, top, right, foot)


def _outside(plan: Plan, room: Room) -> None:
    """What the windows look out on."""
    if room.outside == "stars":
        space(plan)
        return
    back = sky(plan)
    u, horizon = plan.u, plan.horizon
    if room.outside == "sea":
        land.waves(plan, back, horizon, plan.h * 0.9, "#2f6678")
    elif room.outside == "town":
        town.skyline(plan, back, horizon + 90 * u, 240, mix("#66718a", plan.light.fog, 0.4))
    elif room.outside == "hills":
        land.ridge(plan, back, horizon + 30 * u, 110, mix("#5f8074", plan.light.fog, 0.35), step=200)
        land.ridge(
            plan, back, horizon + 80 * u, 60, mix("#557a4f", plan.light.fog, 0.2), key="near", step=160
        )


def _opening(room: Room, x: float, y: float, w: float, h: float) -> str:
    if room.pane == "arch":
        r = w / 2
        return f"M{x:.1f} {y + h:.1f}V{y + r:.1f}A{r:.1f} {r:.1f} 0 0 1 {x + w:.1f} {y + r:.1f}V{y + h:.1f}Z"
    if room.pane == "porthole":
        return rect(x, y, w, h, min(w, h) / 2)
    return rect(x, y, w, h)


def _frame(
    plan: Plan, sheet: Sheet, room: Room, x: float, y: float, w: float, h: float, *, tone: str
) -> None:
    u = plan.u
    path = _opening(room, x, y, w, h)
    sheet.gleam(path, "", 0.07, "#ffffff")
    thick = {"porthole": 16, "wide": 7}.get(room.pane, 10) * u
    if room.pane == "porthole":
        tone = "#8f8a6a"
    sheet.stroke(path, darker(tone, 0.3), thick + 4 * u)
    sheet.stroke(path, tone, thick)
    if room.pane in ("sash", "arch"):
        sheet.stroke(f"M{x + w / 2:.1f} {y:.1f}v{h:.1f}M{x:.1f} {y + h * 0.48:.1f}h{w:.1f}", tone, 6 * u)
    if room.pane == "wide":
        for share in (0.33, 0.66):
            sheet.stroke(f"M{x + w * share:.1f} {y:.1f}v{h:.1f}", tone, 6 * u)
    if room.pane == "sash":
        sheet.fill(rect(x - 14 * u, y + h, w + 28 * u, 12 * u), tone, line=0.6)


def _sides(plan: Plan, sheet: Sheet, room: Room, edges: tuple[float, float, float, float], wall: str) -> None:
    left, top, right, foot = edges
    vx, vy = plan.w / 2, plan.horizon
    for x, edge in ((left, plan.left), (right, plan.right)):
        k = (edge - vx) / (x - vx)
        lit_side = (x < vx) == (plan.light.key_side > 0)
        tone = darker(wall, 0.3 if lit_side else 0.16)
        sheet.fill(
            polygon([(x, top), (edge, vy + (top - vy) * k), (edge, vy + (foot - vy) * k), (x, foot)]),
            tone,
            line=0.5,
        )
        if room.dado:
            y = foot - (foot - top) * room.dado
            sheet.fill(
                polygon([(x, y), (edge, vy + (y - vy) * k), (edge, vy + (foot - vy) * k), (x, foot)]),
                darker(tone, 0.22),
                line=0.3,
            )


def _floor(
    plan: Plan, sheet: Sheet, room: Room, edges: tuple[float, float, float, float], floor: str
) -> None:
    left, _, right, foot = edges
    vx, vy = plan.w / 2, plan.horizon
    kl, kr = (plan.left - vx) / (left - vx), (plan.right - vx) / (right - vx)
    low = plan.bottom + plan.h
    paint = sheet.blend([(0, lighter(floor, 0.06), 1), (0.5, floor, 1), (1, darker(floor, 0.45), 1)])
    sheet.fill(
        polygon(
            [
                (left, foot),
                (right, foot),
                (plan.right, vy + (foot - vy) * kr),
                (plan.right, low),
                (plan.left, low),
                (plan.left, vy + (foot - vy) * kl),
            ]
        ),
        paint,
        line=0.4,
    )
    dark = darker(floor, 0.26)
    if room.paving in ("boards", "tiles", "metal"):
        _seams(plan, sheet, {"boards": 46, "tiles": 74, "metal": 150}[room.paving] * plan.u, edges, dark)
    if room.paving in ("tiles", "metal"):
        _courses(plan, sheet, edges, dark)
    if room.paving == "carpet":
        half, u = right - vx, plan.u
        back, front = (foot + 20 * u, 0.6), (plan.h * 0.98, 1.05)
        corners = [
            (vx + side * half * share, y)
            for (y, share), sides in ((back, (-1, 1)), (front, (1, -1)))
            for side in sides
        ]
        sheet.fill(polygon(corners), plan.colour("accent", "#8f3b3a"), line=0.6)


def _seams(
    plan: Plan, sheet: Sheet, step: float, edges: tuple[float, float, float, float], dark: str
) -> None:
    """Lines of a floor that run away from the viewer."""
    left, _, right, foot = edges
    vx, vy = plan.w / 2, plan.horizon
    span = (plan.bottom - vy) / max(1.0, foot - vy)
    for index in range(-int((vx - left) / step), int((right - vx) / step) + 1):
        x = vx + index * step
        path = f"M{x:.1f} {foot:.1f}L{vx + (x - vx) * span:.1f} {plan.bottom:.1f}"
        sheet.stroke(path, dark, 1.8 * plan.u, opacity=0.55)


def _courses(plan: Plan, sheet: Sheet, edges: tuple[float, float, float, float], dark: str) -> None:
    """Lines of a floor that run across, from side wall to side wall."""
    left, _, right, foot = edges
    vx, vy = plan.w / 2, plan.horizon
    for index in range(1, 9):
        y = foot + (plan.bottom - foot) * (index / 9) ** 1.9
        grown = (y - vy) / (foot - vy)
        start, end = max(plan.left, vx + (left - vx) * grown), min(plan.right, vx + (right - vx) * grown)
        sheet.stroke(f"M{start:.1f} {y:.1f}H{end:.1f}", dark, 1.8 * plan.u, opacity=0.5)


def _ceiling(
    plan: Plan, sheet: Sheet, room: Room, edges: tuple[float, float, float, float], wall: str
) -> None:
    left, top, right, _ = edges
    vx, vy = plan.w / 2, plan.horizon
    kl, kr = (plan.left - vx) / (left - vx), (plan.right - vx) / (right - vx)
    tone = room.ceiling or lighter(wall, 0.2)
    high = plan.top - plan.h
    sheet.fill(
        polygon(
            [
                (left, top),
                (right, top),
                (plan.right, vy + (top - vy) * kr),
                (plan.right, high),
                (plan.left, high),
                (plan.left, vy + (top - vy) * kl),
            ]
        ),
        darker(tone, 0.3 if plan.light.dark else 0.12),
        line=0.4,
    )
    if room.beams:
        for index in range(-3, 4):
            x = vx + index * (right - left) / 6
            k = 3.0
            sheet.fill(
                polygon(
                    [
                        (x - 9 * plan.u, top),
                        (x + 9 * plan.u, top),
                        (vx + (x + 9 * plan.u - vx) * k, vy + (top - vy) * k),
                        (vx + (x - 9 * plan.u - vx) * k, vy + (top - vy) * k),
                    ]
                ),
                "#4a3326",
                line=0.5,
            )
