"""The pictures that a question shows: read from the team's files, made as small as a model looks at them."""

import io
from typing import Any

from PIL import Image, UnidentifiedImageError

from assets.queries.media import read
from pipeline.providers.base import ProviderError, Trouble
from pipeline.providers.text.base import Picture

LONGEST_SIDE = 1024  # pixels; what is larger costs more and is scaled down by the providers themselves
_QUALITY = 88


def pictures_of(told: dict[str, Any]) -> tuple[Picture, ...]:
    """The pictures that a kept ``told`` names by their files, in order.

    Raises ProviderError for one that is gone or is no picture any more: nothing was sent then.
    """
    return tuple(_picture(str(sha)) for sha in told.get("pictures", []))


def _picture(sha: str) -> Picture:
    try:
        with Image.open(io.BytesIO(read(sha))) as opened:
            small = opened.convert("RGB")
    except (OSError, UnidentifiedImageError):
        sentence = "The picture that was to be shown is no longer there. You were not charged."
        raise ProviderError(sentence, retry=False, trouble=Trouble.INVALID) from None
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=_QUALITY)
    return Picture(out.getvalue(), "image/jpeg")
