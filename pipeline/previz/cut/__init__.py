"""The cut: segments joined without encoding, sound and subtitles beside them."""

from pipeline.previz.cut.assembly import assemble, encoded, joined
from pipeline.previz.cut.captions import write_srt, write_vtt
from pipeline.previz.cut.checks import Breach, breaches
from pipeline.previz.cut.examination import Examination, examined
from pipeline.previz.cut.ffmpeg import CutFailed
from pipeline.previz.cut.joining import Outgoing, join, match
from pipeline.previz.cut.soundtrack import Said, Staged, laid, score_cues, soundtrack
from pipeline.previz.cut.subtitles import CHILDREN, READING, Heard, Subtitle, subtitles

__all__ = [
    "CHILDREN",
    "READING",
    "Breach",
    "CutFailed",
    "Examination",
    "Heard",
    "Outgoing",
    "Said",
    "Staged",
    "Subtitle",
    "assemble",
    "breaches",
    "encoded",
    "examined",
    "join",
    "joined",
    "laid",
    "match",
    "score_cues",
    "soundtrack",
    "subtitles",
    "write_srt",
    "write_vtt",
]
