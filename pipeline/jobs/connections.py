"""Testing a connected model: one word is asked of it, so that its key, address and name are proved."""

from typing import Any

from django.db import transaction

from accounts.kernel.errors import Refused
from pipeline.actions.connections import note_test
from pipeline.jobs.context import JobContext
from pipeline.jobs.registry import handler, on_finish
from pipeline.models import Connection, Job
from pipeline.providers.text.base import Question, Turn
from pipeline.providers.text.models import connect
from pipeline.queries.routing import link_of

_QUESTION = Question(
    system="You are being tested for a connection.",
    turns=(Turn("person", "Answer with the single word: ready"),),
    writes=512,  # models that think need room for it
)


@handler("test_connection")
def test(context: JobContext) -> dict[str, Any]:
    """Ask it, and keep what came of it."""
    with transaction.atomic():
        connection = Connection.objects.filter(pk=context.args["connection"]).first()
    if connection is None:
        raise Refused("This model was disconnected.")
    try:
        answer = connect(link_of(connection)).ask(_QUESTION)
    except Refused as refusal:
        note_test(connection, works=False, note=refusal.sentence)
        return {"works": False}
    read, written = answer.usage.read, answer.usage.written
    note_test(connection, works=True, note=f"It answered with {written} tokens to {read}.")
    return {"works": True}


def close(job: Job) -> None:
    """A connection whose test was canceled or broke off is not being tested any more."""
    if job.kind != "test_connection" or job.state == Job.State.DONE:
        return
    waiting = Connection.objects.filter(pk=job.args["connection"], state=Connection.State.TESTING)
    for connection in waiting:
        note_test(connection, works=False, note="The test was stopped. Press Test for another.")


on_finish.append(close)
