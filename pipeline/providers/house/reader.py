"""The house engine's readings of scenes."""

from typing import Any

from pipeline.graph.targets import Request, Tools
from pipeline.previz.aloud import parts_of, read_aloud
from pipeline.previz.mix import wav
from pipeline.previz.mix.signal import RATE, Samples
from projects.kinds.world import Voice


def read(request: Request, tools: Tools) -> dict[str, Any]:
    """A scene read aloud, as WAV, as a reading's data."""
    arguments = request.arguments
    voices = {key: Voice.model_validate(voice) for key, voice in arguments["voices"].items()}
    parts = parts_of(arguments["text"], voices, arguments["language"], arguments["mood"])
    lines, pieces = [], list[Samples]()
    for line, samples in read_aloud(parts, arguments["language"]):
        tools.check()
        lines.append(line.model_dump())
        pieces.append(samples)
    path, seconds = tools.folder / "reading.wav", round(sum(map(len, pieces)) / RATE, 3)
    wav.write(path, pieces, channels=1)
    return {"media": tools.keep(path, "audio/wav", seconds=seconds), "seconds": seconds, "lines": lines}
