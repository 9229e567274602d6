"""Keys at rest: sealed, opened, sealed anew with another sealing key."""

from typing import Any

import pytest

from accounts.kernel.errors import Refused
from pipeline.providers.sealing import resealed, seal, unseal


def test_a_sealed_key_does_not_show_itself_and_opens_again() -> None:
    sealed = seal("sk-secret")
    assert "secret" not in sealed
    assert unseal(sealed) == "sk-secret"
    assert seal("sk-secret") != sealed, "equal keys must not look equal"


def test_sealing_keys_are_changed_without_losing_anything(settings: Any) -> None:
    settings.SEALING_KEYS = ["old"]
    sealed = seal("sk-secret")
    settings.SEALING_KEYS = ["new", "old"]
    again = resealed(sealed)
    settings.SEALING_KEYS = ["new"]
    assert unseal(again) == "sk-secret"
    with pytest.raises(Refused, match="Enter it again"):
        unseal(sealed)


def test_a_sealed_key_that_was_tampered_with_does_not_open() -> None:
    with pytest.raises(Refused):
        unseal(seal("sk-secret")[:-4] + "AAAA")
