"""Positions for scenes in an edited screenplay: as few scenes as possible are moved."""

from bisect import bisect_left

from projects.positions import between, spread


def between_places(places: list[str], at: int, count: int) -> tuple[list[str], dict[int, str]]:
    """``count`` positions behind the first ``at`` of ``places``.

    Where there is no room all places are spread anew: then also the new position of each, by its index.
    """
    low = places[at - 1] if at else ""
    high = places[at] if at < len(places) else ""
    if high and low >= high:
        fresh = spread(len(places) + count)
        rest = [*fresh[:at], *fresh[at + count :]]
        return fresh[at : at + count], dict(enumerate(rest))
    made: list[str] = []
    for _ in range(count):
        made.append(between(made[-1] if made else low, high))
    return made, {}


def kept_in_order(places: list[str], order: list[int | None]) -> list[str | None]:
    """Positions for scenes in a new order: None for those that stay where they are.

    ``order`` names for each scene its index in ``places``, or None for a new one. The longest run of scenes
    that are already in order stays; the others are put between them.
    """
    stays = _longest_run(places, order)
    found: list[str | None] = []
    low = ""
    for at, index in enumerate(order):
        if at in stays and index is not None:
            found.append(None)
            low = places[index]
            continue
        high = next((places[order[later] or 0] for later in range(at + 1, len(order)) if later in stays), "")
        low = between(low, high)
        found.append(low)
    return found


def _longest_run(places: list[str], order: list[int | None]) -> set[int]:
    """Which of ``order`` form the longest strictly increasing run of places (patience sorting)."""
    tails: list[str] = []
    ends: list[int] = []
    before: dict[int, int] = {}
    for at, index in enumerate(order):
        if index is None:
            continue
        length = bisect_left(tails, places[index])
        tails[length : length + 1] = [places[index]]
        ends[length : length + 1] = [at]
        before[at] = ends[length - 1] if length else -1
    run: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        run.add(at)
        at = before[at]
    return run
