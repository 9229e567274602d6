"""Who and what is in a shot: names as people write them, keys as the story holds them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts.kernel.errors import Invalid
from pipeline.outline import asset_items
from projects.kinds import Shot
from projects.kinds.scenes import Blocking
from projects.queries.story import Story, remembered

MOST = 12  # people or props that one shot can name
_SPOTS = (0.5, 0.33, 0.67, 0.2, 0.8, 0.42, 0.58, 0.12, 0.88, 0.27, 0.73, 0.05)  # left edge 0, right edge 1
_KIND = {"character": "nobody called", "prop": "no prop called", "location": "no place called"}


@dataclass(frozen=True)
class Names:
    """The film's assets by key, with what people call them."""

    by_key: dict[str, str]

    def name(self, key: str) -> str:
        """What people call an asset; the end of its key when it is gone."""
        return self.by_key.get(key) or key.partition(":")[2].replace("-", " ") or key

    def keys(self, text: str, kind: str) -> list[str]:
        """The keys of assets of a kind, written as names between commas. Raises Invalid for a stranger."""
        by_name = {name.casefold(): key for key, name in self.by_key.items() if key.startswith(f"{kind}:")}
        wanted = [part for part in (" ".join(one.split()) for one in text.split(",")) if part]
        if len(wanted) > MOST:
            raise Invalid(f"A shot names at most {MOST} of them.")
        for name in wanted:
            if name.casefold() not in by_name:
                raise Invalid(f"There is {_KIND[kind]} {name[:60]} in this film. Add it at stage 5 first.")
        return list(dict.fromkeys(by_name[name.casefold()] for name in wanted))


@remembered
def names_of(story: Story) -> Names:
    """The names of everything that this episode can show."""
    return Names({key: str(item.values["name"]) for key, item in asset_items(story).items()})


def recast(shot: Shot, cast: list[str], props: list[str], location: str) -> dict[str, Any]:
    """The fields of a shot that shows just these. Who stays keeps their place; who comes gets a free one."""
    cast, props = list(dict.fromkeys(cast)), list(dict.fromkeys(props))
    blocking = [block for block in shot.blocking if block.asset in cast]
    for key in cast:
        if shot.blocking and key not in [block.asset for block in blocking]:
            blocking.append(Blocking(asset=key, x=_free(block.x for block in blocking)))
    subject = shot.subject if shot.subject in (*cast, *props, location) else next(iter((*cast, *props)), "")
    return {
        "cast": cast,
        "props": props,
        "location": location,
        "subject": subject,
        "blocking": [block.model_dump(mode="json") for block in blocking],
    }


def _free(taken: Iterable[float]) -> float:
    """Where most room is left."""
    others = list(taken)
    return max(_SPOTS, key=lambda spot: min((abs(spot - other) for other in others), default=1.0))
