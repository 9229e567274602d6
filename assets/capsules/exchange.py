"""Capsules as files: one JSON document with the pictures inside, so that it can be sent and read anywhere."""

import base64
import binascii
import json
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from accounts.kernel.errors import Invalid
from accounts.kernel.texts import keepable
from assets.capsules.content import Capsule
from assets.pictures import Cleaned, cleaned

FORMAT = "aiuteur-capsule"
VERSION = 1
LARGEST = 12 * 1024 * 1024  # bytes of a file


@dataclass(frozen=True)
class Brought:
    """What a file holds: the capsule, and the pictures that its samples name by their hashes."""

    name: str
    capsule: Capsule
    pictures: dict[str, Cleaned] = field(default_factory=dict)


def written(name: str, capsule: Capsule, pictures: dict[str, bytes]) -> bytes:
    """The file of a capsule. ``pictures`` are the bytes of its picture samples by SHA-256."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "name": name,
        "capsule": capsule.model_dump(mode="json"),
        "pictures": {sha: base64.b64encode(data).decode() for sha, data in sorted(pictures.items())},
    }
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True).encode()


def read(data: bytes) -> Brought:
    """Read a capsule's file. Raises Invalid with a sentence for whoever brought it."""
    if len(data) > LARGEST:
        raise _no(f"This file has {len(data) / 1024 / 1024:.0f} MB; a capsule's file may have up to 12 MB.")
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise _no("This is not a capsule's file: it is no JSON.") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise _no("This is not a capsule's file: it does not say that it is one.")
    if document.get("version") != VERSION:
        raise _no("This capsule's file was written by a later version of the studio.")
    return _checked(document)


def _checked(document: dict[str, Any]) -> Brought:
    name = document.get("name")
    if (
        not isinstance(name, str)
        or not name.strip()
        or len(name) > 120
        or not keepable(document.get("capsule"))
    ):
        raise _no("This capsule's file has no usable name, or holds characters that cannot be kept.")
    try:
        capsule = Capsule.model_validate(document.get("capsule"))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the capsule"
        raise _no(f"This capsule's file is damaged at {where}: {first['msg'].lower()}.") from None
    return Brought(" ".join(name.split()), capsule, _pictures(document, capsule))


def _pictures(document: dict[str, Any], capsule: Capsule) -> dict[str, Cleaned]:
    """The pictures that samples name, each read and written anew like any picture from outside."""
    held = document.get("pictures")
    found = {}
    for sha in {sample.media for sample in capsule.samples if sample.kind == "picture"}:
        text = held.get(sha) if isinstance(held, dict) else None
        try:
            data = base64.b64decode(text or "", validate=True)
        except (binascii.Error, TypeError, ValueError):
            data = b""
        found[sha] = cleaned(data, name="A sample picture in this file")
    return found


def _no(sentence: str) -> Invalid:
    return Invalid(sentence, field="file")
