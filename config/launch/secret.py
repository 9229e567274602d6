"""The studio's own secrets, made once and kept in one file that only its owner may read."""

import json
import os
import secrets
import tempfile
from dataclasses import asdict, dataclass

from config.launch.places import Places


@dataclass(frozen=True)
class Secret:
    """Passwords of the embedded services, the signing key, and a number that names this studio's data."""

    key: str
    superuser: str
    owner: str
    app: str
    redis: str
    instance: str


def secret(places: Places) -> Secret:
    """The secrets of this studio; made on the first call."""
    file = places.var / "secret"
    try:
        return Secret(**json.loads(file.read_text()))
    except FileNotFoundError:
        passwords = {name: secrets.token_hex(16) for name in ("superuser", "owner", "app", "redis")}
        made = Secret(key=secrets.token_urlsafe(50), instance=secrets.token_hex(6), **passwords)
    descriptor, draft = tempfile.mkstemp(dir=places.var)  # readable by its owner alone
    with open(descriptor, "w") as out:
        json.dump(asdict(made), out)
    try:
        os.link(draft, file)  # the first of two simultaneous starts wins, both read the same
    except FileExistsError:
        return secret(places)
    finally:
        os.unlink(draft)
    return made
