"""What a careful reader remarks about a template, without a model: the same text has the same remarks."""

from pipeline.prompting.analysis.data import data_remarks
from pipeline.prompting.analysis.marks import Remark
from pipeline.prompting.analysis.vague import vague_remarks
from pipeline.prompting.analysis.variables import missing_remarks, unmentioned, value_remarks
from pipeline.prompting.analysis.wholes import clash_remarks, length_remarks
from pipeline.prompting.templates import Templated

__all__ = ["Remark", "analysed", "unmentioned"]


def analysed(text: str, purpose: Templated, *, reads: int) -> list[Remark]:
    """Every remark about a template's text, the weightiest first; within a kind in the order of the text.

    ``reads``: tokens that the models which will be asked can read at least; 0 where none is connected.
    """
    text = text.replace("\r\n", "\n")
    return [
        *data_remarks(text, purpose),
        *clash_remarks(text),
        *missing_remarks(text, purpose),
        *value_remarks(text, purpose),
        *length_remarks(text, purpose, reads),
        *vague_remarks(text),
    ]
