"""Forms of the team's models."""

from typing import Any

from django import forms

from accounts.forms.names import NameField
from pipeline.actions.connections import NewConnection
from pipeline.models import Connection
from pipeline.queries.routing import Link

PLACES = 3
_LABELS = ("First choice", "If it cannot", "If that cannot either")


class SecretField(forms.CharField):
    """A key: never sent back to the page, kept out of password managers."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.PasswordInput(render_value=False, attrs={"autocomplete": "off", "spellcheck": "false"})
        super().__init__(max_length=500, strip=True, widget=widget, **kwargs)


class ConnectionForm(forms.Form):
    """A model to connect."""

    name = NameField(label="Name", max_length=80, help_text="What the team calls it, such as Gemini.")
    provider = forms.ChoiceField(label="Provider", choices=Connection.Provider.choices)
    model = NameField(
        label="Model",
        max_length=80,
        help_text="As the provider spells it: gemini-3.8-flash.",
        widget=forms.TextInput(attrs={"list": "known-models", "autocomplete": "off", "spellcheck": "false"}),
    )
    address = forms.CharField(
        label="Address",
        max_length=300,
        required=False,
        help_text="Only for an own endpoint: https://models.example.com/v1.",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    secret = SecretField(
        label="Key", required=False, help_text="Kept sealed. Nobody can read it here again, you neither."
    )
    reads = forms.IntegerField(
        label="Tokens it can read",
        min_value=2_000,
        max_value=2_000_000,
        initial=32_000,
        help_text="Longer questions are shortened, and the page says by what.",
    )

    sees = forms.BooleanField(
        label="It sees pictures",
        required=False,
        help_text="Of an own endpoint. Gemini's and OpenAI's models do without being asked.",
    )

    def asked(self) -> NewConnection:
        """What was entered."""
        return NewConnection(**self.cleaned_data)


class SecretForm(forms.Form):
    """Another key for a connection."""

    secret = SecretField(label="New key")


class OrderForm(forms.Form):
    """Who writes, in which order."""

    house_last = forms.BooleanField(
        label="previz writes when none of them can",
        required=False,
        help_text="Without it the work stops and says why.",
    )

    def __init__(self, *args: Any, links: list[Link], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Nobody"), *((link.key, _words(link)) for link in links)]
        fields = {
            f"place_{number}": forms.ChoiceField(label=label, choices=choices, required=False)
            for number, label in enumerate(_LABELS)
        }
        self.fields = {**fields, **self.fields}

    def order(self) -> list[str]:
        """The chosen keys in order, none twice."""
        chosen = [self.cleaned_data[f"place_{number}"] for number in range(PLACES)]
        return list(dict.fromkeys(key for key in chosen if key))


def _words(link: Link) -> str:
    if not link.own:
        return f"{link.name}, for credits"
    return link.name if link.name == link.model else f"{link.name} ({link.model})"
