"""The texts that were brought to an episode, without loading them whole."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Left, Length

from projects.models import Branch, Head

_OPENING = 600  # characters shown of each
_NAMES = {"text": "Text", "markdown": "Markdown", "fountain": "Screenplay", "fdx": "Final Draft"}


@dataclass(frozen=True)
class MaterialRow:
    """A brought-in text as a list shows it."""

    node: UUID
    name: str
    format: str
    characters: int
    opening: str

    @property
    def key(self) -> str:
        """For element ids."""
        return str(self.node)

    @property
    def kind(self) -> str:
        """What people call its format."""
        return _NAMES.get(self.format, "Text")

    @property
    def is_screenplay(self) -> bool:
        return self.format in ("fountain", "fdx")

    @property
    def pages(self) -> int:
        """How many typed pages it would fill, about: 1,800 characters each."""
        return max(1, round(self.characters / 1_800))


def materials(branch: Branch, episode: UUID) -> list[MaterialRow]:
    """The texts in the order they were brought. One query; of each text only its opening is read."""
    rows = Head.objects.filter(branch=branch, episode=episode, kind="material", deleted=False)
    rows = rows.annotate(
        name=KeyTextTransform("name", "revision__payload"),
        format=KeyTextTransform("format", "revision__payload"),
        characters=Length(KeyTextTransform("text", "revision__payload")),
        opening=Left(KeyTextTransform("text", "revision__payload"), _OPENING),
    ).order_by("position", "pk")
    fields = ("node_id", "name", "format", "characters", "opening")
    return [MaterialRow(*row) for row in rows.values_list(*fields)]
