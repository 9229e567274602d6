"""A model that writes a small film, whatever protocol it is asked by: what the tests of writing share."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pipeline.actions.connections import NewConnection, connect_model
from pipeline.models import Connection
from tests.factories.projects import World
from tests.pipeline.providers.wire import Asked, Chat, Gemini, Reply, Responses, Wire, serving

PROSE = (
    "Mara keeps the lamp and is alone with the sea. One night the tide leaves a door standing in the water,"
    " and she rows out to it against what she has been told. Behind it is the room where her brother sat"
    " before he was lost. She has until the tide turns to choose whether to stay. She closes the door and"
    " lights the lamp for him."
)
PERSON = {
    "name": "Mara Vane",
    "gender": "f",
    "age": 41,
    "job": "lighthouse keeper",
    "look": "a tall woman with grey hair",
    "wardrobe": "an oilskin coat",
}
ANSWERS: dict[str, Any] = {
    "summary": {
        "summary": "Mara keeps the lamp of the lighthouse and hides a letter that Emil must not read.",
        "people": ["Mara", "Emil", "Somebody Else"],
    },
    "brief": {
        "title": "The Door",
        "logline": "A keeper finds a door in the sea and must choose whether to close it.",
        "genre": "drama",
        "tone": "quiet wonder",
    },
    "variant": {
        "title": "The Door",
        "logline": "A keeper finds a door in the sea.",
        "angle": "Close to her.",
        "text": f"## Premise\n\n{PROSE}\n\n## Climax\n\n{PROSE}",
        "people": [PERSON],
    },
    "beats": {
        "beats": [
            {
                "title": f"Step {number}",
                "text": PROSE,
                "function": "turn",
                "seconds": 10,
                "intensity": number / 3,
                "mood": "tense",
            }
            for number in range(1, 4)
        ]
    },
    "script": "INT. LIGHTHOUSE - NIGHT\n\nMARA VANE (41), in an oilskin coat, lights the lamp and waits.\n\n"
    "MARA\nI knew that it would be you, and that it was for the best.\n",
}


def purpose_of(asked: Asked) -> str:
    """What a request is for, from the schema's fields or the lack of one."""
    said = json.dumps(asked.data)
    for name, field in (
        ("summary", '"summary"'),
        ("beats", '"intensity"'),
        ("variant", '"wardrobe"'),
        ("brief", '"logline"'),
    ):
        if re.search(rf'"properties": .*{field}: {{', said):
            return name
    return "script"


def reply_to(asked: Asked, text: str) -> Reply:
    """``text`` by the protocol of the request, in three parts where a stream is wanted."""
    parts = [text[: len(text) // 3], text[len(text) // 3 : len(text) // 2], text[len(text) // 2 :]]
    if ":" in asked.path:
        return Gemini.streams(*parts) if "stream" in asked.path else Gemini.says(text)
    protocol = Responses if asked.path.endswith("/responses") else Chat
    return protocol.streams(*parts) if asked.data.get("stream") else protocol.says(text)


def writes(asked: Asked) -> Reply:
    """The right answer to any question of the studio."""
    answer = ANSWERS[purpose_of(asked)]
    return reply_to(asked, answer if isinstance(answer, str) else json.dumps(answer))


def says(text: str) -> Any:
    """Always ``text``."""
    return lambda asked: reply_to(asked, text)


def connected(made: World, wire: Wire, *, name: str = "House model", reads: int = 32_000) -> Connection:
    """The loopback server as the team's own endpoint. Needs ``settings.LOCAL_ENDPOINTS``."""
    new = NewConnection(name, "compatible", "m-1", "sk-very-secret", f"{wire.address}/v1", reads)
    return connect_model(new, by=made.user)


@contextmanager
def writing(made: World, *replies: Any, **more: Any) -> Iterator[Wire]:
    """A server that gives these replies, connected."""
    with serving(*replies) as wire:
        connected(made, wire, **more)
        yield wire
