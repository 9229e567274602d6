"""Forms of one's own profile."""

from django import forms

from accounts.forms.names import NameField
from accounts.models import User


class ProfileForm(forms.Form):
    """The name by which others see a person."""

    name = NameField(
        label="Your name",
        max_length=User._meta.get_field("name").max_length or 120,
        widget=forms.TextInput({"autocomplete": "name"}),
    )


class ThemeForm(forms.Form):
    """How the studio looks in this browser."""

    AUTO = "auto"

    theme = forms.ChoiceField(
        label="Theme",
        choices=[
            (AUTO, "As the system"),
            ("dark", "Dark"),
            ("light", "Light"),
            ("contrast", "High contrast"),
        ],
        widget=forms.RadioSelect,
    )
