"""What a search found, as pages and the API tell it: by name, each line with the address where it stands."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from django.urls import reverse

from pipeline.outline import labels_of, path_of, scenes_of, scripts_of, shots_in_order
from pipeline.queries.places import Place
from projects.chapters import chapters_of
from projects.kinds import Material
from projects.models import Comment, Head
from projects.queries.searching import (
    MOST,
    Asked,
    Find,
    Quote,
    search,
    search_comments,
)

Url = Callable[..., str]  # as Place.url: a stage, then parts under it
_FIXED = {"treatment": "Treatment", "style": "Visual style", "brief": "Brief"}
_NAMED = {"script": "heading", "beat": "title", "scene": "heading", "asset": "name", "look": "name",
          "material": "name"}  # fmt: skip

_TITLES = frozenset(("Title", "Name", "Heading"))  # which stand in many places of a page, its head among them
# Stage, and the rest of the address, of what stands there.
_WAYS = {
    "treatment": ("treatment", "#treatment-text"),
    "variant": ("treatment", "#variant-{slot}"),
    "beat": ("beats", "#beat-{node}"),
    "asset": ("assets", "{node}/"),
    "look": ("assets", "{parent}/"),
    "style": ("assets", ""),
    "scene": ("scenes", "?selected={node}#scene-{slot}"),
    "shot": ("shots", "?scene={scene}&shot={node}#shot-{node}"),
    "state": ("state", "?scene={scene}#state-{node}"),
    "prompt": ("prompts", "?shot={parent}#shot-{parent}"),
}


@dataclass(frozen=True)
class Line:
    """One quoted line. ``pieces``: words with whether they were looked for."""

    field: str
    pieces: tuple[tuple[str, bool], ...]
    text: str
    url: str


@dataclass(frozen=True)
class Row:
    """One part of the film that says it."""

    group: str
    kind: str
    node: UUID
    title: str
    episode: int  # number; 0: of all episodes
    url: str
    lines: list[Line]
    more: int


@dataclass(frozen=True)
class Results:
    """All that a search found: rows in the order of the groups, and how many there are in each."""

    rows: list[Row]
    counts: dict[str, int]
    cut: bool

    @property
    def most(self) -> int:
        return MOST


def results_at(place: Place, wanted: Asked, group: str = "") -> Results:
    """What the branch says of what is ``wanted``, in every episode; of one ``group``, or of all.

    Five queries at most, however much is found; two more where an episode is not the one of ``place``.
    """
    heads = Head.objects.filter(branch=place.branch)
    found = search(heads, wanted)
    said = search_comments(Comment.objects.filter(project=place.project), wanted)
    finds = _shown(place, found.finds) + said.finds
    counts = Counter(find.group for find in finds)
    cut = found.cut or said.cut
    if group and group != "comments" and found.cut:
        again = search(heads, wanted, [group])
        finds, cut = _shown(place, again.finds), again.cut
        counts[group] = len(finds)
    if group:
        finds = [find for find in finds if find.group == group]
    rows = _Rows(place, finds)
    return Results([row for find in finds if (row := rows.row(find))], dict(counts), cut)


def _shown(place: Place, finds: list[Find]) -> list[Find]:
    """Without what stands aside in this episode: scenes of another way of telling it, of omitted scripts."""
    story = place.story
    there = {item.node for item in (*scripts_of(story), *scenes_of(story))}
    aside = {item.node for kind in ("script", "scene") for item in story.of(kind)} - there
    return [find for find in finds if find.node not in aside and find.parent not in aside]


class _Rows:
    """Makes rows of finds: reads once what they stand under and what comments are about."""

    def __init__(self, place: Place, finds: list[Find]) -> None:
        self.place = place
        self.numbers = {head.node_id: head.content.number for head in place.episodes}
        self.labels = _labels(place)
        self.names = {str(item.values["key"]): str(item.values["name"]) for item in place.story.of("asset")}
        self.about = self._heads([find.node for find in finds if find.comment])
        self.slots = self._slots(finds)

    def _heads(self, nodes: list[UUID]) -> dict[UUID, Find]:
        """What comments are about, as if it had been found."""
        if not nodes:
            return {}
        rows = Head.objects.filter(branch=self.place.branch, node_id__in=nodes, deleted=False)
        columns = ("kind", "node_id", "slot", "parent_node", "episode", "revision__payload")
        return {
            node: Find("comments", kind, node, slot, parent, episode, self.place.branch.pk, said, (), 0)
            for kind, node, slot, parent, episode, said in rows.values_list(*columns)
        }

    def _slots(self, finds: Iterable[Find]) -> dict[UUID, tuple[str, UUID | None]]:
        """Slot and parent of what finds stand under."""
        known = self.place.story.by_node
        parents = {find.parent for find in (*finds, *self.about.values()) if find.parent}
        found = {node: (known[node].slot, known[node].parent) for node in parents if node in known}
        if missing := [node for node in parents if node not in found]:
            rows = Head.objects.filter(branch=self.place.branch, node_id__in=missing)
            found |= {
                node: (slot, up) for node, slot, up in rows.values_list("node_id", "slot", "parent_node")
            }
        return found

    def row(self, find: Find) -> Row | None:
        """The row of a find; None for a comment on something that this branch does not have."""
        if find.comment:
            about = self.about.get(find.node)
            return self._row(find, f"{find.author} on {self.title(about)}", about) if about else None
        return self._row(find, self.title(find), find)

    def _row(self, find: Find, title: str, of: Find) -> Row:
        number = self.numbers.get(of.episode, 0) if of.episode else 0
        url = self._url(number)
        lines = [
            Line(each.field, each.pieces, each.text, self._line_url(find, of, each, url))
            for each in find.quotes
        ]
        return Row(find.group, find.kind, find.node, title, number, lines[0].url, lines, find.more)

    def _url(self, number: int) -> Url:
        if not number or number == self.place.episode.content.number:
            return self.place.url

        def url(stage: str, *rest: str) -> str:
            base = self.place.url_in(self.place.branch.slug, number, stage)
            return base + "".join(f"{part}/" for part in rest)

        return url

    def title(self, find: Find) -> str:
        """What people call it."""
        said = find.said
        if find.kind in _FIXED:
            return _FIXED[find.kind]
        if find.kind == "variant":
            return f"Variant {said['title']}"
        if find.kind == "summary":
            return f"Summary of {said['title']}" if said.get("title") else "Synopsis"
        if find.kind == "state":
            return f"{self._name(said['asset'])}, {self.labels.get(find.parent, 'in a scene')}"
        if find.kind == "shot":
            return self.labels.get(find.node, f"Shot {said.get('number') or ''}").strip()
        if find.kind == "prompt":
            return f"Prompt, {self.labels.get(find.parent, 'a shot')}".replace(", S", ", s", 1)
        name = str(said.get(_NAMED.get(find.kind, ""), "")) or find.kind.replace("_", " ").capitalize()
        return f"{self._name(said['asset'])}: {name}" if find.kind == "look" else name

    def _name(self, key: str) -> str:
        return self.names.get(key, key.partition(":")[2])

    def _line_url(self, find: Find, of: Find, line: Quote, url: Url) -> str:
        if find.comment:
            thread = reverse(
                "projects:comments", args=[self.place.team_slug, self.place.project.pk, find.node]
            )
            return f"{thread}#comment-{find.comment}"
        if of.kind == "script":
            return f"{url('screenplay')}?view=pages#line-{of.slot}-{line.at}"
        address = self._address(of, line, url)
        # A browser that knows text fragments marks the words; others go to what has the name alone.
        words = "" if line.field in _TITLES else _around(line)
        sign = "" if "#" in address else "#"
        return f"{address}{sign}:~:text={quote(words, safe='')}" if words else address

    def _address(self, find: Find, line: Quote, url: Url) -> str:
        if find.kind in ("brief", "material", "summary"):
            return _of_idea(find, line, url)
        stage, rest = _WAYS.get(find.kind, _WAYS["shot"])
        names = {"node": find.node, "parent": find.parent, "slot": find.slot, "scene": self._scene(find)}
        return url(stage) + rest.format(**names)

    def _scene(self, find: Find) -> str:
        return self.slots.get(find.parent, ("", None))[0] if find.parent else ""


def _around(line: Quote) -> str:
    """The words found with their neighbours, as no title has them; empty where they stand alone."""
    at = next((at for at, (_, is_wanted) in enumerate(line.pieces) if is_wanted), 0)
    before = line.pieces[at - 1][0].lstrip("\u2026") if at else ""
    after = line.pieces[at + 1][0].rstrip("\u2026") if at + 1 < len(line.pieces) else ""
    ahead, behind = re.search(r"(?:\S+\s+){0,3}\S*$", before), re.match(r"\S*(?:\s+\S+){0,3}", after)
    words = f"{ahead[0] if ahead else ''}{line.pieces[at][0]}{behind[0] if behind else ''}".strip()
    return words if words != line.pieces[at][0] else ""


def _of_idea(find: Find, line: Quote, url: Url) -> str:
    if find.kind == "summary":
        return url("idea", "summaries", str(find.node))
    if find.kind == "brief":
        return f"{url('idea')}#idea-brief"
    number = 1
    if not line.field:
        chapters = chapters_of(Material.model_validate(find.said))
        number = next((at for at, one in enumerate(chapters, 1) if line.at < one.end), len(chapters))
    return f"{url('idea', 'texts', str(find.node))}?chapter={number}"


def _labels(place: Place) -> dict[UUID | None, str]:
    """What scenes and shots of this episode are called, by node."""
    story = place.story
    shots = labels_of(story)
    found: dict[UUID | None, str] = {
        shot.node: f"Shot {shots[path_of(scene, shot)]}" for scene, shot in shots_in_order(story)
    }
    for at, scene in enumerate(scenes_of(story), 1):
        found[scene.node] = f"scene {scene.values['number'] or at}"
    return found
