"""How the API describes itself: by sections, with plain names, and with what a refusal looks like."""

from typing import Any

from drf_spectacular.openapi import AutoSchema

_PROBLEM = {
    "type": "object",
    "description": "Why not. A form that cannot be read names its fields instead.",
    "properties": {
        "detail": {"type": "string", "description": "A sentence for the person who asked."},
        "code": {"type": "string", "description": "refused, conflict, invalid, locked, busy, ..."},
    },
}
_REFUSED = {
    "description": (
        "400 or 422: what was sent cannot be. 401: no key. 403: your role does not allow it. "
        "404: there is no such thing, or it is another team's. 409: not now, or not any more."
    ),
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_METHODS = ("get", "post", "patch", "delete")


class Described(AutoSchema):
    """Operations stand under the ``section`` of their view; shapes are called after what they show."""

    def get_tags(self) -> list[str]:
        return [getattr(self.view, "section", "Other")]

    def _get_serializer_name(self, *args: Any, **kwargs: Any) -> str:
        return str(super()._get_serializer_name(*args, **kwargs)).removesuffix("Shape")


def say_how_refusals_look(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Every operation may be refused in the same shape."""
    result["components"]["schemas"]["Problem"] = _PROBLEM
    for operations in result["paths"].values():
        for method in _METHODS:
            if method in operations:
                operations[method]["responses"]["4XX"] = _REFUSED
    return result
