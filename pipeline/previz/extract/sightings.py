"""Which assets one script names, by key."""

from pipeline.previz.extract.naming import location_key, people_named, props_named
from pipeline.previz.extract.reading import read
from projects.screenplay.names import asset_key


def mentions(script_text: str) -> list[str]:
    """Sorted asset keys that a script names: speakers, people in the action, its place, props.

    It knows this one text only. A key may turn out to be another name of an asset that ``cast`` found, and is
    then among that asset's aliases.
    """
    reading = read(script_text)
    keys = set(people_named(reading))
    keys |= {asset_key("prop", noun) for noun in props_named(reading.action)}
    if place := location_key(reading.heading.place):
        keys.add(place)
    return sorted(keys)
