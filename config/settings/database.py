"""PostgreSQL through our tenancy backend; Redis for cache, queues and sockets."""

from config import env

REDIS_URL = env.text("REDIS_URL")

DATABASES = {
    "default": {
        **env.database(env.text("DATABASE_URL")),
        "ENGINE": "accounts.kernel.backend",
        "CONN_MAX_AGE": 0,  # a pool keeps connections; ASGI threads cannot
        "ATOMIC_REQUESTS": False,  # scopes open their own transactions: docs/decisions/0002
    }
}
# Workers fork: a pool must not cross a fork, so it is on only where pages are served.
if env.flag("STUDIO_POOL", default=False):
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": env.number("STUDIO_POOL_SIZE", 12)}
    # The server keeps plans of what a connection asks more often; off behind a pooler of transactions.
    if env.flag("STUDIO_KEEP_PLANS", default=True):
        DATABASES["default"]["OPTIONS"]["prepare_threshold"] = 2

# The owner of the tables: migrations and tests only, never serving.
DATABASE_OWNER_URL = env.text("DATABASE_OWNER_URL", "")

CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

CHANNEL_LAYERS = {
    "default": {
        # Pub/sub: the default core layer drops idle sockets with redis-py 8 (channels_redis #422).
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL]},
    }
}
