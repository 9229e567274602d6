"""Segments, mix and subtitles into one film, without encoding a picture again."""

import tempfile
from pathlib import Path

from pipeline.previz.cut.captions import write_srt
from pipeline.previz.cut.ffmpeg import run
from pipeline.previz.cut.levels import PEAK, peak_of
from pipeline.previz.cut.subtitles import Subtitle

_ADDED = 1.0  # dB that AAC may add to a mix's peak; what is further over came in with the mix
_ROOM = 0.1  # dB below the limit, because a quieter sound is encoded a little differently
_EXACT = ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-map_metadata", "-1"]
# Languages as MP4 wants them (ISO 639-2/T), for the two-letter codes of briefs.
_LANGUAGES = dict(
    pair.split("-")
    for pair in [
        "ar-ara",
        "bg-bul",
        "bn-ben",
        "ca-cat",
        "cs-ces",
        "cy-cym",
        "da-dan",
        "de-deu",
        "el-ell",
        "en-eng",
        "es-spa",
        "et-est",
        "eu-eus",
        "fa-fas",
        "fi-fin",
        "fr-fra",
        "ga-gle",
        "he-heb",
        "hi-hin",
        "hr-hrv",
        "hu-hun",
        "id-ind",
        "is-isl",
        "it-ita",
        "ja-jpn",
        "ko-kor",
        "lt-lit",
        "lv-lav",
        "ms-msa",
        "nb-nob",
        "nl-nld",
        "no-nor",
        "pl-pol",
        "pt-por",
        "ro-ron",
        "ru-rus",
        "sk-slk",
        "sl-slv",
        "sr-srp",
        "sv-swe",
        "sw-swa",
        "ta-tam",
        "te-tel",
        "th-tha",
        "tr-tur",
        "uk-ukr",
        "ur-urd",
        "vi-vie",
        "zh-zho",
    ]
)


def language_code(tag: str) -> str:
    """Three letters for a language tag such as "pt-BR"; "und" for one we do not know."""
    code = tag.strip().lower().replace("_", "-").split("-")[0]
    return code if len(code) == 3 and code.isalpha() else _LANGUAGES.get(code, "und")


def joined(paths: list[Path], out: Path) -> None:
    """Join MP4 segments of equal settings into ``out`` by stream copy, pictures only.

    Raises ``CutFailed`` when ffmpeg refuses, ValueError when there is nothing to join.
    """
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        source = _source(paths, Path(folder))
        run(
            [
                *source,
                "-map",
                "0:v:0",
                "-c",
                "copy",
                *_EXACT,
                "-movflags",
                "+faststart",
                "-f",
                "mp4",
                str(out),
            ]
        )


_SOUND = ["-c:a", "aac", "-b:a", "192k", "-ar", "48000"]


def encoded(mix: Path, out: Path) -> None:
    """Encode a mix as a film's sound, an .m4a file, lowered by what AAC lifts its true peak over the limit.

    Raises ``CutFailed`` when ffmpeg refuses.
    """
    source, end = ["-i", str(mix)], [*_SOUND, *_EXACT, "-f", "mp4", str(out)]
    run([*source, *end])
    lowered = 0.0
    while (over := peak_of(out) - PEAK) > 0 and lowered + over <= _ADDED:
        lowered += over + _ROOM
        run([*source, "-af", f"volume=-{lowered:.3f}dB", *end])


def assemble(
    segments: list[Path],
    mix: Path,
    subtitles: list[Subtitle],
    out: Path,
    *,
    title: str,
    language: str,
) -> None:
    """Write the film ``out`` (MP4): ``segments`` as they are, ``mix`` as AAC, subtitles as a track.

    ``mix`` is a WAV file, or what ``encoded`` made of one: both sound the same. ``language`` is a tag such
    as "en". Equal arguments give equal bytes. Raises ``CutFailed`` when ffmpeg refuses, ValueError without
    segments.
    """
    code = language_code(language)
    with tempfile.TemporaryDirectory(dir=out.parent) as name:
        folder = Path(name)
        sound = mix if mix.suffix == ".m4a" else folder / "sound.m4a"
        if sound != mix:
            encoded(mix, sound)
        inputs = [*_source(segments, folder), "-i", str(sound)]
        maps = ["-map", "0:v:0", "-map", "1:a:0"]
        tags = ["-metadata", f"title={title}", "-metadata:s:a:0", f"language={code}"]
        if subtitles:
            (folder / "subtitles.srt").write_text(write_srt(subtitles), encoding="utf-8")
            inputs += ["-f", "srt", "-i", str(folder / "subtitles.srt")]
            maps += ["-map", "2:s:0", "-c:s", "mov_text"]
            tags += ["-metadata:s:s:0", f"language={code}"]
        made = folder / "film.mp4"
        end = [*_EXACT, *tags, "-movflags", "+faststart", "-f", "mp4", str(made)]
        run([*inputs, *maps, "-c:v", "copy", "-c:a", "copy", *end])
        made.replace(out)


def _source(paths: list[Path], folder: Path) -> list[str]:
    """The input arguments that read ``paths`` one after the other."""
    if not paths:
        raise ValueError("A film needs at least one segment.")
    listed = folder / "segments.txt"
    lines = ("file '" + str(path.resolve()).replace("'", "'\\''") + "'" for path in paths)
    listed.write_text("ffconcat version 1.0\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return ["-f", "concat", "-safe", "0", "-i", str(listed)]
