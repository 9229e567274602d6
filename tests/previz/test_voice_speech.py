import hashlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from pipeline.previz.mix.resample import resample
from pipeline.previz.mix.signal import RATE, Samples, level_of
from pipeline.previz.voice import (
    MOODS,
    UnknownVoice,
    audition,
    delivery,
    seconds_of,
    speak,
    speaks,
    syllables,
)
from pipeline.previz.voice.polish import LEVEL
from projects.kinds.world import Voice

LINE = "I found the door in the sea this morning, and nobody believes me."
MARA = Voice(variant="f1", pitch=50, rate=150)
LANGUAGES = {
    "en": LINE,
    "de": "Ich habe heute Morgen die Tür im Meer gefunden, und niemand glaubt mir.",
    "fr": "J'ai trouvé la porte dans la mer ce matin, et personne ne me croit.",
    "es": "Encontré la puerta en el mar esta mañana y nadie me cree.",
    "ru": "Сегодня утром я нашёл дверь в море, и никто мне не верит.",
    "ar": "وجدت الباب في البحر هذا الصباح ولا أحد يصدقني.",
    "hi": "मुझे आज सुबह समुद्र में दरवाज़ा मिला।",
    "zh": "今天早上我在海里发现了一扇门，没有人相信我。",
    "ja": "きょうのあさ、うみのなかでとびらをみつけた。",
    "ko": "오늘 아침 바다에서 문을 발견했는데 아무도 나를 믿지 않아.",
}
HOSTILE = [
    "<b>Hey</b> & you -- 😀 wait!",
    "\x00\x07control",
    "[[a note]] *really* _now_",
    "x" * 400,
    "ꓘꓘ ⵣ",
    "https://example.org/a?b=c",
    "A\u202eB\u202c C",
    "—",
]


def voiced_level(samples: Samples) -> float:
    loud = samples[np.abs(samples) > 0.02]
    return level_of(loud)


def pitch_strength(samples: Samples) -> float:
    """How periodic a sound is between 70 and 400 Hz: 1 for a pure voice, near 0 for noise."""
    found = []
    for start in range(0, len(samples) - 2400, 1200):
        frame = samples[start : start + 2400] * np.hanning(2400)
        if np.sqrt(np.mean(frame**2)) < 0.01:
            continue
        lags = np.fft.irfft(np.abs(np.fft.rfft(frame, 8192)) ** 2)
        found.append(lags[120:686].max() / lags[0])
    return float(np.median(found))


def test_the_same_line_is_the_same_sound_in_another_process() -> None:
    program = (
        "import hashlib;from pipeline.previz.voice import speak;from projects.kinds.world import Voice;"
        f"spoken = speak({LINE!r}, Voice(variant='f1', rate=150), 'en');"
        "print(hashlib.sha256(spoken.samples.tobytes()).hexdigest())"
    )
    root = Path(__file__).parents[2]
    other = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=root
    )
    assert other.stdout.strip() == hashlib.sha256(speak(LINE, MARA, "en").samples.tobytes()).hexdigest()


