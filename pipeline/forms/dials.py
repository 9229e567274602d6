"""Forms of the dials that models write by."""

from typing import Any

from django import forms

from assets.queries.capsules import PRESET, found_presets, library
from pipeline.actions.tuning import Override
from pipeline.prompting.dials import COOLEST, EFFORTS, LONGEST, SHORTEST, WARMEST, Dials
from pipeline.prompting.purposes import Purpose
from pipeline.queries.tuning import Tuned, has_manner, tuned

_WARMTH = f"Write a number from {COOLEST:g} to {WARMEST:g}, such as 0.7."
_TOKENS = f"Write a whole number from {SHORTEST:,} to {LONGEST:,}."
_FAULTS = ("invalid", "min_value", "max_value")


class DialsForm(forms.Form):
    """How a purpose is written. What is left empty is as the team has it, or as the model is made."""

    temperature = forms.FloatField(
        label="Temperature",
        required=False,
        min_value=COOLEST,
        max_value=WARMEST,
        help_text="How freely it chooses its words: 0 keeps to the likeliest, 1 is usual, 2 strays furthest.",
        error_messages=dict.fromkeys(_FAULTS, _WARMTH),
        widget=forms.NumberInput(attrs={"step": "0.1", "autocomplete": "off"}),
    )
    effort = forms.ChoiceField(
        label="Thinking",
        required=False,
        help_text="How much a model that thinks does so before it writes. It counts as written.",
    )
    longest = forms.IntegerField(
        label="Longest answer, in tokens",
        required=False,
        min_value=SHORTEST,
        max_value=LONGEST,
        error_messages=dict.fromkeys(_FAULTS, _TOKENS),
        widget=forms.NumberInput(attrs={"step": "100", "autocomplete": "off"}),
    )
    capsule = forms.ChoiceField(label="Style preset", required=False)

    def __init__(self, *args: Any, purpose: Purpose, user: Any, once: bool = False, **kwargs: Any) -> None:
        """``once``: for a single question, over the team's policy; else the policy itself."""
        policy = tuned(purpose.name)
        if not once:
            kwargs.setdefault("initial", {**policy.dials.kept(), "capsule": policy.ref})
        super().__init__(*args, **kwargs)
        self._say_what_empty_means(purpose, policy, once=once)
        if has_manner(purpose.name):
            named = "As the film, or else the team, has it" if once else "None"
            self._offer("capsule", [("", named), *capsule_choices(user, policy)])
        else:
            del self.fields["capsule"]

    def override(self) -> Override:
        """What was entered, for one question."""
        return Override(self.dials(), self.capsule_ref())

    def dials(self) -> Dials:
        """The dials that were entered."""
        entered = self.cleaned_data
        return Dials(entered["temperature"], entered["effort"], entered["longest"])

    def capsule_ref(self) -> str:
        """The style preset that was chosen; empty without."""
        return str(self.cleaned_data.get("capsule", ""))

    def _say_what_empty_means(self, purpose: Purpose, policy: Tuned, *, once: bool) -> None:
        usual = (policy.dials.longest if once else None) or purpose.writes
        self.fields["longest"].help_text = (
            f"Empty: {usual:,}, about {usual * 3 // 4:,} words. What is written at most is what it costs"
            " at most; an answer that does not fit is asked for again, shorter."
        )
        own = (
            f"thinks {EFFORTS[policy.dials.effort]}"
            if once and policy.dials.effort
            else "as the model is made"
        )
        self._offer(
            "effort", [("", own.capitalize()), *((key, f"Thinks {how}") for key, how in EFFORTS.items())]
        )

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # ChoiceField's own


def capsule_choices(user: Any, policy: Tuned) -> list[Any]:
    """The writing capsules that somebody can choose, the team's and the studio's; the chosen one stays."""
    own = [(str(row.capsule_id), row.capsule.name) for row in library(user, "writing")]
    studio = [(f"{PRESET}{known.slug}", known.name) for known in found_presets("writing")]
    if policy.ref and policy.ref not in {ref for ref, _ in (*own, *studio)}:
        own.append((policy.ref, f"{policy.capsule} (not in the library any more)"))
    groups = [("Of the team", own), ("Of the studio", studio)]
    return [group for group in groups if group[1]]
