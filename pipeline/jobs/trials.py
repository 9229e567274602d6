"""The job that draws or speaks what somebody tries before choosing it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction

from assets.actions.media import keep_bytes
from pipeline.jobs.context import JobContext
from pipeline.jobs.registry import handler
from pipeline.providers.registry import HOUSE
from pipeline.trials import KIND
from projects.kinds import Asset
from projects.kinds.world import Voice


@handler(KIND)
def trial(context: JobContext) -> dict[str, Any]:
    """Part by part; each is kept before the next, so that a job which goes on makes none twice."""
    parts, make = context.args["parts"], _MAKERS[context.args["what"]]
    for done, (name, part) in enumerate(parts.items()):
        context.progress(done, len(parts), part["called"])
        context.step(name, partial(make, part))
    context.progress(len(parts), len(parts))
    return {}


def _drawn(part: dict[str, Any]) -> str:
    width, height = part["size"]
    data = HOUSE.portrait(Asset.model_validate(part["asset"]), part["style"], width, height)
    with transaction.atomic():
        return keep_bytes(data, "image/png", name=f"{part['called']}.png", width=width, height=height).sha256


def _spoken(part: dict[str, Any]) -> str:
    sound = HOUSE.audition(Voice.model_validate(part["voice"]), part["language"], part["line"])
    if sound is None:  # eSpeak NG lacks it on this machine
        return ""
    with transaction.atomic():
        return keep_bytes(sound[0], "audio/wav", name=f"{part['called']}.wav", seconds=sound[1]).sha256


_MAKERS: dict[str, Callable[[dict[str, Any]], str]] = {"style": _drawn, "voices": _spoken}
