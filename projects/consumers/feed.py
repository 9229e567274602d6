"""The live feed of a project: what changed, in order and without gaps."""

import time
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer

from accounts.kernel import scope
from accounts.models import Membership
from projects.actions.events import group_of
from projects.models import Project
from projects.queries.events import Missed, missed

_CHECK_SECONDS = 60  # how long a member who was removed may still hear topics
NO_SUCH_PROJECT = 4404


class ProjectFeed(AsyncJsonWebsocketConsumer):
    """Carries topics, never content: each page re-fetches over HTTP, where access is checked anew.

    Sends {seq, topic, data}. With ``?since=N`` first all that came after N; without it the topic "hello"
    with the number the page starts from. The topic "reset" means that what came after N is no longer
    known: reload.
    """

    group: str = ""
    seq: int = 0

    async def connect(self) -> None:
        kwargs = self.scope["url_route"]["kwargs"]
        self.user_id, self.team_slug = self.scope["user"].pk, kwargs["team"]
        self.project_id: UUID = kwargs["project_id"]
        team = await self._team()
        if team is None:
            await self.close(code=NO_SUCH_PROJECT)
            return
        self.team_id = team
        # Listen first, then read what was missed: nothing falls between; what comes twice is dropped.
        self.group = group_of(self.project_id)
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()
        since = self._since()
        if since is None:
            found = await database_sync_to_async(missed)(self.team_id, self.project_id, None)
            self.seq = found.last
            await self.send_json({"seq": self.seq, "topic": "hello", "data": {}})
        else:
            self.seq = since
            await self._catch_up()

    async def disconnect(self, code: int) -> None:
        if self.group:
            await self.channel_layer.group_discard(self.group, self.channel_name)

    async def receive(self, *args: Any, **kwargs: Any) -> None:
        """Pages have nothing to say here: what they send is not even read."""

    async def project_event(self, message: dict[str, Any]) -> None:
        """A committed event, from the channel layer; perhaps late, perhaps known already."""
        if time.monotonic() - self.checked_at > _CHECK_SECONDS and await self._team() is None:
            await self.close(code=NO_SUCH_PROJECT)
            return
        if message["seq"] == self.seq + 1:
            self.seq = message["seq"]
            await self.send_json({key: message[key] for key in ("seq", "topic", "data")})
        elif message["seq"] > self.seq:
            await self._catch_up()

    async def _catch_up(self) -> None:
        found: Missed = await database_sync_to_async(missed)(self.team_id, self.project_id, self.seq)
        if found.forgotten:
            await self.send_json({"seq": found.last, "topic": "reset", "data": {}})
        for event in found.events:
            await self.send_json(event)
        self.seq = max(self.seq, found.last) if not found.forgotten else found.last

    async def _team(self) -> UUID | None:
        self.checked_at = time.monotonic()
        return await database_sync_to_async(_team_of)(self.user_id, self.team_slug, self.project_id)

    def _since(self) -> int | None:
        text = parse_qs(self.scope["query_string"].decode("ascii", "ignore")).get("since", [""])[0]
        return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _team_of(user_id: UUID | None, slug: str, project_id: UUID) -> UUID | None:
    """The team, if the user is a member of it and the project is the team's."""
    if user_id is None:
        return None
    with scope.member(user_id):
        membership = Membership.objects.filter(team__slug=slug, user_id=user_id, user__is_active=True).first()
    if membership is None:
        return None
    with scope.team(membership.team_id, user=user_id):
        return membership.team_id if Project.objects.filter(pk=project_id).exists() else None
