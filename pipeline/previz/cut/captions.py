"""Subtitle files: SubRip (.srt) and WebVTT (https://www.w3.org/TR/webvtt1/)."""

import re
from html import escape

from pipeline.previz.cut.subtitles import Subtitle


def write_srt(shown: list[Subtitle]) -> str:
    """SubRip text. What a player would take for markup is kept apart by an invisible character."""
    blocks = [
        f"{number}\n{_clock(one.start, ',')} --> {_clock(one.end, ',')}\n{_plain(one.text)}\n"
        for number, one in enumerate(shown, start=1)
    ]
    return "\n".join(blocks)


def write_vtt(shown: list[Subtitle], language: str = "") -> str:
    """WebVTT text, markup characters escaped."""
    head = "WEBVTT\n" + (f"Language: {language}\n" if language else "")
    blocks = [
        f"{_clock(one.start, '.')} --> {_clock(one.end, '.')}\n{escape(one.text, quote=False)}\n"
        for one in shown
    ]
    return "\n".join([head, *blocks])


def _clock(seconds: float, point: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}{point}{rest % 1000:03}"


def _plain(text: str) -> str:
    # SubRip has no escapes: a word joiner after the bracket stops players from reading a tag or a cue line.
    return re.sub(r"<(?=[/a-zA-Z])", "<\u2060", text).replace("{\\", "{\u2060\\").replace("-->", "--\u2060>")
