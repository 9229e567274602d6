"""Positions: there is always room between two."""

import random

import pytest

from projects.positions import between, spread


@pytest.mark.parametrize("count", [0, 1, 2, 61, 62, 900, 10_000])
def test_spread_is_in_order_and_distinct(count: int) -> None:
    made = spread(count)
    assert made == sorted(made)
    assert len(set(made)) == count


def test_thousands_of_insertions_at_random_places_stay_in_order_and_short() -> None:
    places = spread(5)
    chance = random.Random(1)
    for _ in range(3_000):
        at = chance.randrange(len(places) + 1)
        low = places[at - 1] if at else ""
        high = places[at] if at < len(places) else ""
        places.insert(at, between(low, high))
    assert places == sorted(places)
    assert len(set(places)) == len(places)
    assert max(map(len, places)) < 12


def test_the_wrong_way_round_is_an_error() -> None:
    with pytest.raises(ValueError, match="before"):
        between("b", "a")
