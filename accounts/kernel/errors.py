"""The one way a rule says no."""


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
