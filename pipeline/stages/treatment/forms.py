"""The working treatment as a form."""

from django import forms

from accounts.forms.names import NameField
from projects.forms.fields import LongTextField, ProseInput


class TreatmentForm(forms.Form):
    """Title, logline and prose."""

    title = NameField(label="Title", max_length=200, required=False)
    logline = LongTextField(
        label="Logline", max_length=1_000, required=False, widget=ProseInput(attrs={"rows": 2})
    )
    text = LongTextField(
        label="Treatment",
        largest=500_000,
        required=False,
        widget=ProseInput(attrs={"rows": 24, "class": "treatment-editor"}),
    )


class PassageForm(forms.Form):
    """Words of the treatment, and what shall happen to them."""

    passage = LongTextField(label="Passage", max_length=50_000)
    wish = forms.ChoiceField(
        label="What shall happen", choices=[("shorter", "Cut to about 60 %"), ("plainer", "Plainer words")]
    )
