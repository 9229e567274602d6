"""Interiors drawn: a room's shell, what hangs and stands in it, and the daylight that falls in."""

from dataclasses import replace

from pipeline.previz.design.colour import adjusted, darker, mix
from pipeline.previz.draw.geometry import ellipse, polygon, rect
from pipeline.previz.draw.layer import Motion
from pipeline.previz.draw.places.hung import HUNG
from pipeline.previz.draw.places.interiors import ROOMS
from pipeline.previz.draw.places.land import ridge
from pipeline.previz.draw.places.nearest import near
from pipeline.previz.draw.places.plan import Plan
from pipeline.previz.draw.places.shell import Room, shell
from pipeline.previz.draw.places.sky import sky
from pipeline.previz.draw.places.standing import STANDING
from pipeline.previz.draw.places.town import road, skyline


def interior(plan: Plan) -> None:
    """Draw the interior family of the plan."""
    room = _varied(plan, ROOMS.get(str(plan.design.get("family")), ROOMS["room"]))
    if plan.has("space"):
        # The same room aboard: metal, and stars in its windows.
        room = replace(
            room, wall="#5d6875", floor="#48515d", paving="metal", outside="stars", beams=False, ceiling=""
        )
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


def _varied(plan: Plan, room: Room) -> Room:
    """One of many such rooms: two kitchens of a film are painted differently, and not all face one way."""
    variant = plan.design.get("variant", 0)
    if variant == 0:
        return room
    chance = plan.chance("variant", variant)
    hue, value = chance.number(-0.05, 0.05), chance.number(0.86, 1.1)
    wall, floor = adjusted(room.wall, hue=hue, value=value), adjusted(room.floor, value=value)
    if variant != 1 or any(name == "stairs" for name, _ in room.standing):
        return replace(room, wall=wall, floor=floor)
    return replace(
        room,
        wall=wall,
        floor=floor,
        windows=tuple((1 - x - w, y, w, h) for x, y, w, h in room.windows),
        hung=tuple((name, 1 - share) for name, share in room.hung),
        standing=tuple((name, 1 - share) for name, share in room.standing),
    )


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
