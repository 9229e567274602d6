"""Names that people type for themselves, their teams and their keys."""

import unicodedata
from typing import Any

from django import forms

# Override and isolate marks can make a name read as another one; right-to-left script needs none of them.
_DIRECTION_MARKS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


class NameField(forms.CharField):
    """One line in any script, composed (NFC), without direction overrides and line breaks."""

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.widget.attrs.setdefault("dir", "auto")

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFC", str(super().to_python(value))).translate(_DIRECTION_MARKS)
        return " ".join(text.split())
