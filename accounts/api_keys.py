"""How programs prove who they are: ``Authorization: Bearer aiu_...``."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.kernel.prepared import Prepared
from accounts.kernel.secrets import hash_of
from accounts.models import ApiKey, User

_USE_NOTED_EVERY = timedelta(minutes=1)
_KEY = Prepared(
    lambda hashed: ApiKey.objects.select_related("user").filter(
        secret_hash=hashed, revoked_at=None, user__is_active=True
    ),
    hashed="of a key",
)


class ApiKeyAuthentication(BaseAuthentication):
    """Admits the person whose key is sent; ``request.auth`` is the key, which opens its own team only."""

    def authenticate(self, request: Request) -> tuple[User, ApiKey] | None:
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != b"bearer":
            return None  # another way of signing in may apply
        if len(words) != 2:
            raise AuthenticationFailed("Send the key as “Authorization: Bearer aiu_...”.")
        secret = words[1].decode("latin-1")
        key = _KEY.first(hashed=hash_of(secret))
        if key is None:
            raise AuthenticationFailed("This API key is unknown or was revoked.")
        _note_use(key)
        return key.user, key

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="aiuteur"'


def _note_use(key: ApiKey) -> None:
    """Once a minute at most: a busy program must not make each read a write."""
    now = timezone.now()
    if key.last_used_at and now - key.last_used_at < _USE_NOTED_EVERY:
        return
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - _USE_NOTED_EVERY)
    ApiKey.objects.filter(stale, pk=key.pk).update(last_used_at=now)


class ApiKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself
    """Tells the OpenAPI page how to send a key."""

    target_class = ApiKeyAuthentication
    name = "ApiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer", "description": "A key from the team's API keys page."}
