"""From the moods of a film to notes: bars that fit the scenes, chords, theme, accompaniment, an ending."""

from dataclasses import dataclass, replace

from pipeline.previz.mix.signal import seeded
from pipeline.previz.score.figures import DRUMS, FIGURES, Ground
from pipeline.previz.score.harmony import Key, nearest, voiced
from pipeline.previz.score.moods import Palette, palette
from pipeline.previz.score.theme import Theme, theme

_SHORTEST = 0.5  # seconds of a cue worth a bar
_LEAD = 1.15
_MAJOR = ("ionian", "lydian", "mixolydian")


@dataclass(frozen=True)
class ScoreCue:
    """A stretch of the film with one mood. Times in seconds from the start of the film."""

    start: float
    end: float
    mood: str = "neutral"
    intensity: float = 0.5  # 0..1
    motif: str = ""  # asset key of the character whose theme it is; empty for the film's own
    speech: tuple[tuple[float, float], ...] = ()  # where someone speaks: the theme keeps out of the way


@dataclass(frozen=True)
class Played:
    """A note for a player: seconds from the start of the film, MIDI note (or drum size), strength 0..1."""

    player: str
    start: float
    seconds: float
    note: float
    strength: float
    gain: float = 1.0


@dataclass(frozen=True)
class Bar:
    """A bar of its cue."""

    start: float
    beat: float  # seconds
    beats: int
    number: int
    of: int
    degree: int
    last: bool  # the film's last

    @property
    def end(self) -> float:
        """Where the next bar begins."""
        return self.start + self.beat * self.beats


def notes(cues: list[ScoreCue], seed: int, seconds: float) -> list[Played]:
    """Every note of the score by time. What lies outside ``seconds`` or inside an earlier cue is left out."""
    tonic = int(seeded("tonic", seed).integers(0, 12))
    played: list[Played] = []
    voices: tuple[int, ...] | None = None
    kept = _in_turn(cues, seconds)
    for index, cue in enumerate(kept):
        means = palette(cue.mood)
        writing = _Writing(cue, means, Key(tonic, means.mode), seed, index)
        voices = writing.write(played, voices, final=index == len(kept) - 1)
    return sorted(played, key=lambda note: (note.start, note.player, note.note))


def _in_turn(cues: list[ScoreCue], seconds: float) -> list[ScoreCue]:
    kept: list[ScoreCue] = []
    for cue in sorted(cues, key=lambda cue: (cue.start, cue.end)):
        start = max(0.0, cue.start, kept[-1].end if kept else 0.0)
        end = min(cue.end, seconds)
        if end - start > _SHORTEST:
            kept.append(replace(cue, start=start, end=end, intensity=min(1.0, max(0.0, cue.intensity))))
    return kept


