"""The process that speaks: ``python -m pipeline.previz.voice.worker``.

eSpeak NG is under the GPL, so its library is loaded in this process and nowhere else. Each line on stdin is
a request in JSON: ``text``, ``voice`` (eSpeak's name, variant included), ``rate`` (words a minute), ``pitch``
and ``range`` (0 to 99), ``volume``. Each answer on stdout is a line of JSON, either ``{"error": ...}`` or
``rate`` (hertz), ``events`` (kind, place in the text, length, milliseconds, phoneme) and ``bytes``, and after
the line that many bytes of 16-bit samples. The process ends when stdin does.
"""

import ctypes
import json
import os
import sys
from typing import Any, BinaryIO

import espeakng_loader

_SYNCHRONOUS = 2
_PHONEME_EVENTS = 1
_UTF8 = 1
_WORD, _END, _PHONEME = 1, 5, 7
_RATE, _VOLUME, _PITCH, _RANGE = 1, 2, 3, 4


class _Identity(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique", ctypes.c_uint),
        ("position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("milliseconds", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user", ctypes.c_void_p),
        ("id", _Identity),
    ]


class _Speaker:
    """eSpeak NG, one request after the other."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        folder = str(espeakng_loader.get_data_path()).encode()
        self._hertz = self._library.espeak_Initialize(_SYNCHRONOUS, 0, folder, _PHONEME_EVENTS)
        self._sound = bytearray()
        self._events: list[list[Any]] = []
        kind = ctypes.CFUNCTYPE(
            ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
        )
        self._callback = kind(self._heard)  # kept, or the library would call into freed memory
        self._library.espeak_SetSynthCallback(self._callback)

    def _heard(self, samples: Any, count: int, events: Any) -> int:
        if samples and count > 0:
            self._sound += ctypes.string_at(samples, count * 2)
        index = 0
        while events and events[index].type:
            event = events[index]
            if event.type in (_WORD, _END, _PHONEME):
                name = event.id.string.decode("utf-8", "replace") if event.type == _PHONEME else ""
                self._events.append([event.type, event.position, event.length, event.milliseconds, name])
            index += 1
        return 0

    def speak(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """The answer to one request and its sound."""
        if self._library.espeak_SetVoiceByName(request["voice"].encode()):
            return {"error": f"There is no voice named {request['voice']}."}, b""
        for number, name in ((_RATE, "rate"), (_VOLUME, "volume"), (_PITCH, "pitch"), (_RANGE, "range")):
            self._library.espeak_SetParameter(number, int(request[name]), 0)
        self._sound.clear()
        self._events.clear()
        text = request["text"].replace("\0", " ").encode() + b"\0"
        self._library.espeak_Synth(text, len(text), 0, 1, 0, _UTF8, None, None)
        self._library.espeak_Synchronize()
        sound = bytes(self._sound)
        return {"rate": self._hertz, "events": self._events, "bytes": len(sound)}, sound


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer every line of ``requests`` until it ends, each in a fork that has spoken none before.

    eSpeak's pitch flutter and noise go on from line to line; a fresh copy makes equal requests equal sounds.
    """
    speaker = _Speaker()
    for line in requests:
        fork = os.fork()
        if fork == 0:
            answer, sound = speaker.speak(json.loads(line))
            answers.write(json.dumps(answer).encode() + b"\n" + sound)
            answers.flush()
            os._exit(0)
        _, status = os.waitpid(fork, 0)
        if status:
            sys.exit("eSpeak NG failed on a line.")  # half an answer may be written: the asker starts anew


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
