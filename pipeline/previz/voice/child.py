"""The speaking child process: started when needed, restarted when it dies, safe after a fork."""

import atexit
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_ROOT = Path(__file__).resolve().parents[3]
_MODULE = "pipeline.previz.voice.worker"


class SpeechFailed(RuntimeError):
    """The speaking process could not answer, also not after a restart."""


class UnknownVoice(ValueError):
    """eSpeak NG has no voice of that name."""


class _Child:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Send one request and read its answer. Raises OSError or ValueError when the child is gone."""
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise BrokenPipeError("The speaking process has no pipes.")
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()
        line = process.stdout.readline()
        if not line.endswith(b"\n"):
            raise BrokenPipeError("The speaking process ended.")
        answer = json.loads(line)
        sound = process.stdout.read(answer.get("bytes", 0))
        if len(sound) < answer.get("bytes", 0):
            raise BrokenPipeError("The speaking process ended in mid-sentence.")
        return answer, sound

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.stop()
            self._process = subprocess.Popen(
                [sys.executable, "-m", _MODULE],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
            )
        return self._process

    def stop(self) -> None:
        """End the child, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            self._close(process)

    def forget(self) -> None:
        """In a forked process: leave the parent's child alone and hold none of its pipes open."""
        process, self._process = self._process, None
        self.lock = threading.Lock()
        if process is not None:
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    # The descriptor, not the file object: its lock may have been held when we forked.
                    os.close(pipe.fileno())
            _ABANDONED.append(process)

    @staticmethod
    def _close(process: subprocess.Popen[bytes]) -> None:
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # what was still to be written has no reader any more


# Popen objects of a parent process are kept, because their clean-up would touch the parent's child.
_ABANDONED: list[subprocess.Popen[bytes]] = []
_child = _Child()
os.register_at_fork(after_in_child=_child.forget)
atexit.register(_child.stop)


def synthesise(request: dict[str, Any]) -> tuple[NDArray[np.int16], int, list[list[Any]]]:
    """Samples, their rate in hertz, and events (see ``worker``) of one spoken request.

    Raises UnknownVoice when eSpeak does not have the voice, SpeechFailed when the process cannot be kept up.
    """
    with _child.lock:
        try:
            answer, sound = _child.ask(request)
        except (OSError, ValueError):
            _child.stop()
            try:
                answer, sound = _child.ask(request)
            except (OSError, ValueError) as error:
                _child.stop()
                raise SpeechFailed("The speech engine does not answer.") from error
    if "error" in answer:
        raise UnknownVoice(answer["error"])
    return np.frombuffer(sound, dtype="<i2"), answer["rate"], answer["events"]
