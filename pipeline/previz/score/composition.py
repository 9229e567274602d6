"""From the moods of a film to notes: bars that fit the scenes, chords, theme, accompaniment, an ending."""

from dataclasses import dataclass

from pipeline.previz.mix.signal import seeded
from pipeline.previz.score.harmony import Key, nearest, voiced
from pipeline.previz.score.moods import Palette, palette
from pipeline.previz.score.theme import Theme, theme


@dataclass(frozen=True)
class ScoreCue:
    """A stretch of the film with one mood. Times in seconds from the start of the film."""

    start: float
    end: float
    mood: str = "neutral"
    intensity: float = 0.5  # 0..1
    motif: str = ""  # asset key of the character whose theme it is; empty for the film's


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
    """A bar of four beats in its cue."""

    start: float
    beat: float  # seconds
    number: int
    of: int
    degree: int
    last: bool  # the film's last


def notes(cues: list[ScoreCue], seed: int, seconds: float) -> list[Played]:
    """Every note of the score, in the order of cues. Cues outside ``seconds`` are cut off."""
    tonic = int(seeded("tonic", seed).integers(0, 12))
    clipped = [
        ScoreCue(
            max(0.0, cue.start), min(cue.end, seconds), cue.mood, min(1.0, max(0.0, cue.intensity)), cue.motif
        )
        for cue in sorted(cues, key=lambda cue: (cue.start, cue.end))
        if min(cue.end, seconds) - max(0.0, cue.start) > 0.5
    ]
    played: list[Played] = []
    voices: tuple[int, ...] | None = None
    for index, cue in enumerate(clipped):
        final = index == len(clipped) - 1
        made = _Cue(cue, palette(cue.mood), Key(tonic, palette(cue.mood).mode), seed, index, final)
        voices = made.write(played, voices)
    return played


