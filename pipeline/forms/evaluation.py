"""Forms of evaluation."""

from typing import Any

from django import forms

from accounts.forms.names import NameField
from pipeline.queries.evaluation import PREVIZ
from pipeline.queries.routing import Link


class CaseForm(forms.Form):
    """The set that a text is kept in; a new name makes a new one."""

    name = NameField(label="Set", max_length=80)


class EvaluationForm(forms.Form):
    """With what a set is asked again."""

    template = forms.ChoiceField(label="Template")
    against = forms.ChoiceField(
        label="Against", required=False, help_text="Asks with this one too, and says which is ahead."
    )
    link = forms.ChoiceField(label="Model")
    judge = forms.ChoiceField(label="Judge", required=False, help_text="Reads each answer and gives a mark.")

    def __init__(
        self, *args: Any, templates: list[tuple[str, str]], links: list[Link], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        models = [(link.key, link.name if link.own else f"{link.name}, for credits") for link in links]
        self._offer("template", templates)
        self._offer("against", [("", "None"), *templates])
        self._offer("link", [*models, (PREVIZ, "previz")])
        self._offer("judge", [("", "Nobody"), *models])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # ChoiceField's own
