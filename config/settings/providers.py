"""Models that write: the studio's own keys, how long they may take, and where a team's endpoint may lie."""

from config import env
from config.settings.apps import STUDIO_EMBEDDED

# Seal the keys that teams bring, newest first; the older ones only open. Empty: SECRET_KEY seals.
SEALING_KEYS = env.words("STUDIO_SEALING_KEYS")

# Models that every team may choose and pay with credits: provider, model and the studio's key for it.
STUDIO_TEXT_MODELS = [
    (provider, env.text(f"{name}_TEXT_MODEL", model), env.text(f"{name}_API_KEY", ""))
    for provider, name, model in (
        ("google", "GEMINI", "gemini-3.8-flash"),
        ("openai", "OPENAI", "gpt-6-luna"),
    )
]

TEXT_SECONDS = env.number("STUDIO_TEXT_SECONDS", 120)  # an answer that takes longer is given up

# Whether a team's own endpoint may be on this machine (Ollama beside the studio). Never for others' teams.
LOCAL_ENDPOINTS = env.flag("STUDIO_LOCAL_ENDPOINTS", default=STUDIO_EMBEDDED)

# One span for each text that a model was asked for: the whole address, such as
# https://cloud.langfuse.com/api/public/otel/v1/traces, and headers as "name=value,name=value". Empty: none.
OTLP_ENDPOINT = env.text("OTLP_TRACES_ENDPOINT", "")
OTLP_HEADERS = dict(pair.split("=", 1) for pair in env.words("OTLP_HEADERS") if "=" in pair)

# Other addresses of the providers, such as a proxy of the house; empty: their own.
PROVIDER_ADDRESSES = {
    "google": env.text("GEMINI_BASE_URL", ""),
    "openai": env.text("OPENAI_BASE_URL", ""),
}
