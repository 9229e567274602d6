"""Forms of a team's settings."""

from django import forms

from accounts.forms.names import NameField
from accounts.kernel.roles import Role
from accounts.models import ApiKey, Team

_TEAM_NAME_MAX = Team._meta.get_field("name").max_length or 80


class TeamForm(forms.Form):
    """A team's name; ``was`` is the one on the page, so that two renamers meet."""

    name = NameField(label="Team name", max_length=_TEAM_NAME_MAX)
    was = forms.CharField(required=False, widget=forms.HiddenInput)


class InvitationForm(forms.Form):
    """Whom to ask in, and as what: roles up to one's own."""

    email = forms.EmailField(label="E-mail address", max_length=254)
    role = forms.ChoiceField(label="Role", initial=Role.EDITOR)

    def __init__(self, *args: object, own: Role, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passes a form's arguments on
        self.fields["role"].choices = roles_up_to(own)  # type: ignore[attr-defined]  # ChoiceField's own

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class RoleForm(forms.Form):
    """A member's next role; ``was`` is the one on the page."""

    role = forms.TypedChoiceField(choices=Role.choices, coerce=Role)
    was = forms.TypedChoiceField(choices=Role.choices, coerce=Role)


class ApiKeyForm(forms.Form):
    """What a key is for."""

    name = NameField(label="Name", max_length=ApiKey._meta.get_field("name").max_length or 80)


class AuditFilterForm(forms.Form):
    """Narrows the audit page: by words in what was done, to what, or by whom."""

    q = forms.CharField(label="Contains", max_length=100, required=False, strip=True)
    before = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False, widget=forms.HiddenInput)


def roles_up_to(own: Role) -> list[tuple[str, str]]:
    """The roles that somebody with ``own`` may give, strongest first."""
    return [(role.value, str(role.label)) for role in Role if own.covers(role)]
