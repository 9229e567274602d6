"""previz, the house engine, as a provider like any other."""

from importlib import import_module
from typing import Any, ClassVar

from pipeline.graph.targets import Request, Tools
from pipeline.providers.base import Painted, Spoken
from projects.kinds import Asset, Brief
from projects.kinds.world import Voice


class House:
    """Free, deterministic, offline: the same request gives the same bytes."""

    slug: ClassVar[str] = "previz"
    model: ClassVar[str] = "previz-1"

    def write(self, request: Request) -> Any:
        """See ``texts.TASKS`` for the tasks and what each answers with."""
        return _engine("texts").TASKS[request.task](request.arguments)

    def paint(self, request: Request, tools: Tools) -> Painted:
        return _engine("pictures").paint(request, tools)

    def animate(self, request: Request, tools: Tools) -> Painted:
        return _engine("pictures").animate(request, tools)

    def speak(self, request: Request, tools: Tools) -> Spoken:
        return _engine("speech").speak(request, tools)

    def finished(self, asset: Asset, brief: Brief) -> Asset:
        """An asset with its drawing parameters and, for a character without one, a voice."""
        found: Asset = _engine("texts").finish(asset, brief, [], [])
        return found

    def portrait(self, asset: Asset, style: str, width: int, height: int) -> bytes:
        """An asset's picture outside of any film, as PNG."""
        return bytes(_engine("pictures").draw.portrait(asset, style, width, height))

    def audition(self, voice: Voice, language: str, text: str = "") -> tuple[bytes, float] | None:
        """``text`` or a sample line in a voice, as WAV with its seconds; None when there is no such voice."""
        found: tuple[bytes, float] | None = _engine("speech").audition(voice, language, text)
        return found

    def throats(self) -> dict[str, list[tuple[str, str]]]:
        """The variants that voices are played by, as (variant, words), by register."""
        return dict(_engine("speech").throats())

    def accent(self, language: str) -> str:
        """The engine's name of a language, as ``Voice.name`` has it."""
        return str(_engine("speech").accent(language))

    def read(self, request: Request, tools: Tools) -> dict[str, Any]:
        return _engine("reader").read(request, tools)

    def accents(self, language: str) -> tuple[tuple[str, str], ...]:
        """The accents that a language can be spoken with: name and what people call it."""
        return tuple(_engine("speech").accents(language))

    def voices(self, base: Voice, taken: list[tuple[str, Voice]]) -> list[dict[str, Any]]:
        """Every voice there is, played as ``base`` is, and whom of ``taken`` it would be confused with."""
        return list(_engine("speech").offers(base, taken))

    def compose(self, request: Request, tools: Tools) -> dict[str, Any]:
        return _engine("sounds").compose(request, tools)

    def mix(self, request: Request, tools: Tools) -> dict[str, Any]:
        return _engine("sounds").mixed(request, tools)

    def join(self, request: Request, tools: Tools) -> Painted:
        return _engine("cutter").join(request, tools)

    def assemble(self, request: Request, tools: Tools) -> dict[str, Any]:
        return _engine("cutter").assemble(request, tools)

    def designed(self, asset: Asset, brief: Brief, others: list[dict[str, Any]]) -> dict[str, Any]:
        """The drawing parameters that follow from an asset's words, unlike those of ``others``."""
        return _engine("texts").finish(asset, brief, others, []).design


def _engine(part: str) -> Any:
    """A part of the engine, loaded when it is first used: what serves pages needs no picture library."""
    return import_module(f"pipeline.providers.house.{part}")
