"""What a model is told for a target of the team in scope: with the template that the team uses."""

from typing import Any

from pipeline.context.telling import tell
from pipeline.prompting.purposes import PURPOSES
from pipeline.prompting.templates import parse
from projects.queries.story import Story


def told_for(story: Story, purpose_name: str, arguments: dict[str, Any], reads: int) -> dict[str, Any]:
    """See ``telling.tell``."""
    purpose = PURPOSES[purpose_name]
    return tell(story, purpose, arguments, parse(purpose.text, purpose), reads=reads)
