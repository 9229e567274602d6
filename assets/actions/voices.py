"""Saved voices of the team."""

from typing import Any

from django.db import transaction

from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid
from accounts.kernel.texts import keepable
from assets.models import SavedVoice
from assets.models.library import NAME_MAX


@transaction.atomic
def save_voice(
    row: SavedVoice | None,
    *,
    name: str,
    voice: dict[str, Any],
    by: Any,
    note: str = "",
    language: str = "en",
    sample: str = "",
) -> SavedVoice:
    """Keep a voice, or change one that is kept. Characters that were given it keep what they were given.

    ``sample`` is the SHA-256 of its audition. Raises Invalid for a name that cannot be.
    """
    called = " ".join(name.split())
    if not called or len(called) > NAME_MAX or not keepable([called, note]):
        raise Invalid(f"A voice needs a name of at most {NAME_MAX} characters.", field="name")
    made = row is None
    kept = row or SavedVoice(author=by)
    kept.name, kept.note, kept.language = called, note[:300], language[:20]
    kept.voice, kept.sample = voice, sample
    kept.save()
    record("voice.saved" if made else "voice.changed", kept, by=by, **voice)
    return kept


@transaction.atomic
def delete_voice(row: SavedVoice, *, by: Any) -> None:
    """Take a voice out of the library. Characters that speak with it go on doing so."""
    record("voice.deleted", row, by=by, **row.voice)
    row.delete()
