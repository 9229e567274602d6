"""What a scene sounds like before anybody speaks or moves."""

import re
from dataclasses import dataclass

import numpy as np

from pipeline.previz.effects.beds import bed
from pipeline.previz.effects.catalogue import EFFECTS
from pipeline.previz.mix.filters import low_pass, shape
from pipeline.previz.mix.signal import Samples, count, faded, gain_of, normalised, seeded, single, stereo
from projects.kinds.scenes import Scene


@dataclass(frozen=True)
class Layer:
    """A soundscape in a scene, ``level`` in decibels around the usual."""

    bed: str
    level: float = 0.0


@dataclass(frozen=True)
class Guest:
    """An effect that turns up now and then: about every ``every`` seconds, far away."""

    effect: str
    every: float
    level: float = -12.0
    dull: float = 4_000.0


_WEATHER = {
    "rain": (Layer("rain", 2.0), Layer("rain inside", -2.0)),
    "storm": (Layer("storm", 6.0), Layer("rain inside", 2.0)),
    "snow": (Layer("snow", -2.0), Layer("snow", -8.0)),
    "fog": (Layer("wind", -8.0), Layer("room", -2.0)),
}

# Words of a place: what is heard outdoors, what indoors. The first that fits counts, of each column.
_OUTDOORS: tuple[tuple[str, tuple[Layer | Guest, ...]], ...] = (
    (r"under ?water|seabed|reef|ocean floor", (Layer("underwater", 2.0),)),
    (
        r"sea|ocean|beach|shore|coast|cliff|island|harbou?r|pier|dock|lighthouse|boat|ship|deck|quay|raft|bay",
        (Layer("sea", 2.0), Layer("wind", -7.0), Guest("gull", 9.0, -14.0)),
    ),
    (
        r"river|lake|stream|waterfall|fountain|pond|canal|creek|brook|marsh|swamp",
        (Layer("water"), Layer("leaves", -8.0), Guest("bird", 6.0, -12.0)),
    ),
    (
        r"forest|woods?|jungle|grove|park|garden|orchard|meadow|clearing|tree|farm|field|valley|hill|countryside|vineyard",
        (Layer("leaves", -3.0), Guest("bird", 3.2, -9.0), Guest("bird", 5.3, -14.0)),
    ),
    (
        r"street|city|town|alley|road|square|market|plaza|rooftop|roof|bridge|parking|avenue|sidewalk|balcony|"
        r"gas station|court(?:yard)?|downtown|intersection",
        (Layer("city"), Guest("car", 7.0, -16.0, 2_200.0), Guest("horn", 19.0, -24.0, 1_600.0)),
    ),
    (
        r"mountain|desert|tundra|plain|steppe|summit|canyon|ruins?|wasteland|dune|glacier|moor|battlefield|cemetery|graveyard",
        (Layer("wind", 0.0), Guest("crow", 14.0, -16.0)),
    ),
    (r"space|moon|planet|mars|orbit|asteroid", (Layer("space", -2.0),)),
)
_INDOORS: tuple[tuple[str, tuple[Layer | Guest, ...]], ...] = (
    (
        r"submarine|spaceship|space|starship|station bridge|airlock|cockpit|capsule|pod|"
        r"laborator\w+|lab|server|control room",
        (Layer("space"), Guest("beep", 9.0, -16.0, 3_000.0)),
    ),
    (
        r"factory|engine|workshop|boiler|garage|power|plant|mill|foundry|machine|basement|warehouse|elevator|clockwork",
        (Layer("machine", -3.0),),
    ),
    (r"train|carriage|subway|metro|compartment|tram", (Layer("train"),)),
    (r"car|taxi|cab|truck|van|bus", (Layer("city", -4.0), Layer("machine", -8.0))),
    (
        r"bar|pub|caf[eé]|restaurant|diner|tavern|inn|station|airport|lobby|party|ballroom|theat(?:re|er)|market|mall|"
        r"school|classroom|court(?:room)?|stadium|arena|cafeteria|canteen|auction|gallery opening",
        (Layer("crowd", -4.0), Layer("room", -4.0), Guest("clink", 6.0, -14.0)),
    ),
    (r"cave|cavern|tunnel|crypt|mine|sewer|dungeon|catacomb", (Layer("cave"),)),
    (
        r"hearth|fireplace|cabin|hut|cottage|castle|hall|throne|smithy|forge|camp",
        (Layer("fire", -6.0), Layer("room", -5.0)),
    ),
    (
        r"lighthouse|boat|ship|lamp room|harbou?r|beach|sea|boathouse",
        (Layer("sea", -9.0), Layer("wind", -9.0), Layer("room", -4.0)),
    ),
    (r"kitchen|bath ?room|laundry", (Layer("room"), Guest("drip", 8.0, -14.0))),
    (r"library|study|office|living|parlou?r|waiting|clock", (Layer("room"), Guest("clock", 8.0, -10.0))),
    (r"hospital|ward|clinic|operating", (Layer("room"), Layer("machine", -12.0), Guest("beep", 3.0, -14.0))),
    (r"apartment|flat|bedroom|hotel|loft|motel", (Layer("room"), Layer("city", -14.0))),
    (r"greenhouse|conservatory|barn|stable", (Layer("leaves", -10.0), Guest("bird", 6.0, -16.0, 2_500.0))),
)
_NIGHT = re.compile(r"night|midnight|evening|dusk", re.IGNORECASE)
_LEVEL = -8.0  # decibels that every ambience lies under the loops' -30


