"""The templates of a team: which is in use, which versions there were, how they differ."""

import difflib
from dataclasses import dataclass

from django.http import Http404

from pipeline.models import PromptTemplate
from pipeline.prompting.pictures import PICTURES
from pipeline.prompting.purposes import PURPOSES
from pipeline.prompting.templates import Template, Templated, parse
from pipeline.queries.tuning import AS_EVER, tunings
from projects.queries.story import Story, remembered

TEMPLATED: dict[str, Templated] = {**PURPOSES, **PICTURES}  # everything that has a template, by name
STUDIO = 0  # the version number of the studio's own template


@dataclass(frozen=True)
class Listed:
    """A purpose in the library, with the template that is in use."""

    purpose: Templated
    row: PromptTemplate | None  # None: the studio's own
    dials: tuple[str, ...] = ()  # how it is written, in words

    @property
    def version(self) -> str:
        """ "studio's own", "version 3"."""
        return f"version {self.row.version}" if self.row else "studio's own"


@dataclass(frozen=True)
class DiffLine:
    """A line of a comparison: kind is "same", "added" or "removed"."""

    kind: str
    text: str


def purpose_or_404(name: str) -> Templated:
    """The purpose of a name. Raises Http404."""
    if name not in TEMPLATED:
        raise Http404("There is no such purpose.")
    return TEMPLATED[name]


def library() -> list[tuple[str, list[Listed]]]:
    """All purposes by group. One query, and one a minute for how they are written."""
    rows = {row.purpose: row for row in PromptTemplate.objects.filter(in_use=True)}
    by = tunings()
    groups: dict[str, list[Listed]] = {}
    for purpose in TEMPLATED.values():
        dials = tuple(by.get(purpose.name, AS_EVER).words)
        groups.setdefault(purpose.group, []).append(Listed(purpose, rows.get(purpose.name), dials))
    return list(groups.items())


def template_in_use(purpose: Templated) -> Template:
    """The template that the team in scope uses for a purpose: its own, or the studio's. One query."""
    row = PromptTemplate.objects.filter(purpose=purpose.name, in_use=True).first()
    return template_of(purpose, row)


@remembered
def picture_templates(story: Story) -> dict[str, Template]:
    """The templates that the team in scope uses for pictures, by purpose. One query for a story."""
    rows = {row.purpose: row for row in PromptTemplate.objects.filter(in_use=True, purpose__in=PICTURES)}
    return {name: template_of(purpose, rows.get(name)) for name, purpose in PICTURES.items()}


def template_of(purpose: Templated, row: PromptTemplate | None) -> Template:
    """A version as a template; None is the studio's own."""
    if row is None:
        return parse(purpose.text, purpose)
    return parse(row.text, purpose, version=row.version, own=True)


def version_of(purpose: Templated, version: int) -> PromptTemplate | None:
    """A version; None for the studio's own. Raises PromptTemplate.DoesNotExist."""
    return None if version == STUDIO else PromptTemplate.objects.get(purpose=purpose.name, version=version)


def text_of(purpose: Templated, version: int) -> str:
    """The text of a version; 0 is the studio's own. Raises Http404 for one that is not there."""
    try:
        row = version_of(purpose, version)
    except PromptTemplate.DoesNotExist:
        raise Http404("There is no such version.") from None
    return row.text if row else purpose.text


def text_in_use(purpose: Templated) -> str:
    """The text that the team in scope uses."""
    row = PromptTemplate.objects.filter(purpose=purpose.name, in_use=True).first()
    return row.text if row else purpose.text


def versions(purpose: Templated) -> list[PromptTemplate]:
    """The team's versions, newest first."""
    rows = PromptTemplate.objects.filter(purpose=purpose.name).select_related("created_by")
    return list(rows.order_by("-version")[:50])


def diff(old: str, new: str) -> list[DiffLine]:
    """Two texts line by line."""
    kinds = {"  ": "same", "+ ": "added", "- ": "removed"}
    lines = difflib.ndiff(old.splitlines(), new.splitlines())
    return [DiffLine(kinds[line[:2]], line[2:]) for line in lines if line[:2] in kinds]
