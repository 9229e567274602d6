"""Which models a team lets write, in order."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.cache import cache

from accounts.kernel import scope
from pipeline.models import Connection, Routing

STUDIO = "studio:"
SECONDS = 60  # the routing of a team is looked up again after this, or at once when it changes here
_READS = 200_000  # tokens that the studio's own models are given at most


@dataclass(frozen=True)
class Link:
    """One model in a team's order. Holds no secret."""

    key: str  # a connection's, or "studio:google"
    provider: str
    model: str
    name: str
    own: bool  # the team's own key: its provider bills it, the studio charges nothing
    reads: int  # tokens of one question at most
    address: str = ""
    sees: bool = False  # whether it may be shown pictures


@dataclass(frozen=True)
class Chain:
    """The models for one capability, first choice first."""

    links: tuple[Link, ...] = ()
    house_last: bool = True

    @property
    def words(self) -> str:
        """ "Gemini, else Ollama, else previz"."""
        without = self.house_last or not self.links
        names = [link.name for link in self.links] + (["previz"] if without else [])
        return ", else ".join(names)


def chain(capability: str = "text") -> Chain:
    """The chain of the team in scope. Kept for a minute, as every page's quote asks for it."""
    team = scope.current().team
    if team is None:
        return Chain()
    found: Chain | None = cache.get(_cached(team, capability))
    if found is None:
        found = _read(capability)
        cache.set(_cached(team, capability), found, SECONDS)
    return found


def models_alone(capability: str = "text", *, sees: bool = False) -> Chain:
    """The chain without previz behind it: for what previz cannot do; with ``sees`` only who sees pictures."""
    links = chain(capability).links
    return Chain(tuple(link for link in links if link.sees or not sees), house_last=False)


def least_read() -> int:
    """Tokens that every model of the team can read; 0 without any."""
    return min((link.reads for link in chain().links), default=0)


def forget_chain(team: UUID, capability: str = "text") -> None:
    """Look it up again the next time."""
    cache.delete(_cached(team, capability))


def studio_links() -> list[Link]:
    """The models that the studio itself offers for credits."""
    return [
        Link(f"{STUDIO}{provider}", provider, model, model, own=False, reads=_READS, sees=True)
        for provider, model, secret in settings.STUDIO_TEXT_MODELS
        if secret
    ]


def link_of(connection: Connection) -> Link:
    """A connection as a link."""
    return Link(
        key=str(connection.pk),
        provider=connection.provider,
        model=connection.model,
        name=connection.name,
        own=True,
        reads=connection.reads,
        address=connection.address,
        sees=connection.sees or connection.provider != Connection.Provider.COMPATIBLE,
    )


def _cached(team: UUID, capability: str) -> str:
    return f"routing:{team}:{capability}"


def _read(capability: str) -> Chain:
    row = Routing.objects.filter(capability=capability).first()
    if row is None:
        return Chain()
    known = {link.key: link for link in studio_links()}
    if row.order:
        known |= {str(one.pk): link_of(one) for one in Connection.objects.all()}
    return Chain(tuple(known[key] for key in row.order if key in known), row.house_last)