def layers_of(scene: Scene) -> list[Layer | Guest]:
    """What the ambience of a scene is made of, by its weather, place, setting and time of day."""
    inside = str(scene.setting).upper() == "INT"
    words = f"{scene.place} {scene.location.rpartition(':')[2].replace('-', ' ')}".lower()
    table = _INDOORS if inside else _OUTDOORS
    plain: tuple[Layer | Guest, ...] = (
        (Layer("room"),) if inside else (Layer("wind", -3.0), Guest("bird", 8.0, -14.0))
    )
    chosen = next((made for known, made in table if re.search(rf"\b(?:{known})s?\b", words)), plain)
    found = list(chosen)
    weather = scene.weather.strip().lower()
    if weather in _WEATHER:
        found.append(_WEATHER[weather][inside])
    if weather == "storm":
        found.append(Guest("thunder", 11.0, -6.0, 900.0 if inside else 3_000.0))
    if _NIGHT.search(scene.time) and not inside:
        found = [
            layer
            for layer in found
            if not (isinstance(layer, Guest) and layer.effect in ("bird", "gull", "crow"))
        ]
        wild = any(isinstance(layer, Layer) and layer.bed in ("leaves", "water", "wind") for layer in found)
        if wild and weather not in ("rain", "storm", "snow"):
            found += [Layer("insects", -6.0), Guest("owl", 15.0, -14.0)]
    if weather in ("rain", "storm", "snow"):
        found = [layer for layer in found if not (isinstance(layer, Guest) and layer.effect == "bird")]
    return found


def beds_of(scene: Scene) -> set[str]:
    """The names of the soundscapes that a scene's ambience holds already."""
    found = {layer.bed for layer in layers_of(scene) if isinstance(layer, Layer)}
    return found | ({"rain", "wind", "storm"} if found & {"rain inside", "storm"} else set())


def ambience(scene: Scene, seconds: float) -> Samples:
    """The sound of a scene's place for ``seconds``: stereo, about -38 dB, without a fade worth hearing."""
    out = np.zeros((count(seconds), 2), dtype=np.float32)
    if not len(out):
        return out
    key = f"{scene.heading}|{scene.place}|{scene.time}|{scene.weather}|{scene.number}"
    for index, layer in enumerate(layers_of(scene)):
        if isinstance(layer, Layer):
            out += bed(layer.bed, seconds, key) * np.float32(gain_of(layer.level + _LEVEL))
        else:
            _visit(out, layer, seconds, f"{key}|{index}")
    return faded(out, 0.02, 0.02)


def _visit(out: Samples, guest: Guest, seconds: float, key: str) -> None:
    """Let an effect be heard now and then, each time a little different and from another side."""
    random = seeded("guest", guest.effect, key)
    made = EFFECTS[guest.effect]
    at = float(random.uniform(0.2, max(0.4, guest.every * 0.8)))
    while at < seconds - 0.5:
        sound = normalised(made.make(random, made.seconds), gain_of(made.level + guest.level))
        dull = faded(shape(sound, low_pass(guest.dull)), 0.02, 0.1)
        first = count(at)
        piece = stereo(dull, float(random.uniform(-0.8, 0.8)))[: len(out) - first]
        out[first : first + len(piece)] += single(piece * random.uniform(0.6, 1.0))
        at += guest.every * float(random.uniform(0.6, 1.5))
