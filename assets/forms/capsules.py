"""Forms of the capsule library."""

from typing import Any

from django import forms

from accounts.forms.names import NameField
from accounts.kernel.errors import Invalid
from assets.actions.capsules import checked
from assets.capsules import exchange
from assets.capsules.content import LICENCES, SAMPLE_MAX, Capsule, Sample
from assets.capsules.steer import FIELDS, HANDS, TEXTURES
from assets.forms.pictures import PictureField

_LICENCES = list(LICENCES.items())


class LinesField(forms.CharField):
    """A list, one entry to a line."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.Textarea(attrs={"rows": rows}), required=False, max_length=20_000, **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = [" ".join(line.split()) for line in str(super().to_python(value) or "").splitlines()]
        return [line for line in lines if line]


class CapsuleForm(forms.Form):
    """What a capsule says, in words."""

    name = NameField(label="Name", max_length=120)
    summary = forms.CharField(
        label="In two sentences", required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    descriptors = LinesField(label="Descriptors", help_text="A few words each, one to a line.")
    pillars = LinesField(
        label="Design pillars", help_text="What everything else follows from, one to a line.", rows=3
    )
    dos = LinesField(label="Do", help_text="One to a line.")
    donts = LinesField(label="Do not", help_text="One to a line.")
    avoid = LinesField(
        label="Words to avoid", help_text="One to a line; results that use them score lower.", rows=3
    )
    palette = LinesField(
        label="Colours", help_text="Strongest first, one to a line, such as #8d9aa3.", rows=3
    )
    origin = forms.CharField(label="Where it comes from", required=False, max_length=300)
    licence = forms.ChoiceField(label="Licence", choices=_LICENCES, initial="own")
    shared = forms.BooleanField(label="Shared with the team", required=False, initial=True)
    expected = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, medium: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["palette" if medium == "writing" else "avoid"]
        if medium == "visual":
            self.fields |= steering_fields()
        self.medium = medium

    @property
    def steering(self) -> list[Any]:
        """The bound fields that steer previz."""
        return [self[name] for name in self.fields if name.startswith("steer_")]

    @classmethod
    def of(cls, capsule: Capsule, name: str, *, shared: bool, expected: int) -> "CapsuleForm":
        """The form filled with what a capsule says."""
        said = capsule.model_dump(mode="json")
        steer = {f"steer_{key}": value for key, value in capsule.steer.items()}
        about = {"name": name, "shared": shared, "expected": expected}
        return cls(initial=said | steer | about, medium=capsule.medium)

    def content(self, before: Capsule) -> Capsule:
        """``before`` with what was typed. Raises Invalid when something cannot be."""
        typed = self.cleaned_data
        told = ("summary", "descriptors", "pillars", "dos", "donts", "avoid", "palette", "origin", "licence")
        data = before.model_dump(mode="json") | {key: typed[key] for key in told if key in typed}
        if "palette" in typed:
            data["palette"] = [colour.lower() for colour in typed["palette"]]
        if self.medium == "visual":
            found = {name: typed.get(f"steer_{name}") for name in ("hand", "texture", "tint", *FIELDS)}
            kept = {name: value for name, value in found.items() if value not in (None, "")}
            others = {name: value for name, value in before.steer.items() if name not in found}
            data["steer"] = others | kept
        return checked(data)

    def add_refusal(self, refusal: Invalid) -> None:
        """Show a refusal beside its field, or above the form."""
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.sentence)


def steering_fields() -> dict[str, forms.Field]:
    """How previz draws by a visual capsule: a hand, its tool, and numbers in their ranges."""
    fields: dict[str, forms.Field] = {
        "steer_hand": forms.ChoiceField(
            label="Drawing hand", choices=[("", "The film's own style"), *HANDS], required=False
        ),
        "steer_texture": forms.ChoiceField(
            label="Surface", choices=[("", "As the hand has it"), *TEXTURES], required=False
        ),
        "steer_tint": forms.RegexField(
            "^#[0-9a-fA-F]{6}$", label="Tint", required=False, help_text="A colour such as #8d9aa3."
        ),
    }
    for name, (label, low, high) in FIELDS.items():
        fields[f"steer_{name}"] = forms.FloatField(
            label=label,
            min_value=low,
            max_value=high,
            required=False,
            widget=forms.NumberInput(attrs={"step": "any"}),
        )
    return fields


class _SampleForm(forms.Form):
    title = NameField(label="Title", max_length=120, required=False)
    origin = forms.CharField(label="Where it comes from", required=False, max_length=300)
    licence = forms.ChoiceField(label="Licence", choices=_LICENCES, initial="own")
    expected = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def about(self) -> dict[str, Any]:
        """What is said of the sample besides what it holds."""
        return {key: self.cleaned_data[key] for key in ("title", "origin", "licence")}


class TextSampleForm(_SampleForm):
    """A text that shows what is meant."""

    text = forms.CharField(
        label="Text",
        max_length=SAMPLE_MAX,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="A page is enough; forty words are needed to measure it.",
    )
    field_order = ("text", "title", "origin", "licence", "expected")

    def sample(self) -> Sample:
        """The sample. Its text must hold what PostgreSQL keeps."""
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        return Sample(kind="text", text=text, **self.about())


class PictureSampleForm(_SampleForm):
    """A picture that shows what is meant."""

    picture = PictureField(label="Picture", error_messages={"required": "Choose a file first."})
    field_order = ("picture", "title", "origin", "licence", "expected")


class CapsuleFileForm(forms.Form):
    """A capsule from a file."""

    file = forms.FileField(
        label="A capsule's file",
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
        error_messages={"required": "Choose a file first."},
        help_text="A .capsule.json file that a studio has exported, up to 12 MB.",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > exchange.LARGEST:
            raise forms.ValidationError("A capsule's file may have up to 12 MB.")
        return file


class TryTextForm(forms.Form):
    """A text to be held to a writing capsule. Nothing of it is kept."""

    text = forms.CharField(
        label="A text to hold to it", max_length=200_000, widget=forms.Textarea(attrs={"rows": 6})
    )


class TryPictureForm(forms.Form):
    """A picture to be held to a visual capsule. Nothing of it is kept."""

    picture = PictureField(
        label="A picture to hold to it", error_messages={"required": "Choose a file first."}
    )
