"""How the API reads what programs send."""

from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from accounts.kernel.texts import keepable


class KeepableJSON(JSONParser):
    """Reads JSON, and refuses what PostgreSQL could not keep and no answer could repeat."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        try:
            data = super().parse(stream, media_type, parser_context)
            if keepable(data):
                return data
        except RecursionError:  # a hundred thousand brackets
            raise ParseError("This is nested too deeply.") from None
        raise ParseError("There is a zero byte or half of a character in it, which cannot be kept.")
