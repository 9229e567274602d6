"""What the pipeline does when a project is deleted: its runs, jobs and generations go with it."""

from typing import Any

from django.db import connection

from pipeline.actions.runs import stop_run
from pipeline.models import Job, Run
from projects.models import Project

# The holds stay: the ledger's history outlives the work.
_FORGET = (
    'DELETE FROM "pipeline_jobdep" WHERE job_id IN (SELECT id FROM "pipeline_job" WHERE project_id = %s)',
    'DELETE FROM "pipeline_jobstep" WHERE job_id IN (SELECT id FROM "pipeline_job" WHERE project_id = %s)',
    'DELETE FROM "pipeline_job" WHERE project_id = %s',
    'DELETE FROM "pipeline_generation" WHERE project_id = %s',
    'DELETE FROM "pipeline_stagedtext" WHERE project_id = %s',
    'DELETE FROM "pipeline_run" WHERE project_id = %s',
)


def forget_project(sender: Any, project: Project, by: Any = None, **kwargs: Any) -> None:
    """Stop what is being made, then delete what was noted. Runs in the deleting transaction."""
    # Jobs before announcements, as whoever ends one locks them.
    list(Job.objects.filter(project=project).order_by("pk").select_for_update().values_list("pk"))
    for run in Run.objects.filter(project=project, state=Run.State.RUNNING):
        stop_run(run, by=by)
    with connection.cursor() as cursor:
        for statement in _FORGET:
            cursor.execute(statement, [project.pk])
