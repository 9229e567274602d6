"""What every kind of story content has in common: it is typed, immutable, and hashable field by field."""

import base64
import hashlib
import json
from functools import lru_cache
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

_SHORT_BYTES = 12  # 96 bits: enough to tell apart all values that one field ever has


def canonical(value: Any) -> bytes:
    """The one JSON spelling of ``value``: keys sorted, no spaces, UTF-8. Equal values, equal bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(value: Any) -> str:
    """SHA-256 of the canonical JSON of ``value``, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def short_digest(value: Any) -> str:
    """96 bits of ``digest`` in 16 letters: for the hashes of single fields, of which a film has thousands."""
    # Said words are asked for at every plan: a film's worth of them is remembered.
    if type(value) is list and all(type(text) is str for text in value):
        return _short_of_texts(tuple(value))
    return _short(value)


def _short(value: Any) -> str:
    whole = hashlib.sha256(canonical(value)).digest()
    return base64.urlsafe_b64encode(whole[:_SHORT_BYTES]).decode()


_short_of_texts = lru_cache(maxsize=20_000)(_short)  # a tuple is spelled as a list is


class Part(BaseModel):
    """A typed piece inside a content, such as one utterance of a shot."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Content(Part):
    """Typed content of a node. Subclasses name one kind each; see ``projects.kinds``."""

    kind: ClassVar[str]
    # Fields whose plain values the render graph reads without loading the whole content.
    graph_fields: ClassVar[tuple[str, ...]] = ()

    def payload(self) -> dict[str, Any]:
        """The content as JSON-ready data."""
        return self.model_dump(mode="json")

    def summary(self) -> dict[str, Any]:
        """What the render graph needs: ``h``, a short hash per field, and ``v``, the graph fields' values.

        Staleness is decided per field, so that a changed note never makes a picture stale and the
        reason can name the field that did change.
        """
        data = self.payload()
        return {
            "h": {name: short_digest(value) for name, value in data.items()},
            "v": {name: data[name] for name in self.graph_fields},
        }
