"""The one way a rule says no."""

from django.db import OperationalError


class Refused(Exception):
    """A rule of the studio says no. The message is a sentence for the person who asked.

    Pages show it with status 409 beside where it happened, jobs store it, the API answers with it.
    """

    status = 409

    def __init__(self, sentence: str, *, code: str = "refused") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


class Conflict(Refused):
    """Someone else changed the same thing first. ``current`` is what stands there now."""

    def __init__(self, sentence: str, *, current: object = None) -> None:
        super().__init__(sentence, code="conflict")
        self.current = current


class Invalid(Refused):
    """What was sent cannot be read or breaks a limit. ``field`` names where, if one field is to blame."""

    status = 422

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence, code="invalid")
        self.field = field


_COLLIDED = ("40001", "40P01")  # PostgreSQL: could not serialize; deadlock detected


def collision(error: OperationalError) -> Refused | None:
    """What a person is told when two things that happened at the same moment stood in each other's way.

    PostgreSQL has undone this one. None when the error is another.
    """
    if getattr(error.__cause__, "sqlstate", "") not in _COLLIDED:
        return None
    return Refused(
        "Two changes here met at the same moment. Yours was not made: try again.", code="collision"
    )
