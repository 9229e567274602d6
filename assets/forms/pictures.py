"""A picture from somebody's own disk."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.kernel.errors import Invalid
from assets.pictures import ACCEPT, LARGEST, READ, Cleaned, cleaned

_MB = LARGEST // 1024 // 1024


class PictureField(forms.FileField):
    """One picture, read and written anew: see ``assets.pictures.cleaned``. The value is (name, Cleaned)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update({"accept": ACCEPT, "hx-morph-skip": True})  # a chosen file outlives news
        self.help_text = self.help_text or f"{READ}, up to {_MB} MB and 50 megapixels."

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is None:
            return None
        name = display_name(file.name or "")
        if file.size > LARGEST:  # not even read
            size = f"{file.size / 1024 / 1024:.0f} MB"
            raise ValidationError(f"{name} has {size}; a picture may have up to {_MB} MB.")
        try:
            return name, cleaned(file.read(), name=name)
        except Invalid as refusal:
            raise ValidationError(refusal.sentence) from refusal


class PictureForm(forms.Form):
    """An own picture in place of what a model would make."""

    picture = PictureField(
        label="Own picture",
        error_messages={"required": "Choose a file first.", "empty": "That file is empty."},
    )

    def __init__(self, data: Any = None, files: Any = None, *, of: object) -> None:
        """``of`` is what the picture is for: each has a field of its own on the page."""
        super().__init__(data, files, auto_id=f"own-{of}-%s")

    def picked(self) -> tuple[str, Cleaned]:
        """The file's name and the picture."""
        name, picture = self.cleaned_data["picture"]
        return name, picture


def display_name(name: str) -> str:
    """A file's name as it is shown: without folders, control characters and turns of direction."""
    seen = "".join(letter for letter in str(name).replace("\\", "/").split("/")[-1] if letter.isprintable())
    return seen.strip()[:120] or "The file"
