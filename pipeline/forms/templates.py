"""Forms of prompt templates."""

from typing import Any

from django import forms

from accounts.forms.names import NameField
from pipeline.actions.templates import LONGEST


class TemplateForm(forms.Form):
    """A version of a template; ``sample`` is a real text that its question is previewed with."""

    text = forms.CharField(
        label="Template",
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 22, "spellcheck": "true", "dir": "auto", "class": "template-text"}
        ),
    )
    note = NameField(label="What is new", max_length=200, required=False)
    sample = forms.ChoiceField(label="Preview with", required=False)

    def __init__(self, *args: Any, samples: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sample"].choices = samples or [("", "Nothing is written yet")]  # type: ignore[attr-defined]


class VersionForm(forms.Form):
    """Which version to use again; 0 is the studio's own."""

    version = forms.IntegerField(min_value=0, max_value=1_000_000)
