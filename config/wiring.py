"""Who listens to whom. Lower apps announce and know nobody above or beside them."""

from accounts.signals import team_created
from billing.actions.grants import grant_free_credits
from billing.subjects import name_projects_with
from projects.models import Project


def connect() -> None:
    """Connect the listeners; safe to call again."""
    team_created.connect(grant_free_credits, dispatch_uid="free credits")
    name_projects_with(_project_choices)


def _project_choices() -> list[tuple[str, str]]:
    rows = Project.objects.open().order_by("title")  # type: ignore[attr-defined]
    return [(str(pk), title) for pk, title in rows.values_list("pk", "title")]
