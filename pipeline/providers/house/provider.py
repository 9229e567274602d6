"""previz, the house engine, as a provider like any other."""

from typing import Any, ClassVar

from pipeline.graph.targets import Request, Tools
from pipeline.providers.base import Painted, Spoken
from pipeline.providers.house import cutter, pictures, speech, texts


class House:
    """Free, deterministic, offline: the same request gives the same bytes."""

    slug: ClassVar[str] = "previz"
    model: ClassVar[str] = "previz-1"

    def write(self, request: Request) -> Any:
        """See ``texts.TASKS`` for the tasks and what each answers with."""
        return texts.TASKS[request.task](request.arguments)

    def paint(self, request: Request, tools: Tools) -> Painted:
        return pictures.paint(request, tools)

    def animate(self, request: Request, tools: Tools) -> Painted:
        return pictures.animate(request, tools)

    def speak(self, request: Request, tools: Tools) -> Spoken:
        return speech.speak(request, tools)

    def assemble(self, request: Request, tools: Tools) -> dict[str, Any]:
        return cutter.assemble(request, tools)
