"""Keeping voices of the team: each is spoken once, so that it can be heard before it is given to somebody."""

from typing import Any

from accounts.kernel.errors import Invalid
from assets.actions.media import keep_bytes
from assets.actions.voices import save_voice
from assets.models import SavedVoice
from pipeline.providers.registry import HOUSE
from projects.kinds.world import Voice


def keep_voice(
    row: SavedVoice | None, voice: Voice, *, name: str, by: Any, note: str = "", language: str = "en"
) -> SavedVoice:
    """Keep a voice, or change ``row``, with a new audition. Raises Invalid when it cannot be spoken."""
    found = HOUSE.audition(voice, language)
    if found is None:
        raise Invalid("No such voice can be spoken on this machine. Choose another one.", field="variant")
    data, seconds = found
    sample = keep_bytes(data, "audio/wav", name=f"{name}.wav", seconds=round(seconds, 3))
    return save_voice(
        row,
        name=name,
        voice=voice.model_dump(mode="json"),
        by=by,
        note=note,
        language=language,
        sample=sample.sha256,
    )
