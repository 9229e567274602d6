"""Three versions of what a form shows: as it was filled, as the person wrote it, as it stands by now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts.kernel.errors import Conflict
from projects.merging import merge_content, merge_keys
from projects.models import Head, Revision

Show = Callable[[str, Any], str]


def as_text(name: str, value: Any) -> str:
    """A value as a form has it: lists an entry a line."""
    return "\n".join(str(one) for one in value) if isinstance(value, list) else str(value)


def at_path(content: Mapping[str, Any], name: str) -> Any:
    """The value of a field, or with "traits.hair" of an entry inside one; empty where there is none."""
    top, _, entry = name.partition(".")
    value = content.get(top, "")
    if entry:
        return value.get(entry, "") if isinstance(value, dict) else ""
    return value


def same(one: object, other: object) -> bool:
    """Whether two texts of a form are the same, whatever their line ends and the space around them."""
    return _flat(one) == _flat(other)


def _flat(text: object) -> str:
    return str(text).replace("\r\n", "\n").strip()


@dataclass(frozen=True)
class Reading:
    """How a form shows what it edits."""

    show: Show = as_text
    read_as: Mapping[str, Any] = field(default_factory=dict)  # what stood where the content says nothing
    keyed: tuple[str, ...] = ()  # lists of things that stand in them once: both people's stay


PLAIN = Reading()


@dataclass(frozen=True)
class Three:
    """What a form was filled from, and what stands there now."""

    base: Mapping[str, Any]
    now: Mapping[str, Any]
    reading: Reading

    def merged(self, changes: Mapping[str, Any], refusal: Conflict) -> dict[str, Any]:
        """What is left of ``changes`` beside others'. Raises ``refusal`` where both changed the same."""
        own = {name: value for name, value in changes.items() if value != self.base.get(name)}
        for name, value in own.items():
            base, now = self.base.get(name), self.now.get(name)
            if now == base:
                continue
            if name in self.reading.keyed:
                own[name] = merge_keys(list(base or []), value, list(now or []))
                continue
            own[name], clashes = merge_content(base, value, now)
            if clashes:
                raise refusal
        return own

    def news(self, own: Mapping[str, Any], typed: Mapping[str, str]) -> dict[str, str]:
        """The fields whose value others changed, as the form shows it, for a page to take over."""
        after, show = {**self.now, **own}, self.reading.show
        found = {name: show(name, at_path(after, name)) for name in typed}
        return {
            name: text
            for name, text in found.items()
            if not same(text, typed[name])
            and (name in self.reading.keyed or same(typed[name], show(name, at_path(self.base, name))))
        }


def three_versions(head: Head, expected: int, reading: Reading) -> Three | None:
    """Both ends of what others changed since revision ``expected``; None when it is not known any more.

    One query.
    """
    known = Revision.objects.filter(pk=expected, node_id=head.node_id).first()
    if known is None:
        return None
    read_as = reading.read_as
    return Three(_filled(known.payload, read_as), _filled(head.content.payload(), read_as), reading)


def _filled(payload: Mapping[str, Any], read_as: Mapping[str, Any]) -> dict[str, Any]:
    return {**payload, **{name: value for name, value in read_as.items() if payload.get(name) is None}}
