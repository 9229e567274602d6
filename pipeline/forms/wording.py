"""The form that asks for a passage again."""

from django import forms

from pipeline.prompting.wishes import WISH_TITLES
from projects.forms.fields import LongTextField, ProseInput


class WordingForm(forms.Form):
    """Which words, what is wished of them, and how."""

    passage = LongTextField(
        label="Passage",
        max_length=500_000,
        help_text="Leave in the words that shall change, exactly as they stand in the text.",
        widget=ProseInput(attrs={"rows": 10}),
    )
    wish = forms.ChoiceField(
        label="Wish", choices=[(str(wish), title) for wish, title in WISH_TITLES.items()]
    )
    guidance = forms.CharField(
        label="How",
        max_length=500,
        required=False,
        help_text="Such as: colder, and without the brother.",
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
