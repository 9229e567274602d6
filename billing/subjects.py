"""Names of what stands above billing. ``config.wiring`` gives the function; billing knows no projects."""

from collections.abc import Callable

Choices = list[tuple[str, str]]

_project_choices: list[Callable[[], Choices]] = []


def name_projects_with(function: Callable[[], Choices]) -> None:
    """Let ``function`` answer the keys and titles of the projects of the team in scope."""
    _project_choices[:] = [function]


def project_choices() -> Choices:
    """Keys and titles of the team's projects; none while nothing gives them."""
    return _project_choices[0]() if _project_choices else []
