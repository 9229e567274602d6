"""Everything heard in a film, at its place: lines, effects of the action, the sound of places, the score."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby, pairwise
from pathlib import Path

from pipeline.previz.effects import ambience, effect, seconds_of_effect
from pipeline.previz.effects.places import beds_of
from pipeline.previz.effects.spots import UnknownEffect, known
from pipeline.previz.effects.words import found_in
from pipeline.previz.mix import MixPlan, Placed, room_of, wav
from pipeline.previz.mix.plan import AnySamples
from pipeline.previz.mix.signal import gain_of, seeded
from pipeline.previz.score import ScoreCue, compose, compose_to
from projects.kinds.scenes import Scene

_MOST = 4  # effects in one shot
_AGAIN = 5.0  # seconds before the same effect may come again
_CROSS = 0.12  # seconds that two places overlap at a cut
_EARLY = 1.0  # seconds that the first place is heard under the title, and the last under the credits
_BRIEF = 3.0  # seconds below which a scene has no music of its own
_VOICE_OVER = ("voice-over", "narration")


@dataclass(frozen=True)
class Said:
    """A spoken line in a shot. ``samples`` is dry speech, or a function that reads it."""

    samples: AnySamples | Callable[[], AnySamples]
    start: float  # seconds from the start of the film
    end: float
    delivery: str = "dialogue"  # "voice-over", "off-screen", "narration"


@dataclass(frozen=True)
class Staged:
    """A shot as its sound needs it, at its place in the film (seconds)."""

    scene: Scene
    scene_key: str  # equal for the shots of one scene
    start: float
    seconds: float
    action: str = ""
    sounds: list[str] = field(default_factory=list)  # effects asked for by name
    speech: list[Said] = field(default_factory=list)
    dissolve: float = 0.0  # seconds over which it replaces the shot before it
    lead: str = ""  # asset key of the character whose theme the music may take up

    @property
    def end(self) -> float:
        """Where it ends in the film."""
        return self.start + self.seconds


def soundtrack(shots: list[Staged], *, seconds: float, seed: int, folder: Path | None = None) -> MixPlan:
    """The plan of a film's mix, its shots in order. What is not covered by shots is title and credits.

    With a ``folder`` the score is written there (score.wav) and read back as it is needed, which keeps the
    memory of a long film small.
    """
    shots = sorted(shots, key=lambda shot: shot.start)
    cues = score_cues(shots, seconds)
    music: AnySamples
    if folder is None:
        music = compose(cues, seed, seconds)
    else:
        compose_to(folder / "score.wav", cues, seed, seconds)
        music = wav.Stored(folder / "score.wav")
    return laid(shots, music, seconds=seconds)


def laid(shots: list[Staged], music: AnySamples, *, seconds: float) -> MixPlan:
    """The plan of a mix over music that is there already; ``shots`` are in order."""
    return MixPlan(
        seconds=seconds,
        speech=[_line(shot, said) for shot in shots for said in shot.speech],
        effects=_effects(shots),
        ambience=_places(shots, seconds),
        music=music,
    )


def _scenes(shots: list[Staged]) -> list[list[Staged]]:
    return [list(group) for _, group in groupby(shots, key=lambda shot: shot.scene_key)]


def score_cues(shots: list[Staged], seconds: float) -> list[ScoreCue]:
    """A cue a scene, one for the title, one for the credits; a very short scene goes with the one before."""
    cues: list[ScoreCue] = []
    for scene in _scenes(shots):
        first, end = scene[0], scene[-1].end
        speech = tuple((said.start, said.end) for shot in scene for said in shot.speech)
        if cues and end - first.start < _BRIEF:
            cues[-1] = replace(cues[-1], end=end, speech=(*cues[-1].speech, *speech))
            continue
        begins = cues[-1].end if cues else first.start
        lead = next((shot.lead for shot in scene if shot.lead), "")
        cues.append(ScoreCue(begins, end, first.scene.mood, first.scene.intensity, lead, speech))
    if not cues:
        return [ScoreCue(0.0, seconds)]
    opening, closing = cues[0], cues[-1]
    if opening.start > 0:
        cues.insert(0, ScoreCue(0.0, opening.start, opening.mood, 0.7 * opening.intensity))
    if seconds > closing.end:
        cues.append(ScoreCue(closing.end, seconds, closing.mood, min(closing.intensity, 0.5)))
    return cues


def _line(shot: Staged, said: Said) -> Placed:
    """A line in the room where it is said; a narrator is nowhere, someone off screen is further away."""
    if said.delivery in _VOICE_OVER:
        return Placed(said.samples, said.start)
    room = room_of(shot.scene.setting, shot.scene.place)
    if said.delivery == "off-screen":
        return Placed(said.samples, said.start, gain=0.7, pan=0.45, room=room)
    return Placed(said.samples, said.start, room=room)


def _effects(shots: list[Staged]) -> list[Placed]:
    placed: list[Placed] = []
    last: dict[str, float] = {}
    for shot in shots:
        around = beds_of(shot.scene)
        room = room_of(shot.scene.setting, shot.scene.place)
        for at, name in _called(shot):
            begins = shot.start + at
            if name in around or begins - last.get(name, -_AGAIN) < _AGAIN:
                continue  # the place sounds like that anyway, or it has just been heard
            last[name] = begins
            key = f"{shot.scene_key}|{shot.action}|{at}"
            length = min(seconds_of_effect(name), max(0.4, shot.end + 0.6 - begins))
            pan = float(seeded("pan", key, name).uniform(-0.4, 0.4))
            spoken_over = any(said.start < begins + length and begins < said.end for said in shot.speech)
            gain = gain_of(-1.0 if spoken_over else 4.0)
            placed.append(Placed(partial(effect, name, length, key), begins, gain, pan, room=room))
    return placed


def _called(shot: Staged) -> list[tuple[float, str]]:
    """(seconds into the shot, effect): where the action stands in its text is about when it happens."""
    length = max(1, len(shot.action))
    found = [(place / length, name) for place, name in found_in(shot.action)]
    named = {name for _, name in found}
    for wish in shot.sounds:
        try:
            name = known(wish)
        except UnknownEffect:
            continue  # a word typed by hand that has no sound here
        if name not in named:
            found.append((0.0, name))
            named.add(name)
    spread = max(0.0, shot.seconds - 0.8) * 0.75
    return sorted((round(0.15 + place * spread, 3), name) for place, name in found)[:_MOST]


def _places(shots: list[Staged], seconds: float) -> list[Placed]:
    """The sound of each scene's place; neighbours cross-fade over a dissolve, or briefly at a cut."""
    placed: list[Placed] = []
    scenes = _scenes(shots)
    joins = [_join(before[-1], after[0]) for before, after in pairwise(scenes)]
    for index, scene in enumerate(scenes):
        first, last = scene[0], scene[-1]
        begins, into = joins[index - 1] if index else (max(0.0, first.start - _EARLY), _EARLY)
        if index < len(joins):
            ends, away = sum(joins[index]), joins[index][1]
        else:
            ends, away = min(seconds, last.end + _EARLY), _EARLY
        if ends - begins > 0.1:
            make = partial(ambience, first.scene, ends - begins)
            placed.append(Placed(make, begins, fade_in=into, fade_out=away))
    return placed


def _join(before: Staged, after: Staged) -> tuple[float, float]:
    """When the sound of one place begins to give way to the next, and for how many seconds it does.

    As the picture does: from the cut on while one dissolves into the other, else just around the cut.
    """
    if after.dissolve > _CROSS:
        return after.start, after.dissolve
    width = max(_CROSS, before.end - after.start)
    return (before.end + after.start - width) / 2, width