class _Writing:
    """One cue being written."""

    def __init__(self, cue: ScoreCue, means: Palette, key: Key, seed: int, index: int) -> None:
        self.cue, self.means, self.key = cue, means, key
        self.random = seeded("cue", seed, index, cue.mood)
        self.theme: Theme = theme(f"{seed}|{cue.motif}")
        self.chords = means.progressions[int(self.random.integers(0, len(means.progressions)))]
        self._out: list[Played] = []

    def write(
        self, out: list[Played], voices: tuple[int, ...] | None, *, final: bool
    ) -> tuple[int, ...] | None:
        """Add this cue's notes to ``out``; returns the last voicing, for the next cue to go on from."""
        self._out = out
        for bar in self.bars(final):
            chord = self.key.chord(bar.degree, 4 if self.means.sevenths and not bar.last else 3)
            voices = voiced(chord, voices)
            self._bed(bar, voices)
            self._low(bar)
            self._figure(bar, voices)
            self._melody(bar, chord)
            self._drums(bar, final)
        return voices

    def bars(self, final: bool) -> list[Bar]:
        """Bars that fill the cue exactly: the tempo gives way by a little, the scene does not."""
        length = self.cue.end - self.cue.start
        beat = 60.0 / (self.means.tempo * (0.94 + 0.14 * self.cue.intensity))
        # Bars of four, unless bars of three come much nearer to the tempo of the mood.
        options = [(beats, max(1, round(length / (beats * beat)))) for beats in (4, 3)]
        beats, number = min(
            options,
            key=lambda option: abs(length / (option[0] * option[1]) / beat - 1.0) + (option[0] == 3) * 0.12,
        )
        own = length / (beats * number)
        return [
            Bar(
                self.cue.start + index * beats * own,
                own,
                beats,
                index,
                number,
                self._degree(index, number, final),
                final and index == number - 1,
            )
            for index in range(number)
        ]

    def _degree(self, index: int, number: int, final: bool) -> int:
        """The chord of a bar; the film ends with dominant (or subdominant, in minor) and tonic."""
        if final and index == number - 1:
            return 0
        if final and index == number - 2:
            return 4 if self.means.mode in _MAJOR else 3
        return self.chords[index % len(self.chords)]

    def _add(self, player: str, bar: Bar, beat: float, beats: float, note: float, gain: float) -> None:
        if beat >= bar.beats:
            return
        human = float(self.random.normal(0.0, 0.006)) if player in ("piano", "plucked") else 0.0
        start = max(0.0, bar.start + beat * bar.beat + human)
        length = min(beats, bar.beats - beat + 0.1 * bar.beats) * bar.beat
        strength = round(0.25 + 0.65 * self.cue.intensity, 1)
        level = gain * (0.45 + 0.55 * self.cue.intensity) * self.means.level
        self._out.append(Played(player, start, round(length, 2), note, strength, level))

    def _spoken(self, bar: Bar) -> float:
        """The share of a bar in which someone speaks."""
        covered = sum(max(0.0, min(end, bar.end) - max(start, bar.start)) for start, end in self.cue.speech)
        return min(1.0, covered / (bar.end - bar.start))

    def _bed(self, bar: Bar, voices: tuple[int, ...]) -> None:
        if self.means.bed == "plucked":
            return
        for voice, note in enumerate(voices):
            self._add(self.means.bed, bar, 0.0, bar.beats, note, 0.6 if voice in (0, 3) else 0.5)

    def _low(self, bar: Bar) -> None:
        if self.means.low == "bass":
            root = nearest(self.key.note(bar.degree) % 12, 40)
            self._add("bass", bar, 0.0, bar.beats * 0.9, root, 0.5)
        else:
            self._add("drone", bar, 0.0, bar.beats, nearest(self.key.tonic, 35), 0.5)

    def _figure(self, bar: Bar, voices: tuple[int, ...]) -> None:
        pattern = FIGURES.get(self.means.pattern)
        if not self.means.figure or pattern is None or bar.last:
            return
        third = self.key.note(2) - self.key.note(0)
        ground = Ground(voices, nearest(self.key.tonic, 50), third, self.cue.intensity)
        soft = 0.6 if self._spoken(bar) > 0.3 else 1.0
        for stroke in pattern(ground):
            self._add(self.means.figure, bar, stroke.beat, stroke.beats, stroke.note, stroke.gain * soft)

    def _melody(self, bar: Bar, chord: tuple[int, ...]) -> None:
        """The theme, four bars at a time, with rests between; on the beat it bends to the chord."""
        home = nearest(self.key.tonic, self.means.register)
        if bar.last:
            self._add(self.means.lead, bar, 0.0, bar.beats - 0.5, home, _LEAD)
            return
        if self._resting(bar):
            return
        for note in self.theme[bar.number % 4]:
            pitch = home + self.key.note(note.degree) - self.key.tonic
            if note.beat in (0.0, 2.0) and note.beats >= 1.0 and pitch % 12 not in chord:
                pitch = min(
                    (nearest(tone, pitch) for tone in chord), key=lambda near: (abs(near - pitch), near)
                )
            self._add(self.means.lead, bar, note.beat, note.beats * 0.95, pitch, _LEAD)

    def _resting(self, bar: Bar) -> bool:
        chance = float(self.random.random())
        phrase = bar.number // 4 > 0 and chance > self.means.density
        thin = self.means.density < 0.4 and bar.number % 2 == 1
        opening = bar.of > 2 and bar.number == 0 and self.means.density < 0.6
        return phrase or thin or opening or self._spoken(bar) > 0.3

    def _drums(self, bar: Bar, final: bool) -> None:
        force = self.cue.intensity
        if bar.last or force < 0.2:
            return
        soft = 0.5 if self._spoken(bar) > 0.3 else 1.0
        for stroke in DRUMS.get(self.means.drums, ()):
            gain = stroke.gain * (0.5 + 0.5 * force) * soft
            self._add(stroke.player, bar, stroke.beat, stroke.beats, stroke.note, gain)
        if self.means.drums and bar.number == bar.of - 1 and force > 0.6 and not final:
            self._add("cymbal", bar, 0.0, bar.beats, 0, 0.8)
