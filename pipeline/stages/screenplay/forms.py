"""Screenplay text as a form: one scene, or all of it."""

from typing import Any

from django import forms

from projects.forms.fields import LongTextField, TextsField
from projects.materials import KINDS, judged, screenplay_text

WHOLE_MAX = 5_000_000


class SceneForm(forms.Form):
    """One scene in Fountain."""

    text = LongTextField(label="Scene", largest=500_000, required=False)


class WholeForm(forms.Form):
    """The whole screenplay in Fountain."""

    text = LongTextField(label="Screenplay", largest=WHOLE_MAX, required=False)


class RedraftForm(forms.Form):
    """Another draft of the screenplay: as a file, or pasted."""

    texts = TextsField(label="The new draft as a file", required=False, help_text=f"{KINDS}.")
    text = LongTextField(label="Or its text", largest=WHOLE_MAX, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        files, typed = data.get("texts") or [], str(data.get("text") or "")
        if not files and not typed.strip() and not self.errors:
            raise forms.ValidationError("Choose a file, or paste the new draft.")
        if len(files) > 1:
            raise forms.ValidationError("A draft is one file: bring them one after the other.")
        return data

    def draft(self) -> str:
        """The new draft in Fountain."""
        files = self.cleaned_data["texts"]
        brought = files[0] if files else judged("Pasted text", self.cleaned_data["text"])
        return brought.fountain or screenplay_text(brought)
