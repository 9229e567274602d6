"""Small forms of a project's settings."""

from django import forms

from accounts.forms.names import NameField
from projects.actions.projects import TITLE_MAX


class RenameForm(forms.Form):
    """A project's name."""

    title = NameField(label="Project name", max_length=TITLE_MAX)


class EpisodeForm(forms.Form):
    """The next episode; without a title it is called by its number."""

    title = NameField(label="Title of the next episode", max_length=TITLE_MAX, required=False)
    branch = forms.SlugField(max_length=60, required=False, widget=forms.HiddenInput)


class SearchForm(forms.Form):
    """What somebody types into the command menu."""

    q = forms.CharField(max_length=100, required=False, strip=True)
