"""Writing capsules: every change is a version, nothing that was said is lost."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from pydantic import ValidationError

from accounts.kernel.audit import record
from accounts.kernel.errors import Conflict, Invalid, Refused
from accounts.kernel.texts import keepable
from assets.actions.pictures import keep_picture
from assets.capsules import exchange, pixels
from assets.capsules.content import SAMPLES_MAX, Sample
from assets.capsules.content import Capsule as Content
from assets.capsules.deriving import from_pictures, from_texts
from assets.models import Capsule, CapsuleVersion
from assets.queries.capsules import version_of
from assets.queries.media import read

NAME_MAX = 120


@transaction.atomic
def create_capsule(
    name: str, content: Content, *, by: Any, shared: bool = True, copied_from: str = "", note: str = "Made"
) -> Capsule:
    """A new capsule with its first version. Raises Invalid for a name that cannot be."""
    capsule = Capsule.objects.create(
        medium=content.medium,
        name=_name(name),
        shared=shared,
        copied_from=copied_from[:160],
        author=by,
    )
    CapsuleVersion.objects.create(
        capsule=capsule, number=1, payload=content.model_dump(mode="json"), note=note[:200], author=by
    )
    record("capsule.made", capsule, by=by, medium=content.medium, copied_from=copied_from)
    return capsule


@transaction.atomic
def write_version(
    capsule: Capsule,
    content: Content,
    *,
    expected: int,
    by: Any,
    note: str,
    name: str = "",
    shared: bool | None = None,
) -> CapsuleVersion:
    """The next version of a capsule, if ``expected`` is its newest. Equal content makes none.

    Raises Conflict when somebody else was faster, Refused when it is put away.
    """
    locked = Capsule.objects.select_for_update().get(pk=capsule.pk)
    if locked.archived_at is not None:
        raise Refused("This capsule is put away. Bring it back to change it.")
    newest = version_of(locked)
    if locked.latest != expected:
        raise Conflict(f"{newest.author or 'Somebody'} changed this capsule meanwhile.", current=newest)
    payload = content.model_dump(mode="json")
    if name and _name(name) != locked.name:
        locked.name = _name(name)
    if shared is not None and shared != locked.shared:
        locked.shared = shared
        record("capsule.shared" if shared else "capsule.unshared", locked, by=by)
    if payload != newest.payload:
        locked.latest += 1
        newest = CapsuleVersion.objects.create(
            capsule=locked, number=locked.latest, payload=payload, note=note[:200], author=by
        )
        record("capsule.changed", locked, by=by, version=locked.latest, note=note)
    locked.save(update_fields=["name", "shared", "latest", "updated_at"])
    capsule.name, capsule.shared, capsule.latest = locked.name, locked.shared, locked.latest
    return newest


def add_sample(capsule: Capsule, sample: Sample, *, expected: int, by: Any) -> CapsuleVersion:
    """A version with one more sample; see ``write_version``. Raises Invalid when there are too many."""
    content = version_of(capsule).content
    if len(content.samples) >= SAMPLES_MAX:
        raise Invalid(f"A capsule holds at most {SAMPLES_MAX} samples.", field="text")
    more = content.model_copy(update={"samples": [*content.samples, sample]})
    return write_version(
        capsule, more, expected=expected, by=by, note=f"Added a sample: {sample.title or sample.kind}"
    )


def remove_sample(capsule: Capsule, number: int, *, expected: int, by: Any) -> CapsuleVersion:
    """A version without the sample at ``number`` (from 0). Raises Refused when there is none."""
    content = version_of(capsule).content
    if not 0 <= number < len(content.samples):
        raise Refused("That sample is gone.")
    left = [sample for place, sample in enumerate(content.samples) if place != number]
    less = content.model_copy(update={"samples": left})
    return write_version(capsule, less, expected=expected, by=by, note="Removed a sample")


def derive(capsule: Capsule, *, expected: int, by: Any, language: str = "en") -> CapsuleVersion:
    """A version whose measures are those of its samples. Raises Refused when there is nothing to measure."""
    content = version_of(capsule).content
    texts = [sample.text for sample in content.samples if sample.kind == "text"]
    pictures = [sample.media for sample in content.samples if sample.kind == "picture"]
    if content.medium == "writing":
        derived = from_texts(content, texts, language=language)
        if not derived.aims:
            raise Refused("There is no sample text of forty words or more to measure.")
    elif pictures:
        derived = from_pictures(content, [pixels.measure(read(sha)) for sha in pictures])
    else:
        raise Refused("There is no sample picture to measure.")
    count = len(texts if content.medium == "writing" else pictures)
    note = f"Derived from {count} sample{'' if count == 1 else 's'}"
    return write_version(capsule, derived, expected=expected, by=by, note=note)


def restore_version(capsule: Capsule, number: int, *, expected: int, by: Any) -> CapsuleVersion:
    """What version ``number`` said, as the newest. Raises Http404 when there is none."""
    old = version_of(capsule, number)
    return write_version(capsule, old.content, expected=expected, by=by, note=f"Back to version {number}")


@transaction.atomic
def archive(capsule: Capsule, *, by: Any) -> None:
    """Put a capsule away. Films that are made by it keep what it said to them."""
    if Capsule.objects.filter(pk=capsule.pk, archived_at=None).update(archived_at=timezone.now()):
        record("capsule.archived", capsule, by=by)


@transaction.atomic
def restore(capsule: Capsule, *, by: Any) -> None:
    """Bring a capsule back that was put away."""
    if Capsule.objects.filter(pk=capsule.pk, archived_at__isnull=False).update(archived_at=None):
        record("capsule.restored", capsule, by=by)


@transaction.atomic
def bring_capsule(data: bytes, *, by: Any, file: str = "") -> Capsule:
    """A capsule from its file. Raises Invalid with a sentence for whoever sent it."""
    brought = exchange.read(data)
    kept = {sha: keep_picture(picture).sha256 for sha, picture in sorted(brought.pictures.items())}
    samples = [
        sample.model_copy(update={"media": kept[sample.media]}) if sample.kind == "picture" else sample
        for sample in brought.capsule.samples
    ]
    content = brought.capsule.model_copy(update={"samples": samples})
    try:
        return create_capsule(
            brought.name, content, by=by, copied_from=file or "a file", note="Brought from a file"
        )
    except IntegrityError as error:
        raise Invalid("This capsule's file holds something that cannot be kept.", field="file") from error


def exported(capsule: Capsule, version: CapsuleVersion) -> bytes:
    """A capsule's file, pictures included."""
    content = version.content
    shas = {sample.media for sample in content.samples if sample.kind == "picture"}
    return exchange.written(capsule.name, content, {sha: read(sha) for sha in shas})


def checked(data: dict[str, Any]) -> Content:
    """Content from JSON-ready data. Raises Invalid with a sentence that names the field."""
    if not keepable(data):
        raise Invalid("There is a character in it that cannot be kept. Type it again.")
    try:
        return Content.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else ""
        called = field.replace("_", " ").capitalize() or "This"
        raise Invalid(f"{called} cannot be that: {first['msg'].lower()}.", field=field) from error


def _name(name: str) -> str:
    text = " ".join(name.split())
    if not text or len(text) > NAME_MAX or not keepable(text):
        raise Invalid(f"A capsule needs a name of at most {NAME_MAX} characters.", field="name")
    return text
