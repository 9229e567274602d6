"""Signing up: with a team of one's own, or into the team of an invitation."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import SignupForm as EmailSignupForm
from allauth.account.internal.flows.signup import prevent_enumeration
from allauth.core import context
from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from accounts.actions.invitations import accept_invitation
from accounts.actions.teams import create_team
from accounts.forms.names import NameField
from accounts.kernel.doors import LAST_TEAM
from accounts.models import Team, User
from accounts.queries.invitations import Invited, invited

LAPSED = "The invitation no longer stands. You can sign up with a team of your own instead."


class SignupForm(EmailSignupForm):
    """allauth's form by e-mail, plus a name and a team.

    With the secret of an open invitation there is no team to name: the address is the invited one,
    and counts as confirmed, because the secret was read in its mailbox.
    """

    field_order = ("name", "email", "password1", "team", "invitation")

    name = NameField(label="Your name", max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    team = NameField(
        label="Team name",
        max_length=Team._meta.get_field("name").max_length or 80,
        help_text="Projects belong to a team. You can work alone in it, and invite others later.",
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    invitation = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = "At least 10 characters, and none that many people use."
        self.lapsed = False
        if self.invited and self.joins:
            del self.fields["team"]
            self.fields["invitation"].initial = self.secret
            self.fields["email"].initial = self.invited.email
            self.fields["email"].disabled = True
        elif self.secret:
            self.lapsed = True
            if self.is_bound:  # so that the form, shown again, is an ordinary one
                self.data: Any = self.data.copy()
                self.data["invitation"] = ""

    @cached_property
    def secret(self) -> str:
        """From the form, or from the address of the page that shows it first."""
        if self.is_bound:
            return str(self.data.get("invitation", ""))
        request = context.request
        return str(request.GET.get("invitation", "")) if request else ""

    @property
    def joins(self) -> bool:
        """Whether this sign-up leads into the team of an open invitation."""
        return self.invited is not None and self.invited.is_open

    @cached_property
    def invited(self) -> Invited | None:
        return invited(self.secret) if self.secret else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.lapsed:
            self.add_error(None, LAPSED)
        if self.account_already_exists and self.joins:
            self.add_error(None, "You have an account with this address. Sign in to accept the invitation.")
        return cleaned

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            # The same form came twice at once: the slower one meets the account that the faster one made.
            get_adapter().unstash_verified_email(request)
            if not User.objects.filter(email__iexact=self.cleaned_data["email"]).exists():
                raise
            return None, prevent_enumeration(request, email=self.cleaned_data["email"])

    def save(self, request: HttpRequest) -> User:
        if self.joins:
            get_adapter().stash_verified_email(request, self.cleaned_data["email"])
        user: User = super().save(request)
        if self.joins:
            team = accept_invitation(self.secret, by=user).team
        else:
            team = create_team(self.cleaned_data["team"], by=user)
        request.session[LAST_TEAM] = team.slug
        return user
