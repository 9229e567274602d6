"""Structured logs on standard error; Sentry when a DSN is set."""

import sentry_sdk

from config import env

_JSON = env.text("STUDIO_LOG", "json") == "json"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "{asctime}{levelname}{name}{message}{request_id}{team}",
            "style": "{",
        },
        "plain": {"format": "{levelname} {name} {message}", "style": "{"},
    },
    "filters": {"context": {"()": "accounts.kernel.logs.Context"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if _JSON else "plain",
            "filters": ["context"],
        }
    },
    "root": {"handlers": ["console"], "level": env.text("STUDIO_LOG_LEVEL", "INFO")},
    "loggers": {"daphne": {"level": "WARNING"}, "django.channels.server": {"level": "WARNING"}},
}

if dsn := env.text("SENTRY_DSN", ""):
    sentry_sdk.init(dsn=dsn, send_default_pii=False, traces_sample_rate=0.05)
