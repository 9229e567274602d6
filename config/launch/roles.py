"""Who may do what in PostgreSQL: the owner migrates, the application serves under row-level security.

The same SQL serves the embedded PostgreSQL and, printed by `./studio roles`, a managed one.
"""

import hashlib
import subprocess

from config.launch.places import Places
from config.launch.postgres import Postgres, plain_environment
from config.launch.secret import secret
from config.launch.trouble import Trouble

EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")
WHERE_AVAILABLE = ("vector",)  # not a part of PostgreSQL itself
_ROLE = """
SELECT 'CREATE ROLE {name}' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{name}') \\gexec
ALTER ROLE {name} {options};
"""
_OPTIONS = {
    "app_owner": "LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB PASSWORD :'owner_password'",  # CREATEDB: for tests
    "app_rw": "LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS PASSWORD :'app_password'",  # pages, workers, sockets
    "app_staff": "NOLOGIN",  # every team's rows, for moderation and support
    "app_worker": "NOLOGIN",  # every team's jobs, and nothing else
    "app_guest": "NOLOGIN",  # share links: reads few tables
}
_EXTENSION = "CREATE EXTENSION IF NOT EXISTS {name};\n"
_EXTENSION_WHERE_AVAILABLE = """
SELECT 'CREATE EXTENSION IF NOT EXISTS {name}' FROM pg_available_extensions WHERE name = '{name}' \\gexec
"""
_DATABASE = """
SELECT 'CREATE DATABASE studio OWNER app_owner'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'studio') \\gexec
"""


def script() -> str:
    """A psql script for a superuser; may run again at any time. Needs owner_password and app_password set.

    Extensions go into template1, so that the owner, who may not create all of them, has them in
    every database it makes. NOINHERIT: app_rw gets another role's rights only after SET LOCAL ROLE.
    """
    roles = "".join(_ROLE.format(name=name, options=options) for name, options in _OPTIONS.items())
    extensions = "".join(_EXTENSION.format(name=name) for name in EXTENSIONS)
    extensions += "".join(_EXTENSION_WHERE_AVAILABLE.format(name=name) for name in WHERE_AVAILABLE)
    return f"""\\set ON_ERROR_STOP on
SET client_min_messages = warning;
{roles}
GRANT app_staff, app_worker, app_guest TO app_rw;
GRANT app_owner TO CURRENT_USER;
\\connect template1
SET client_min_messages = warning;
{extensions}
\\connect postgres
{_DATABASE}
\\connect studio
SET client_min_messages = warning;
{extensions}
"""


def ensure(server: Postgres, places: Places) -> None:
    """Bring the embedded PostgreSQL's roles and extensions up to date. Raises Trouble when refused."""
    own = secret(places)
    stamp = server.data.with_name("roles.stamp")  # goes when the data goes
    mark = f"{own.instance} {hashlib.sha256(script().encode()).hexdigest()}"
    if stamp.exists() and stamp.read_text() == mark:
        return
    passwords = f"\\set owner_password '{own.owner}'\n\\set app_password '{own.app}'\n"
    environment = {**plain_environment(), "PGPASSWORD": own.superuser, "PGHOST": "127.0.0.1"}
    environment |= {"PGPORT": str(server.port), "PGUSER": "postgres", "PGDATABASE": "postgres"}
    # Through standard input: other accounts can read command lines.
    done = subprocess.run(
        [str(server.bin / "psql"), "-X", "-q", "-t", "-f", "-"],
        input=passwords + script(),
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Trouble(f"PostgreSQL refused the studio's roles or extensions: {done.stderr.strip()}")
    stamp.write_text(mark)
