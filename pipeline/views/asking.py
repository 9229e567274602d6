"""What a page says before somebody asks a model for one thing: who would answer, and its price at most."""

from pipeline.prompting.dials import AS_MADE, Dials
from pipeline.prompting.purposes import PURPOSES
from pipeline.queries.quotes import lines_for
from pipeline.queries.routing import models_alone
from pipeline.views.places import cost_text


def who_and_most(purpose: str, times: int = 1, dials: Dials = AS_MADE) -> tuple[str, str]:
    """The team's models in words, and the price of asking the dearest of them ``times``, by ``dials``.

    Both are empty where no model is connected.
    """
    found = models_alone(sees=PURPOSES[purpose].sees)
    if not found.links:
        return "", ""
    totals = [line.total_most for line in lines_for(purpose, found, dials)]
    known = [total for total in totals if total is not None]
    return found.words, cost_text(times * sum(known) if len(known) == len(totals) else None)
