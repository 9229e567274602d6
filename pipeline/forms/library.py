"""Forms of the team's library."""

from typing import Any

from django import forms

from accounts.forms.names import NameField
from accounts.kernel.errors import Invalid
from assets.forms.capsules import LinesField
from assets.forms.pictures import PictureField
from assets.models import LibraryAsset, SavedVoice
from assets.models.library import NAME_MAX
from pipeline.providers.registry import HOUSE
from projects.kinds.presets import LANGUAGES
from projects.kinds.traits import TRAIT_MAX, traits_of
from projects.kinds.world import Voice

TYPED = "traits."  # how the names of typed fields begin


class LibraryAssetForm(forms.Form):
    """What an asset of the library is."""

    kind = forms.ChoiceField(label="Kind", choices=LibraryAsset.Kind.choices)
    name = NameField(label="Name", max_length=NAME_MAX)
    aliases = LinesField(label="Also called", help_text="One to a line.", rows=2)
    definition = forms.CharField(
        label="What it looks like",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text="In the words of a costume or set designer. Films draw it from these.",
    )
    wardrobe = forms.CharField(
        label="Wardrobe",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    voice = forms.ChoiceField(label="Voice", required=False)
    tags = forms.CharField(
        label="Tags", required=False, max_length=1_000, help_text="With commas between them: night, harbour."
    )
    picture = PictureField(label="Picture", required=False)
    expected = forms.IntegerField(
        widget=forms.HiddenInput, required=False, initial=0, min_value=0, max_value=2**31 - 1
    )

    def __init__(self, *args: Any, voices: list[SavedVoice], kind: str = "", **kwargs: Any) -> None:
        """``kind`` is what it is and stays; empty for a new one, which may be any."""
        super().__init__(*args, **kwargs)
        voice: Any = self.fields["voice"]
        voice.choices = [("", "As it is"), *((str(row.pk), row.name) for row in voices)]
        self.voices = {str(row.pk): row for row in voices}
        if kind:
            del self.fields["kind"]
        for trait in traits_of(kind) if kind else ():
            self.fields[f"{TYPED}{trait.name}"] = forms.CharField(
                label=trait.label, required=False, max_length=TRAIT_MAX, help_text=trait.hint.capitalize()
            )
        if kind in ("location", "prop"):
            del self.fields["wardrobe"], self.fields["voice"]

    def said(self, kind: str) -> dict[str, Any]:
        """The fields of the asset that were typed, JSON-ready."""
        typed = self.cleaned_data
        told: dict[str, Any] = {
            name: typed[name] for name in ("name", "aliases", "definition", "wardrobe") if name in typed
        }
        if kind != "character":
            told["wardrobe"] = ""
        if traits := [name for name in typed if name.startswith(TYPED)]:
            told["traits"] = {name.removeprefix(TYPED): typed[name] for name in traits if typed[name]}
        chosen = self.voices.get(typed.get("voice", ""))
        return told | ({"voice": chosen.voice} if chosen and kind == "character" else {})

    @property
    def traits(self) -> list[Any]:
        """The typed fields of its kind, bound."""
        return [self[name] for name in self.fields if name.startswith(TYPED)]

    def tag_list(self) -> list[str]:
        return str(self.cleaned_data["tags"]).split(",")

    def add_refusal(self, refusal: Invalid) -> None:
        """Show a rule's sentence where it belongs."""
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.sentence)


class VoiceForm(forms.Form):
    """A voice of the house engine, to be kept."""

    name = NameField(label="Name", max_length=NAME_MAX)
    language = forms.ChoiceField(label="Language", choices=LANGUAGES, initial="en")
    variant = forms.ChoiceField(label="Throat")
    pitch = forms.IntegerField(
        label="Pitch", min_value=0, max_value=99, initial=50, help_text="0 low, 99 high."
    )
    rate = forms.IntegerField(
        label="Pace", min_value=80, max_value=300, initial=150, help_text="Words a minute."
    )
    note = forms.CharField(label="What it is good for", required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        variant: Any = self.fields["variant"]
        variant.choices = [(register.capitalize(), throats) for register, throats in HOUSE.throats().items()]

    @classmethod
    def of(cls, row: SavedVoice, **kwargs: Any) -> "VoiceForm":
        """The form of a voice that is kept."""
        about = {"name": row.name, "language": row.language, "note": row.note}
        return cls(initial=row.voice | about, **kwargs)

    def voice(self) -> Voice:
        typed = self.cleaned_data
        plays = {name: typed[name] for name in ("variant", "pitch", "rate")}
        return Voice(name=HOUSE.accent(typed["language"]), **plays)

    def add_refusal(self, refusal: Invalid) -> None:
        """Show a rule's sentence where it belongs."""
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.sentence)
