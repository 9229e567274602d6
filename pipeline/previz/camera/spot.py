"""Where the eye is in a shot: what a match cut holds on to."""

from typing import Any

from pipeline.previz.draw.keystone import moved as keystoned
from pipeline.previz.draw.moves import view, walked, walkers
from pipeline.previz.draw.stage import PEOPLE_DEPTH, Acting, face_area, frame_for

Spot = tuple[float, float, float]  # middle of a subject across and down, and its height: shares of the frame


def spot(spec: dict[str, Any], *, end: bool) -> Spot | None:
    """The face that a shot is about, at its ``end`` or its beginning.

    None for a shot in which nobody shows a face: there is nothing to match.
    """
    people = list(spec.get("people", []))
    seen = [at for at, one in enumerate(people) if not (one.get("over_shoulder") or one.get("back"))]
    if not seen:
        return None
    index = max(seen, key=lambda at: (float(people[at].get("scale", 0)), -at))
    frame, at = frame_for(spec), float(end)
    eyes, mouth = (face_area(spec, index, Acting(), mouth=part) for part in (False, True))
    left, right = min(eyes[0], mouth[0]), max(eyes[0] + eyes[2], mouth[0] + mouth[2])
    top, bottom = min(eyes[1], mouth[1]), max(eyes[1] + eyes[3], mouth[1] + mouth[3])
    (left, top), (right, bottom) = keystoned(
        frame.keystone, (frame.w, frame.h), [(left, top), (right, bottom)]
    )
    moved = view(str(spec.get("move", "static")), PEOPLE_DEPTH, at)
    moved = walked(moved, PEOPLE_DEPTH, index, at, walkers(people, frame.size))
    across = 0.5 + ((left + right) / 2 / frame.w - 0.5) * moved.scale + moved.dx
    down = 0.5 + ((top + bottom) / 2 / frame.h - 0.5) * moved.scale + moved.dy
    return round(across, 4), round(down, 4), round((bottom - top) / frame.h * moved.scale, 4)