class _Cue:
    """One cue being written."""

    def __init__(self, cue: ScoreCue, means: Palette, key: Key, seed: int, index: int, final: bool) -> None:
        self.cue, self.means, self.key, self.final = cue, means, key, final
        self.random = seeded("cue", seed, index, cue.mood)
        self.theme: Theme = theme(f"{seed}|{cue.motif}")
        self.chords = means.progressions[int(self.random.integers(0, len(means.progressions)))]

    def bars(self) -> list[Bar]:
        """Bars that fill the cue exactly: the tempo gives way by a little, the scene does not."""
        length = self.cue.end - self.cue.start
        tempo = self.means.tempo * (0.94 + 0.14 * self.cue.intensity)
        number = max(1, round(length / (240.0 / tempo)))
        bar = length / number
        made = []
        for index in range(number):
            last = self.final and index == number - 1
            degree = self.chords[index % len(self.chords)]
            if self.final and index >= number - 2:
                degree = 0 if last else 4 if self.means.mode in ("ionian", "lydian", "mixolydian") else 3
            elif index == 0:
                degree = self.chords[0]
            made.append(Bar(self.cue.start + index * bar, bar / 4, index, number, degree, last))
        return made

    def write(self, out: list[Played], voices: tuple[int, ...] | None) -> tuple[int, ...] | None:
        """Add this cue's notes to ``out``; returns the last voicing, for the next cue to go on from."""
        for bar in self.bars():
            chord = self.key.chord(bar.degree, 4 if self.means.sevenths and not bar.last else 3)
            voices = voiced(chord, voices)
            self._bed(out, bar, voices)
            self._low(out, bar)
            self._figure(out, bar, voices)
            self._melody(out, bar, chord)
            self._drums(out, bar)
        return voices

    def _add(
        self,
        out: list[Played],
        player: str,
        bar: Bar,
        beat: float,
        beats: float,
        note: float,
        gain: float = 1.0,
    ) -> None:
        strength = 0.25 + 0.65 * self.cue.intensity
        human = float(self.random.normal(0.0, 0.006)) if player in ("piano", "plucked") else 0.0
        start = max(0.0, bar.start + beat * bar.beat + human)
        level = gain * (0.55 + 0.45 * self.cue.intensity)
        out.append(Played(player, start, round(beats * bar.beat, 2), note, round(strength, 1), level))

    def _bed(self, out: list[Played], bar: Bar, voices: tuple[int, ...]) -> None:
        if self.means.bed == "plucked":
            return
        for voice, note in enumerate(voices):
            self._add(out, self.means.bed, bar, 0.0, 4.0, note, 0.8 if voice in (0, 3) else 0.65)

    def _low(self, out: list[Played], bar: Bar) -> None:
        root = nearest(self.key.note(bar.degree) % 12, 40)
        if self.means.low == "drone":
            if bar.number % 2 == 0:
                self._add(
                    out,
                    "drone",
                    bar,
                    0.0,
                    8.0 if bar.number + 1 < bar.of else 4.0,
                    nearest(self.key.tonic, 35),
                    1.0,
                )
            return
        self._add(out, "bass", bar, 0.0, 3.6, root, 0.9)

    def _figure(self, out: list[Played], bar: Bar, voices: tuple[int, ...]) -> None:
        player, pattern = self.means.figure, self.means.pattern
        if not player or bar.last:
            return
        low, *middle, top = voices
        order = (low, middle[0], middle[1], top, middle[1], middle[0], middle[1], top)
        if pattern == "arpeggio":
            step = 1.0 if self.cue.intensity < 0.45 else 0.5
            for index in range(int(4 / step)):
                self._add(
                    out, player, bar, index * step, step * 1.6, order[index % 8], 0.45 if index % 4 else 0.6
                )
        elif pattern == "offbeat":
            for beat in (0.5, 1.5, 2.5, 3.5):
                for note in (middle[0], top):
                    self._add(out, player, bar, beat, 0.4, note, 0.45)
            for beat, note in ((0.0, low - 12), (2.0, middle[0] - 12)):
                self._add(out, player, bar, beat, 0.6, note, 0.7)
        elif pattern == "pulse":
            for beat in (0.0, 1.0, 2.0, 3.0):
                self._add(out, player, bar, beat, 0.8, low - (0 if beat % 2 else 12), 0.45)
        elif pattern == "ostinato":
            root = nearest(self.key.tonic, 50)
            third = root + (self.key.note(2) - self.key.note(0))
            for index, note in enumerate((root, root, third, root, root + 7, root, third, root)):
                self._add(out, player, bar, index * 0.5, 0.45, note, 0.7 if index % 4 == 0 else 0.5)

    def _melody(self, out: list[Played], bar: Bar, chord: tuple[int, ...]) -> None:
        """The theme, four bars at a time, with rests between; on the beat it bends to the chord."""
        if bar.last:
            self._add(out, self.means.lead, bar, 0.0, 3.5, nearest(self.key.tonic, self.means.register), 0.8)
            return
        phrase = bar.number // 4
        resting = phrase > 0 and self.random.random() > self.means.density
        thin = self.means.density < 0.4 and bar.number % 2
        if resting or thin or (bar.of > 2 and bar.number == 0 and self.means.density < 0.6):
            return
        home = nearest(self.key.tonic, self.means.register)
        for note in self.theme[bar.number % 4]:
            pitch = home + self.key.note(note.degree) - self.key.note(0)
            if note.beat in (0.0, 2.0) and note.beats >= 1.0 and pitch % 12 not in chord:
                pitch = min((nearest(tone, pitch) for tone in chord), key=lambda near: abs(near - pitch))
            self._add(out, self.means.lead, bar, note.beat, note.beats * 0.95, pitch, 0.85)

    def _drums(self, out: list[Played], bar: Bar) -> None:
        kind, force = self.means.drums, self.cue.intensity
        if not kind or bar.last or force < 0.2:
            return
        if kind == "brush":
            for beat in (0.0, 1.0, 2.0, 3.0):
                self._add(out, "shaker", bar, beat, 0.2, 0, 0.8)
                self._add(out, "shaker", bar, beat + 0.66, 0.2, 0, 0.5)
        elif kind == "pulse":
            for beat in (0.0, 0.4, 2.0, 2.4) if force > 0.4 else (0.0, 0.4):
                self._add(out, "drum", bar, beat, 0.5, 0.7, 0.5 if beat in (0.0, 2.0) else 0.3)
        else:
            pattern = (
                ((0.0, 1.0), (1.5, 0.5), (2.0, 0.8), (3.0, 0.5), (3.5, 0.6))
                if kind == "war"
                else ((0.0, 1.0), (2.0, 0.7), (3.0, 0.4), (3.5, 0.4))
            )
            for beat, gain in pattern:
                self._add(
                    out, "drum", bar, beat, 0.6, 1.0 if beat == 0.0 else 0.6, gain * (0.4 + 0.5 * force)
                )
        if bar.number == bar.of - 1 and force > 0.6 and not self.final:
            self._add(out, "cymbal", bar, 0.0, 4.0, 0, 0.8)
