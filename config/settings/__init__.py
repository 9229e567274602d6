"""Settings, a folder by topic. ``config.env`` is the only reader of the environment."""

from config.settings.apps import *  # noqa: F403
from config.settings.auth import *  # noqa: F403
from config.settings.database import *  # noqa: F403
from config.settings.jobs import *  # noqa: F403
from config.settings.logs import *  # noqa: F403
from config.settings.media import *  # noqa: F403
from config.settings.providers import *  # noqa: F403
from config.settings.security import *  # noqa: F403
