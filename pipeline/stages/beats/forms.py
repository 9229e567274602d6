"""A beat as a form."""

from django import forms

from accounts.forms.names import NameField
from projects.forms.fields import LongTextField, ProseInput

LONGEST = 3_600  # seconds
_SECONDS = dict.fromkeys(
    ("required", "invalid", "min_value", "max_value"), "Write seconds, from 0 to an hour, such as 7.5."
)


class BeatForm(forms.Form):
    """What a card of the board holds."""

    title = NameField(label="Title", max_length=200)
    text = LongTextField(
        label="What happens", max_length=20_000, required=False, widget=ProseInput(attrs={"rows": 3})
    )
    seconds = forms.FloatField(label="Seconds", min_value=0, max_value=LONGEST, error_messages=_SECONDS)
    function = NameField(label="Function", max_length=60, required=False)
    mood = NameField(label="Mood", max_length=40, required=False)
    intensity = forms.FloatField(label="Tension", min_value=0, max_value=1)

    def clean_mood(self) -> str:
        return str(self.cleaned_data["mood"]) or "neutral"

    def clean_seconds(self) -> float:
        return round(float(self.cleaned_data["seconds"]), 2)


class EndingsForm(forms.Form):
    """Who shall think of other endings, and how they shall be."""

    by = forms.ChoiceField(choices=[("house", "previz"), ("models", "the team's models")])
    guidance = forms.CharField(
        label="How",
        max_length=500,
        required=False,
        help_text="For a connected model, such as: one of them without a victory.",
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
