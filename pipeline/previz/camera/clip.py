"""A shot's moving picture: layers drawn once, moved by the camera, mouths and eyes patched in."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from pipeline.previz.camera.acting import Cue, acting, blinks
from pipeline.previz.camera.encode import encoder, to_yuv
from pipeline.previz.camera.hiding import Part, gap_of, seen_through, shared
from pipeline.previz.design.styles import StylePreset, style_of
from pipeline.previz.draw.finish import Sprite, patch_of, sprite, veil
from pipeline.previz.draw.layer import Layer
from pipeline.previz.draw.light import Light
from pipeline.previz.draw.merging import merged
from pipeline.previz.draw.moves import View, focus, view, walked, walkers
from pipeline.previz.draw.picture import (
    SOFT,
    Shown,
    canvas,
    lay,
    matrix,
    moved,
    needed,
    shown,
    soften,
    widened,
)
from pipeline.previz.draw.raster import Box, remainder
from pipeline.previz.draw.stage import Acting, face_area, frame_for, light_for, person_layer, staged
from projects.kinds.vocabulary import FPS

_SAMPLES = 9  # moments of a move that decide how much of a layer is drawn


Patched = tuple[int, int, np.ndarray] | None  # left, top, pixels


@dataclass
class Actor:
    """One layer of the clip: the pictures it has had so far, and which face the newest of them wears."""

    layer: Layer
    box: Box
    density: float
    bodies: dict[Acting, Sprite | None] = field(default_factory=dict)
    patches: dict[Acting, Patched] = field(default_factory=dict)
    worn: dict[Acting, dict[str, Acting]] = field(default_factory=dict)  # per body: what eyes and mouth show
    last: tuple[bytes, Shown | None] | None = None  # where the layer was in the frame before
    gap: Part | None = None  # what can be seen through it, once it is drawn

    def show(self, made: Sprite, way: np.ndarray, part: Part, strength: float) -> Shown | None:
        """The sprite in a part of the frame; one that stands as in the frame before is not warped again."""
        if part[0] >= part[2] or part[1] >= part[3]:
            return None
        if self.layer.person >= 0:
            return _shown(made, way, part, strength)
        key = way.tobytes() + repr((strength, part)).encode()
        if self.last is None or self.last[0] != key:
            self.last = (key, _shown(made, way, part, strength))
        return self.last[1]


def _shown(made: Sprite, way: np.ndarray, part: Part, strength: float) -> Shown | None:
    left, top, right, bottom = part
    found = shown(made, way - np.array([[0, 0, left], [0, 0, top]]), (right - left, bottom - top), strength)
    if found is not None:
        found.left, found.top = found.left + left, found.top + top
    return found


class Scenery:
    """Everything of a clip that does not depend on the frame."""

    def __init__(
        self, spec: dict[str, Any], frames: int, size: tuple[int, int], cues: Sequence[Cue], handle: int = 0
    ) -> None:
        self.spec, self.frames, self.size, self.cues = spec, frames, size, list(cues)
        self.whole = frames + handle  # a handle goes on after the shot's end
        self.style: StylePreset = style_of(str(spec.get("style")))
        self.light: Light = light_for(spec)
        self.frame = frame_for(spec)
        self.move = str(spec.get("move", "static"))
        self.dutch = self.frame.angle == "dutch"
        self.units = (self.frame.w, self.frame.h)
        self.people = list(spec.get("people", []))
        self.crossing = walkers(self.people, self.frame.size)
        self.shut = [blinks(str(entry.get("key", "")), self.whole) for entry in self.people]
        self.base = to_yuv(canvas(self.style, *size))
        cover = veil(self.style, *size, float(spec.get("intensity", 0.5)))
        self.cover = None if cover is None else Shown(0, 0, to_yuv(cover), remainder(cover))
        drawn = staged(spec, [self.acting(index, 0) for index in range(len(self.people))])
        self.actors = [self._actor(layer) for layer in merged(drawn, self._alike)]

    def _alike(self, one: Layer, two: Layer) -> bool:
        """Whether the camera shows two layers the same way all through the shot."""
        return self._moments(one) == self._moments(two)

    def _moments(self, layer: Layer) -> list[View]:
        last = (self.whole - 1) / max(1, self.frames - 1)
        return [self.seen(layer, last * index / (_SAMPLES - 1)) for index in range(_SAMPLES)]

    def acting(self, index: int, frame: int) -> Acting:
        return acting(self.people[index], self.cues, frame, self.shut[index])

    def seen(self, layer: Layer, at: float) -> View:
        still = view(self.move, layer.depth, at, dutch=self.dutch)
        return walked(still, layer.depth, layer.person, at, self.crossing)

    def _actor(self, layer: Layer) -> Actor:
        box, scale = needed(self._moments(layer), self.units)
        density = max(self.size[0] / self.units[0], self.size[1] / self.units[1]) * min(1.6, scale)
        box = widened(box, layer, self.whole / FPS)
        return Actor(layer, box, density)

    def picture(self, actor: Actor, doing: Acting) -> Sprite | None:
        """The actor's pixels while ``doing``, in YUV: bodies drawn once a step, faces once a look."""
        still = Acting(phase=doing.phase, gesture=doing.gesture)
        if still not in actor.bodies:
            actor.bodies[still] = self._body(actor, still)
            actor.worn[still] = {"eyes": still, "mouth": still}
        made = actor.bodies[still]
        if made is not None and actor.layer.person >= 0:
            worn = actor.worn[still]
            for part, look in (
                ("eyes", replace(still, blink=doing.blink)),
                ("mouth", replace(still, viseme=doing.viseme)),
            ):
                if worn[part] != look:
                    worn[part] = look
                    self._wear(actor, made, look, part)
        return made

    def _wear(self, actor: Actor, made: Sprite, look: Acting, part: str) -> None:
        """Put eyes or a mouth on a body's pixels."""
        key = replace(look, part=part)
        if key not in actor.patches:
            actor.patches[key] = self._patch(actor, made, look, part)
        patch = actor.patches[key]
        if patch is not None:
            left, top, pixels = patch
            made.pixels[top : top + pixels.shape[0], left : left + pixels.shape[1]] = pixels

    def _body(self, actor: Actor, doing: Acting) -> Sprite | None:
        layer = actor.layer
        if layer.person >= 0:
            layer = replace(person_layer(self.spec, layer.person, doing), depth=layer.depth)
        made = sprite(layer, actor.box, actor.density, self.style, self.light)
        return None if made is None else replace(made, pixels=to_yuv(made.pixels))

    def _patch(self, actor: Actor, made: Sprite, look: Acting, part: str) -> Patched:
        index = actor.layer.person
        area = face_area(self.spec, index, look, mouth=part == "mouth")
        patch = patch_of(made, person_layer(self.spec, index, look), area, self.style, self.light)
        return None if patch is None else (patch[0], patch[1], to_yuv(patch[2]))