@pytest.mark.parametrize("mood", MOODS)
def test_no_mood_speaks_longer_than_the_speech_rate_says(mood: str) -> None:
    slow = Voice(variant="grandma", pitch=40, rate=120)

    assert speak(LINE, slow, "en", mood).seconds <= seconds_of(LINE, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_spoken_within_its_speech_rate(language: str) -> None:
    text = LANGUAGES[language]

    spoken = speak(text, MARA, language)

    assert seconds_of(text, language) * 0.55 < spoken.seconds <= seconds_of(text, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_come_in_order_and_are_the_text(language: str) -> None:
    text = LANGUAGES[language]
    spoken = speak(text, MARA, language)

    edges = [edge for word in spoken.words for edge in (word.start, word.end)]

    assert "".join(word.text for word in spoken.words).replace(" ", "") == text.replace(" ", "")
    assert edges == sorted(edges)
    assert edges[0] >= 0
    assert edges[-1] <= spoken.seconds + 0.001


def test_a_word_is_timed_where_it_sounds() -> None:
    spoken = speak("Stop. Now.", MARA, "en")
    pause = (spoken.words[0].end + spoken.words[1].start) / 2

    around = spoken.samples[int((pause - 0.02) * RATE) : int((pause + 0.02) * RATE)]

    assert spoken.words[1].start - spoken.words[0].end > 0.15
    assert level_of(around) < -50


def test_phonemes_follow_each_other_through_the_line() -> None:
    spoken = speak(LINE, MARA, "en")

    assert len(spoken.phonemes) > 30
    assert all(a.end == b.start for a, b in zip(spoken.phonemes, spoken.phonemes[1:], strict=False))


@pytest.mark.parametrize("text", ["", "...", "—", "😀", "  "])
def test_a_line_without_words_is_a_silent_beat(text: str) -> None:
    spoken = speak(text, MARA, "en")

    assert spoken.words == []
    assert spoken.seconds == seconds_of(text, "en") == 0.6
    assert not spoken.samples.any()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_spoken_without_harm(text: str) -> None:
    spoken = speak(text, MARA, "en")

    assert np.isfinite(spoken.samples).all()
    assert np.abs(spoken.samples).max() <= 1
    assert all(word.start <= word.end <= spoken.seconds + 0.001 for word in spoken.words)


def test_a_very_long_speech_keeps_every_word() -> None:
    text = " ".join(["We walked along the shore and nobody said a word."] * 60)

    spoken = speak(text, MARA, "en")

    assert [word.text for word in spoken.words] == text.split()


def test_script_marks_are_neither_spoken_nor_timed() -> None:
    marked = speak("I *never* said _that_. [[check this]]", MARA, "en")

    assert [word.text for word in marked.words] == ["I", "never", "said", "that."]
    assert seconds_of("I *never* said _that_. [[check this]]", "en") == seconds_of(
        "I never said that. ", "en"
    )


@pytest.mark.parametrize("variant", ["m1", "m8", "bass", "f1", "belinda", "boy", "elf"])
def test_all_throats_speak_at_the_level_of_dialogue(variant: str) -> None:
    samples = speak(LINE, Voice(variant=variant, rate=150), "en").samples

    assert abs(voiced_level(samples) - LEVEL) < 3
    assert np.abs(samples).max() < 1


def test_lines_begin_and_end_without_a_click() -> None:
    samples = speak(LINE, MARA, "en").samples

    assert max(np.abs(samples[:8]).max(), np.abs(samples[-8:]).max()) < 0.01
    assert abs(float(samples.mean())) < 1e-3


def test_moods_are_heard() -> None:
    plain, sad, angry, fear = (
        speak(LINE, MARA, "en", mood) for mood in ("neutral", "sad", "angry", "fearful")
    )

    assert sad.seconds > plain.seconds * 1.05 > angry.seconds
    assert voiced_level(angry.samples) > voiced_level(plain.samples) > voiced_level(sad.samples)
    assert not np.array_equal(fear.samples, plain.samples)


def test_a_whisper_has_words_and_no_voice() -> None:
    whispered = speak(LINE, MARA, "en", "whisper")

    assert pitch_strength(whispered.samples) < 0.45 < pitch_strength(speak(LINE, MARA, "en").samples)
    assert [word.text for word in whispered.words] == LINE.split()


@pytest.mark.parametrize(
    ("parenthetical", "heard"),
    [
        ("(whispering)", "whisper"),
        ("shouts", "shout"),
        ("through tears", "sad"),
        ("beat", "tense"),
        ("", "tense"),
    ],
)
def test_a_parenthetical_outranks_the_mood_of_the_scene(parenthetical: str, heard: str) -> None:
    assert delivery(parenthetical, "tense") == heard


def test_a_voice_speaks_another_language_with_its_own_throat() -> None:
    dubbed = speak(LANGUAGES["de"], Voice(name="gmw/en-GB-x-rp", variant="f1"), "de")

    assert dubbed.seconds > 2


def test_an_unknown_voice_is_refused() -> None:
    with pytest.raises(UnknownVoice):
        speak("Hello.", Voice(name="en-atlantis"), "en")


def test_languages_we_speak_are_known() -> None:
    assert [speaks(tag) for tag in ("pt-BR", "zh_Hant", "tlh-x")] == [True, True, False]


@pytest.mark.parametrize("language", ["en", "de", "zh", "sw"])
def test_a_voice_can_be_auditioned(language: str) -> None:
    assert 1.5 < audition(MARA, language).seconds < 8


def test_longer_text_takes_longer() -> None:
    assert (
        seconds_of("No.", "en")
        < seconds_of("No, never.", "en")
        < seconds_of("No, never again, I swear.", "en")
    )
    assert syllables("I am a lighthouse keeper") == pytest.approx(8, abs=1.5)


def test_resampling_keeps_a_tone_and_adds_nothing() -> None:
    tone = np.sin(2 * np.pi * 1000 * np.arange(22_050) / 22_050).astype(np.float32)

    made = resample(tone, 22_050, RATE)
    spectrum = np.abs(np.fft.rfft(made[4800:-4800] * np.hanning(len(made) - 9600)))
    peak = spectrum.argmax() * RATE / (len(made) - 9600)

    assert len(made) == RATE
    assert peak == pytest.approx(1000, abs=2)
    assert spectrum[int(1100 * len(spectrum) / (RATE / 2)) :].max() < spectrum.max() / 1000
