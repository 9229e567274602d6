"""Fields of the story's forms: running times, long texts, files that hold texts."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.kernel.errors import Invalid
from projects.materials import Brought, display_name, largest, read_text, too_large

SHORTEST, LONGEST = 15, 3 * 3600  # seconds of a film
_SAMPLE = 2_000  # characters in which a text shows its direction
_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2})$")
_UNITS = re.compile(r"(\d{1,9}(?:[.,]\d{1,9})?)\s*(hours?|h|minutes?|mins?|m|seconds?|secs?|s|)\s*")
_SECONDS = {"h": 3600, "m": 60, "s": 1, "": 1}


def clock(seconds: float) -> str:
    """A running time as people write it: "0:45", "12:30", "1:02:30"."""
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def seconds_from(text: str) -> int | None:
    """Seconds in "90", "1:30", "1 min 30 s" or "1.5 min"; None when it says no time."""
    text = text.strip().lower()
    if match := _CLOCK.match(text):
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return hours * 3600 + minutes * 60 + seconds
    total, at = 0.0, 0
    while at < len(text):
        match = _UNITS.match(text, at)
        if match is None:
            return None
        total += float(match[1].replace(",", ".")) * _SECONDS[match[2][:1]]
        at = match.end()
    return round(total) if text else None


class RunningTimeField(forms.CharField):
    """A film's running time in whole seconds, typed as people say it."""

    def to_python(self, value: Any) -> Any:
        text = str(super().to_python(value))
        if not text:
            return None
        seconds = seconds_from(text)
        if seconds is None:
            raise ValidationError("Write a time such as 90 s, 1:30 or 2 min.")
        if not SHORTEST <= seconds <= LONGEST:
            raise ValidationError("A film runs between 15 seconds and 3 hours.")
        return seconds

    def prepare_value(self, value: Any) -> Any:
        return clock(value) if isinstance(value, int) else value


def direction(text: str) -> str:
    """ "rtl" or "ltr" by the first letter that has a direction; empty where none has."""
    for letter in text[:_SAMPLE]:
        kind = unicodedata.bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return ""


class ProseInput(forms.Textarea):
    """A text area that reads in its text's direction.

    Not by ``dir="auto"``: with it, a browser lays out a pasted text of 2 MB for twenty seconds.
    """

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if towards := direction(str(value or "")):
            context["widget"]["attrs"]["dir"] = towards
        return context


class LongTextField(forms.CharField):
    """A text of many lines as it was typed: spaces kept, line ends as one character."""

    widget = ProseInput

    def __init__(self, *, largest: int = 0, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        self.largest = largest

    def to_python(self, value: Any) -> Any:
        text = str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")
        if self.largest and len(text) > self.largest:
            raise ValidationError(
                f"This has {len(text):,} characters; {self.largest:,} fit here."
                " Bring long texts as a file, or paste them under Texts."
            )
        return text


class TextsInput(forms.ClearableFileInput):
    """A file button for several texts at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class TextsField(forms.FileField):
    """Files that hold texts, read: a list of ``Brought``. Each file that cannot be read gets its sentence."""

    widget = TextsInput
    MOST = 20

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update({"accept": ".txt,.md,.fountain,.fdx,.pdf,.docx,text/plain,text/markdown"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if len(files) > self.MOST:
            raise ValidationError(f"Bring at most {self.MOST} files at once.")
        if not files and self.required:
            raise ValidationError("Choose a file first.")
        found, errors = [], []
        for file in files:
            try:
                found.append(read_file(file))
            except Invalid as refusal:
                errors.append(refusal.sentence)
        if errors:
            raise ValidationError(errors)
        return found


def read_file(file: Any) -> Brought:
    """A sent file as a text. Raises Invalid with a sentence that names it."""
    opening = file.read(8)
    file.seek(0)
    if file.size > largest(opening):  # not even read
        raise Invalid(too_large(display_name(file.name), file.size, opening), field="texts")
    return read_text(file.name, file.read())
