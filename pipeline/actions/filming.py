"""A film from one sentence or one screenplay: the project, and the run that makes it."""

from typing import Any

from django.db import transaction

from pipeline.actions.importing import Brought, bring_screenplay, screenplay_text
from pipeline.actions.runs import start_run
from pipeline.models import Run
from projects.actions.projects import create_project
from projects.kinds import Brief, digest
from projects.models import Branch, Head, Project
from projects.queries.projects import episodes, main_branch
from projects.screenplay import fountain


def film_key(brief: Brief, script: Brought | None) -> str:
    """Names a film by what it is made from: asked for again, it is found again."""
    return digest(["film", brief.payload(), script.text if script else ""])


@transaction.atomic
def open_film(brief: Brief, *, by: Any, script: Brought | None = None) -> tuple[Branch, Head]:
    """The project of a film with its main branch and episode, made where missing."""
    key = film_key(brief, script)
    known = Project.objects.open().filter(form_key=key).first()
    if known is None:
        text = screenplay_text(script) if script else ""
        title = fountain.parse(text).title_page.get("Title", "") if text else ""
        named = brief.title or title or (script.name.rpartition(".")[0] if script else "")
        known = create_project(brief, by=by, title=" ".join(named.split())[:200], form_key=key)
        if text:
            branch = main_branch(known)
            bring_screenplay(branch, episodes(branch)[0].node_id, text, by=by, title=known.title)
    branch = main_branch(known)
    branch.project = known
    return branch, episodes(branch)[0]


def start_film(branch: Branch, episode: Head, *, until: str, by: Any) -> Run:
    """Make everything up to a stage and approve each gate as ``by``."""
    return start_run(branch, episode.node_id, until=until, by=by, approve=True)
