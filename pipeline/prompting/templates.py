"""Templates: instructions, a line of three dashes, and the question, with {{variables}} filled in once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from accounts.kernel.errors import Invalid

CONTEXT = "context"  # where what the model is told goes; every template has it
_NAME = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
_CUT = re.compile(r"^---[ \t]*$", re.MULTILINE)

Kind = Literal["text", "number"]  # of a variable
Value = str | int | float


class Formed(Protocol):
    """What says how a template must be built."""

    @property
    def variables(self) -> dict[str, Kind]: ...
    @property
    def parts(self) -> tuple[str, str]:
        """What stands before and after the line of dashes, in words."""

    @property
    def has_context(self) -> bool:
        """Whether the story's material is put in by the studio; it must then have a place."""


class Templated(Formed, Protocol):
    """What has a template: a purpose of texts or of pictures."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def group(self) -> str:
        """Of the library page."""

    @property
    def sentence(self) -> str: ...
    @property
    def text(self) -> str:
        """The template that the studio brings."""


@dataclass(frozen=True)
class Template:
    """A template's two parts, and which one it is."""

    system: str
    body: str
    version: int = 0  # 0: the studio's own
    own: bool = False  # the team's


def parse(text: str, purpose: Formed, *, version: int = 0, own: bool = False) -> Template:
    """Read a template. Raises Invalid for one without its parts, its context, or with unknown variables."""
    text = text.replace("\r\n", "\n")
    parts = _CUT.split(text, maxsplit=1)
    if len(parts) != 2 or not parts[1 if purpose.has_context else 0].strip():
        before, after = (part[0].lower() + part[1:] for part in purpose.parts)
        raise Invalid(f"Put a line with --- between {before} and {after}.", field="text")
    found = variables_in(text)
    if purpose.has_context and CONTEXT not in found:
        raise Invalid("Say with {{context}} where the brief and the rest of the story go.", field="text")
    unknown = sorted(found - set(purpose.variables) - ({CONTEXT} if purpose.has_context else set()))
    if unknown:
        known = ", ".join(sorted(purpose.variables))
        raise Invalid(f"There is no variable {unknown[0]}. There are: {known}.", field="text")
    return Template(parts[0].strip(), parts[1].strip(), version, own)


def variables_in(text: str) -> set[str]:
    """The names of the variables that a text uses."""
    return set(_NAME.findall(text))


def filled(text: str, purpose: Templated, values: Mapping[str, Value], context: str = "") -> str:
    """A part with its variables' values. What a value itself says in braces stays as it is.

    Raises Invalid when a value is missing or of another type than the purpose declares.
    """

    def value_of(match: re.Match[str]) -> str:
        name = match[1]
        if name == CONTEXT:
            return context
        value = values.get(name)
        if value is None or isinstance(value, str) != (purpose.variables[name] == "text"):
            raise Invalid(f"The variable {name} has no {purpose.variables[name]} to stand for it.")
        return f"{value:g}" if isinstance(value, float) else str(value)

    return _NAME.sub(value_of, text)
