"""What somebody types to search a film, or all films of a team."""

from django import forms

from projects.queries.searching import GROUPS, Asked, asked

MOST = 200  # characters of a question


class FindForm(forms.Form):
    """Words, whether they must be whole, whether capital letters count, and the sort of thing to look in."""

    q = forms.CharField(
        max_length=MOST,
        required=False,
        error_messages={"max_length": f"Search for at most {MOST} characters."},
    )
    whole = forms.BooleanField(required=False)
    cased = forms.BooleanField(required=False)

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        choices = [("", "Everything"), *((slug, title) for slug, (title, _) in GROUPS.items())]
        self.fields["in"] = forms.ChoiceField(  # "in" cannot be written as the name of an attribute
            choices=choices,
            required=False,
            error_messages={"invalid_choice": "There is nothing of that sort."},
        )

    def wanted(self) -> Asked:
        """What is looked for. Needs a valid form."""
        data = self.cleaned_data
        return asked(data["q"], whole=data["whole"], cased=data["cased"])