def compose_frame(scenery: Scenery, frame: int) -> np.ndarray:
    """One frame as opaque YUVA pixels."""
    at, seconds = frame / max(1, scenery.frames - 1), frame / FPS
    out = scenery.base.copy()
    soft_set, soft_people = (
        share * SOFT * scenery.size[1] / scenery.units[1] for share in focus(scenery.move, at)
    )
    for actor, made, way, part in _visible(scenery, frame):
        if actor.layer.person >= 0:
            if soft_set:
                out, soft_set = soften(out, soft_set), 0.0
            made = replace(made, pixels=soften(made.pixels, soft_people))
        lay(out, actor.show(made, way, part, actor.layer.motion.strength(seconds)))
    lay(out, scenery.cover)
    return out


def _visible(scenery: Scenery, frame: int) -> list[tuple[Actor, Sprite, np.ndarray, Part]]:
    """The layers of a frame, far to near: pixels, where the camera sees them, and what part of that shows."""
    at, seconds = frame / max(1, scenery.frames - 1), frame / FPS
    hiding = not any(focus(scenery.move, at))  # a blur would mix in what was not painted
    found: list[tuple[Actor, Sprite, np.ndarray, Part]] = []
    part: Part = (0, 0, *scenery.size)
    for actor in reversed(scenery.actors):
        layer = actor.layer
        made = scenery.picture(actor, scenery.acting(layer.person, frame) if layer.person >= 0 else Acting())
        if made is None:
            continue
        seen = _breath(scenery.seen(layer, at), layer, frame)
        way = matrix(seen, moved(made, seconds), scenery.units, *scenery.size)
        found.append((actor, made, way, part))
        if hiding and layer.person < 0 and not layer.motion.pulse and not any(layer.drift):
            actor.gap = actor.gap or gap_of(made)
            if actor.gap is not None:
                part = shared(part, seen_through(actor.gap, way, scenery.size))
    return found[::-1]


def _breath(seen: View, layer: Layer, frame: int) -> View:
    """People are never quite still."""
    if layer.person < 0:
        return seen
    wave = math.sin(2 * math.pi * (frame / FPS / 3.4 + layer.person * 0.37))
    return replace(seen, dy=seen.dy + 0.0011 * wave)


def faded(frame: np.ndarray, share: float) -> np.ndarray:
    """A frame on its way to black; ``share`` 1 is the picture."""
    if share >= 1:
        return frame
    black = np.array([16.0, 128.0, 128.0, 255.0])
    return cv2.addWeighted(frame, share, np.broadcast_to(black.astype(np.uint8), frame.shape), 1 - share, 0)


@dataclass(frozen=True)
class Handle:
    """What a shot goes on to show for ``frames`` after its end, written to ``path``: a join mixes it in."""

    path: Path
    frames: int


def clip(
    spec: dict[str, Any], frames: int, size: tuple[int, int], path: Path, *, speech: Sequence[Cue] = (),
    fade_in: int = 0, fade_out: int = 0, handle: Handle | None = None,
) -> None:  # fmt: skip
    """Write the shot ``spec`` as an H.264 segment of ``frames`` frames at 24 a second.

    ``size`` is width and height in pixels, both even. ``speech`` moves mouths; fades count frames. Where a
    ``handle`` is asked for, the camera rests there and people go on. Equal arguments give equal bytes.
    Raises EncodingError.
    """
    scenery = Scenery(spec, frames, size, speech, handle.frames if handle else 0)
    with encoder(Path(path), size) as write:
        for number in range(frames):
            write(faded(compose_frame(scenery, number), fade(number, frames, fade_in, fade_out)))
    if handle is not None:
        with encoder(handle.path, size) as write:
            for number in range(frames, frames + handle.frames):
                write(compose_frame(scenery, number))


def fade(number: int, frames: int, fade_in: int, fade_out: int) -> float:
    """How much of the picture a frame shows, from 0 (black) to 1, while a shot fades."""
    return min(1.0, (number + 1) / (fade_in + 1), (frames - number) / (fade_out + 1))
