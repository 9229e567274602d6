"""For whoever watches the studio: is the process alive, and can it serve."""

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import Redis


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """200 while this process answers at all."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when database, migrations and Redis are as they must be, else 503; which of them fails, by name."""
    checks = {"database": _passes(_database), "migrations": _passes(_migrations), "redis": _passes(_redis)}
    good = all(checks.values())
    return JsonResponse({"status": "ok" if good else "failing", **checks}, status=200 if good else 503)


def _passes(check: Callable[[], bool]) -> bool:
    """Whatever goes wrong in there is the answer, not an error of this page."""
    try:
        return check()
    except Exception:  # noqa: BLE001
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


@cache
def _migrations() -> bool:
    """Once applied they stay applied: a yes is remembered, a no is raised and so asked again."""
    executor = MigrationExecutor(connection)
    if pending := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise RuntimeError(f"{len(pending)} migrations are not applied")
    return True


def _redis() -> bool:
    with Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1) as redis:
        return bool(redis.ping())
