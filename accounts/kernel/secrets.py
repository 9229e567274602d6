"""Secrets that only their holder knows: links in mails, API keys. We keep hashes."""

import secrets
from hashlib import sha256


def new_secret(prefix: str = "") -> str:
    """``prefix`` and 256 random bits, safe in an address."""
    return prefix + secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """What is stored instead of a secret: 64 hexadecimal digits.

    A plain hash is enough: nobody guesses 256 random bits, so no slow password hash is needed.
    """
    return sha256(secret.encode()).hexdigest()
