"""The brief as a form: stage 1 shows it, and a new project may begin with all of it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.forms.names import NameField
from projects.forms.fields import LongTextField, ProseInput, RunningTimeField, TextsField
from projects.kinds import Brief
from projects.kinds.presets import ASPECTS, GENRES, LANGUAGES, MODES, PRESETS, STRUCTURES, Preset
from projects.materials import KINDS, LIMITS, Brought, judged
from projects.models import Project

IDEA_MAX = 20_000
_FIRST_WORDS = 400  # of a long text that was pasted as an idea


def _choices(presets: tuple[Preset, ...]) -> list[tuple[str, str]]:
    return [(preset.slug, preset.name) for preset in presets]


class BriefForm(forms.Form):
    """Everything that stage 1 decides. What is left empty, the studio fills in from the idea."""

    idea = LongTextField(
        label="Idea",
        required=False,
        largest=IDEA_MAX,
        widget=ProseInput(attrs={"rows": 5, "placeholder": "A lighthouse keeper finds a door in the sea."}),
    )
    title = NameField(label="Title", max_length=200, required=False)
    logline = LongTextField(
        label="Logline",
        required=False,
        max_length=1_000,
        help_text="The film in one sentence.",
        widget=ProseInput(attrs={"rows": 2}),
    )
    mode = forms.ChoiceField(label="How it begins", choices=_choices(MODES), widget=forms.RadioSelect)
    genre = NameField(
        label="Genre",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"list": "genres", "placeholder": "found from the idea"}),
    )
    tone = NameField(
        label="Tone",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "found from the idea"}),
    )
    audience = NameField(label="Audience", max_length=120, required=False)
    seconds = RunningTimeField(label="Running time")
    language = forms.ChoiceField(label="Language", choices=LANGUAGES)
    aspect = forms.ChoiceField(label="Aspect ratio", choices=_choices(ASPECTS))
    style = forms.ChoiceField(label="Visual style", choices=_choices(PRESETS), widget=forms.RadioSelect)
    structure = forms.ChoiceField(label="Structure", choices=_choices(STRUCTURES))

    genres = GENRES

    def __init__(self, *args: Any, brief: Brief | None = None, **kwargs: Any) -> None:
        values = (brief or Brief(genre="", audience="")).payload()
        kwargs["initial"] = {**values, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for name in ("language", "structure", "style"):  # whatever a program stored stays choosable
            field: Any = self.fields[name]
            if values[name] not in dict(field.choices):
                field.choices = [*field.choices, (values[name], values[name])]

    def as_typed(self, name: str, value: Any) -> str:
        """A field's value as its input shows it: 90 seconds as "1:30"."""
        return str(self.fields[name].prepare_value(value)) if name in self.fields else str(value)

    def changes(self) -> dict[str, Any]:
        """The brief's fields, checked."""
        return {name: self.cleaned_data[name] for name in BriefForm.base_fields if name in self.cleaned_data}


class ProjectForm(BriefForm):
    """A new project: an idea or a text is enough; the rest of the brief may come at once or later."""

    field_order = ("idea", "texts", "kind")
    idea = LongTextField(
        label="What is your film about?", required=False, widget=BriefForm.base_fields["idea"].widget
    )
    kind = forms.ChoiceField(label="Kind", choices=Project.Kind.choices, required=False)
    texts = TextsField(label="Texts you bring", required=False, help_text=f"{KINDS}. {LIMITS}")
    idempotency_key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("mode", "seconds", "language", "aspect", "style", "structure"):
            self.fields[name].required = False

    @property
    def more_open(self) -> bool:
        """Whether something beyond the idea was filled in, or must be looked at."""
        filled = any(self.data.get(name) for name in ("title", "logline", "genre", "tone", "audience"))
        return self.is_bound and (filled or bool(set(self.errors) - {"idea"}))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "idea" in data and "texts" in data and not data["idea"].strip() and not data["texts"]:
            raise ValidationError({"idea": "Write at least one sentence about the film, or bring a text."})
        return data

    def brought(self) -> list[Brought]:
        """The texts: the files, and an idea that is too long for one."""
        idea = self.cleaned_data["idea"].strip()
        pasted = [judged("Pasted text", idea)] if len(idea) > IDEA_MAX else []
        return [*pasted, *self.cleaned_data["texts"]]

    def brief(self) -> Brief:
        """The brief of the new project; what was left open keeps its usual value."""
        given = {name: value for name, value in self.changes().items() if value not in ("", None)}
        given["idea"] = opening(given.get("idea", "").strip())
        if self.brought() and "mode" not in given:
            given["mode"] = "adapt"
        return Brief(**{"genre": "", **given})


def opening(idea: str) -> str:
    """An idea short enough for the brief: itself, or the first words of a long text."""
    if len(idea) <= IDEA_MAX:
        return idea
    first = " ".join(idea[: _FIRST_WORDS * 4].split())[:_FIRST_WORDS]
    return f"{first.rpartition(' ')[0] or first} …"
