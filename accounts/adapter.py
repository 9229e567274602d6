"""allauth, as the studio wants it."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from accounts.models import User


class StudioAccounts(DefaultAccountAdapter):
    """Signs people up with one name, and sends mail through the studio's own texts."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.name = form.cleaned_data.get("name", "")
        saved: User = super().save_user(request, user, form, commit=commit)
        return saved


class StudioSecondFactor(DefaultMFAAdapter):
    """The second factor, for dark screens too."""

    def build_totp_svg(self, url: str) -> str:
        """The QR code on white: without a ground of its own, no camera reads it in the dark theme."""
        svg: str = super().build_totp_svg(url)
        head, opened, rest = svg.partition("<path")
        return f'{head}<rect width="100%" height="100%" fill="white"/>{opened}{rest}'
