import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pipeline.previz.voice import child, speak
from projects.kinds.world import Voice

VOICE = Voice(variant="m3", rate=150)


def test_espeak_is_never_loaded_into_this_process() -> None:
    speak("Where are you?", VOICE, "en")

    assert "espeak" not in Path("/proc/self/maps").read_text().lower()


def test_one_child_serves_many_lines() -> None:
    speak("One.", VOICE, "en")
    first = child._child._process.pid
    speak("Two.", VOICE, "en")

    assert child._child._process.pid == first


def test_a_killed_child_is_started_again() -> None:
    before = speak("Still here.", VOICE, "en").samples
    killed = child._child._process
    os.kill(killed.pid, signal.SIGKILL)

    after = speak("Still here.", VOICE, "en").samples

    assert (before == after).all()
    assert child._child._process.pid != killed.pid


def test_threads_take_turns_and_hear_their_own_line() -> None:
    lines = [f"This is line number {number}." for number in range(6)]
    alone = [speak(line, VOICE, "en").samples.tobytes() for line in lines]

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda line: speak(line, VOICE, "en").samples.tobytes(), lines))

    assert together == alone


def test_a_forked_process_speaks_with_a_child_of_its_own() -> None:
    expected = speak("After the fork.", VOICE, "en").samples.tobytes()
    parents = child._child._process.pid
    reader, writer = os.pipe()
    forked = os.fork()
    if forked == 0:
        try:
            same = speak("After the fork.", VOICE, "en").samples.tobytes() == expected
            own = child._child._process.pid != parents
            child._child.stop()
            os.write(writer, b"good" if same and own else b"bad")
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        assert answer.read() == b"good"
    os.waitpid(forked, 0)

    assert speak("After the fork.", VOICE, "en").samples.tobytes() == expected
    assert child._child._process.pid == parents
