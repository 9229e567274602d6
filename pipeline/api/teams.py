"""The teams that whoever asks is in, and what they may spend."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.kernel.api import TeamAPIView
from accounts.models import ApiKey
from accounts.queries.teams import memberships_of
from billing.queries.ledger import balance
from pipeline.api.shapes import CreditsShape, TeamShape


class Teams(APIView):
    """Where to begin: each team's slug stands in the addresses of everything it has."""

    section = "Team"

    @extend_schema(operation_id="teams_list", responses=TeamShape(many=True))
    def get(self, request: Request) -> Response:
        """The teams you are in; with an API key, the one it opens."""
        rows = memberships_of(request.user)  # type: ignore[arg-type]  # a user: others are refused before
        if isinstance(request.auth, ApiKey):
            rows = [row for row in rows if row.team_id == request.auth.team_id]
        return Response(TeamShape(rows, many=True).data)


class Credits(TeamAPIView):
    """What the team may spend."""

    section = "Team"

    @extend_schema(operation_id="credits_read", responses=CreditsShape)
    def get(self, request: Request) -> Response:
        """The team's credits."""
        held = balance()
        shown = {"wallet_micro": held.wallet, "held_micro": held.held, "spent_micro": held.spent}
        return Response(CreditsShape(shown).data)
