"""Queues. The row in PostgreSQL is the truth of a job; RQ rings the bell and supervises processes."""

from config import env
from config.settings.database import REDIS_URL

# Fail at once when Redis is down: the row is written, the sweeper rings again.
_QUEUE = {"URL": REDIS_URL, "DEFAULT_TIMEOUT": 3600, "REDIS_CLIENT_KWARGS": {"socket_connect_timeout": 0.25}}
RQ_QUEUES = dict.fromkeys(("interactive", "media", "export"), _QUEUE)
RQ = {"SHOW_ADMIN_LINK": False, "WORKER_CLASS": "pipeline.jobs.worker.StudioWorker"}

# Modules that register what jobs do: workers import them before they fork.
JOB_HANDLERS = [
    "pipeline.jobs.make",
    "pipeline.jobs.questions",
    "pipeline.jobs.connections",
    "pipeline.jobs.evaluation",
    "pipeline.jobs.trials",
]

JOB_LEASE_SECONDS = 15  # a dead worker's jobs are taken over after this
JOB_MAX_RUNNING_PER_TEAM = 4

# Where no studio runs, `./studio film` starts workers once this file appears.
STUDIO_CALL_WORKERS = env.text("STUDIO_CALL_WORKERS", "")
