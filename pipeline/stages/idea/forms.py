"""Forms of stage 1 besides the brief: texts as files and texts that are pasted."""

import hashlib
from dataclasses import replace

from django import forms

from accounts.forms.names import NameField
from projects.forms.fields import LongTextField, TextsField
from projects.materials import KINDS, LARGEST, LIMITS, Brought, judged

PASTE_MAX = LARGEST  # characters


class UploadForm(forms.Form):
    """Texts from files."""

    texts = TextsField(label="Bring texts", help_text=f"{KINDS}. {LIMITS}")


class PasteForm(forms.Form):
    """A text from the clipboard, of any length up to a long novel."""

    text = LongTextField(label="Paste a text", largest=PASTE_MAX)
    name = NameField(label="Name", max_length=200, required=False)

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if not text.strip():
            raise forms.ValidationError("Paste some words first.")
        return text

    def brought(self) -> Brought:
        """The text, judged like a file's."""
        found = judged(self.cleaned_data["name"] or "Pasted text", self.cleaned_data["text"])
        data = found.text.encode()
        return replace(found, source="paste", bytes=len(data), sha256=hashlib.sha256(data).hexdigest())
