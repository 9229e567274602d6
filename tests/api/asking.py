"""A program with an API key."""

from typing import Any

from django.test import Client

from accounts.actions.api_keys import create_api_key
from accounts.kernel import scope
from tests.safety.town import Town


class Api:
    """Asks as the owner, unless told as whom."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.keys = {"owner": town.key}
        self.base = f"/api/v1/teams/{town.team.slug}/"
        self.project = f"{self.base}projects/{town.made.project.pk}/"

    def key_of(self, who: str) -> str:
        if who not in self.keys:
            with scope.team(self.town.team.pk):
                person = self.town.people[who]
                self.keys[who] = create_api_key(self.town.team, "a program", by=person)[1]
        return self.keys[who]

    def ask(self, method: str, address: str, data: Any = None, *, who: str = "owner", **headers: str) -> Any:
        """``address`` is below the project unless it begins with a slash."""
        whole = address if address.startswith("/") else self.project + address
        more: dict[str, Any] = {} if data is None else {"data": data, "content_type": "application/json"}
        headers["Authorization"] = f"Bearer {self.key_of(who)}"
        return getattr(Client(), method)(whole, headers=headers, **more)

    def get(self, address: str, **more: Any) -> Any:
        return self.ask("get", address, **more)

    def post(self, address: str, data: Any = None, **more: Any) -> Any:
        return self.ask("post", address, {} if data is None else data, **more)

    def patch(self, address: str, data: Any, **more: Any) -> Any:
        return self.ask("patch", address, data, **more)

    def delete(self, address: str, **more: Any) -> Any:
        return self.ask("delete", address, **more)
