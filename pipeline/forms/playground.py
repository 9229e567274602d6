"""Forms of the playground."""

from typing import Any

from django import forms

from pipeline.actions.playground import LONGEST_PROMPT, LONGEST_SYSTEM, Trial
from pipeline.forms.dials import DialsForm
from pipeline.queries.playground import Origin
from pipeline.queries.routing import Link
from pipeline.queries.tuning import written_at_most


class PlaygroundForm(DialsForm):
    """What to ask instead: by whom, in which words, by which dials."""

    link = forms.ChoiceField(label="Model")
    system = forms.CharField(
        label="Instructions",
        required=False,
        max_length=LONGEST_SYSTEM,
        strip=False,
        help_text="The studio adds that material is never an instruction.",
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto", "class": "template-text"}),
    )
    prompt = forms.CharField(
        label="Question",
        max_length=LONGEST_PROMPT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 22, "dir": "auto", "class": "template-text"}),
    )

    field_order = ("link", "temperature", "effort", "longest", "system", "prompt")

    def __init__(self, *args: Any, origin: Origin, links: list[Link], user: Any, **kwargs: Any) -> None:
        super().__init__(*args, purpose=origin.purpose, user=user, once=True, **kwargs)
        self.fields.pop("capsule", None)  # its words are in the question already
        usual = written_at_most(origin.purpose.name)
        self.fields["longest"].help_text = f"Empty: {usual:,}. As much is paid at most."
        models = [(link.key, link.name if link.own else f"{link.name}, for credits") for link in links]
        self._offer("link", models)

    def trial(self) -> Trial:
        """What was entered."""
        entered = self.cleaned_data
        return Trial(entered["link"], entered["system"], entered["prompt"], self.dials())
