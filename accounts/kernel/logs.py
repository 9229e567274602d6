"""What every log line carries: the request's number and the team."""

import logging
from contextvars import ContextVar

from accounts.kernel import scope

request_id: ContextVar[str] = ContextVar("request_id", default="")


class Context(logging.Filter):
    """Adds ``request_id`` and ``team`` to records."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        record.team = str(scope.current().team or "")
        return True
