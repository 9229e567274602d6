"""Who listens to whom. Lower apps announce and know nobody above or beside them."""

from typing import Any

from accounts.signals import team_created
from billing.actions.grants import grant_free_credits
from billing.subjects import name_projects_with
from pipeline.actions.forgetting import forget_project
from pipeline.actions.importing import bring_texts
from projects.models import Project
from projects.signals import project_deleting, texts_brought


def connect() -> None:
    """Connect the listeners; safe to call again."""
    team_created.connect(grant_free_credits, dispatch_uid="free credits")
    name_projects_with(_project_choices)
    project_deleting.connect(forget_project, dispatch_uid="runs and generations")
    texts_brought.connect(_bring, dispatch_uid="texts brought")


def _bring(sender: type[Project], signal: Any, **brought: Any) -> None:
    bring_texts(**brought)


def _project_choices() -> list[tuple[str, str]]:
    rows = Project.objects.open().order_by("title")
    return [(str(pk), title) for pk, title in rows.values_list("pk", "title")]
