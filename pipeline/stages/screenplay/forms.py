"""Screenplay text as a form: one scene, or all of it."""

from django import forms

from projects.forms.fields import LongTextField

WHOLE_MAX = 5_000_000


class SceneForm(forms.Form):
    """One scene in Fountain."""

    text = LongTextField(label="Scene", largest=500_000, required=False)


class WholeForm(forms.Form):
    """The whole screenplay in Fountain."""

    text = LongTextField(label="Screenplay", largest=WHOLE_MAX, required=False)
