"""The form that narrows a team's trends."""

from typing import Any

from django import forms

from pipeline.queries.trends import PERIODS, USUAL, Trends, Wanted

LONGEST = 130  # characters of a model's key


class TrendsForm(forms.Form):
    """Which days, which model, which step. What cannot be read is as if it were not said."""

    days = forms.TypedChoiceField(
        label="Period",
        choices=list(PERIODS.items()),
        coerce=int,
    )
    model = forms.CharField(label="Model", max_length=LONGEST, widget=forms.Select)
    step = forms.CharField(label="Of", max_length=30, widget=forms.Select)

    use_required_attribute = False  # each has an answer: empty is everything

    def __init__(self, data: Any) -> None:
        super().__init__({"days": USUAL, **data.dict()} if data else {"days": USUAL})

    def wanted(self) -> Wanted:
        """What to look at."""
        self.is_valid()
        found = self.cleaned_data
        return Wanted(found.get("days") or USUAL, found.get("model", ""), found.get("step", ""))

    def offer(self, found: Trends) -> None:
        """Let people choose among what there is in the period, and keep what was asked for."""
        self._choose("model", "All models", found.known_models, found.wanted.model)
        self._choose("step", "Everything", found.known_steps, found.wanted.step)
        self.errors.clear()

    def _choose(self, name: str, every: str, known: list[tuple[str, str]], asked: str) -> None:
        choices = [("", every), *known]
        if asked and asked not in dict(known):
            choices.append((asked, f"{asked} (nothing in this period)"))
        widget: Any = self.fields[name].widget
        widget.choices = choices
