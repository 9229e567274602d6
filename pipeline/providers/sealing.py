"""Keys at rest: sealed with Fernet (AES-128-CBC and HMAC-SHA256, cryptography.io) under a derived key.

The newest of ``settings.SEALING_KEYS`` seals, all of them open: so a key is changed by putting a new one in
front, running ``manage.py reseal``, and taking the old one away.
"""

import base64
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from accounts.kernel.errors import Refused

_PURPOSE = b"aiuteur connection keys 1"  # binds the derived key to this use


def seal(secret: str) -> str:
    """A sealed secret, as text."""
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """The secret. Raises Refused when none of the studio's keys opens it."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Refused(
            "The key of this connection can no longer be opened. Enter it again in the team's settings.",
            code="sealed",
        ) from None


def resealed(sealed: str) -> str:
    """The same secret, sealed with the newest key. Raises Refused as ``unseal`` does."""
    return seal(unseal(sealed))


def _box() -> MultiFernet:
    words: list[Any] = settings.SEALING_KEYS or [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(str(word))) for word in words])


def _derived(word: str) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE)
    return base64.urlsafe_b64encode(kdf.derive(word.encode()))
