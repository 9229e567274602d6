"""What a person's own page shows."""

from dataclasses import dataclass

from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import get_adapter
from django.conf import settings

from accounts.models import User


@dataclass(frozen=True)
class SignInWays:
    """How somebody can prove who they are."""

    has_password: bool
    has_second_factor: bool
    has_providers: bool  # whether this studio knows any other sign-in


def sign_in_ways(user: User) -> SignInWays:
    """What this person has set up, and what the studio offers."""
    return SignInWays(
        has_password=user.has_usable_password(),
        has_second_factor=is_mfa_enabled(user),
        has_providers=bool(get_adapter().list_providers(request=None)),
    )


def may_enter_staff(user: User) -> bool:
    """Staff come in with a second factor; without one only into an embedded or a debugged studio."""
    if not (user.is_active and user.is_staff):
        return False
    return settings.STUDIO_EMBEDDED or settings.DEBUG or is_mfa_enabled(user)
