"""The command line of ``./studio``."""

import argparse
import shlex
import sys
from collections.abc import Callable

from config.launch import (
    checking,
    database,
    doctor,
    environment,
    filming,
    foreground,
    locking,
    roles,
    running,
    signals,
    terminal,
    testing,
    venv,
)
from config.launch.places import Places, here
from config.launch.processes import Program
from config.launch.services import Services
from config.launch.signals import Stopped
from config.launch.trouble import Trouble, sentence

Command = Callable[[Places, list[str]], int]
# What `./studio shell-env` prints: enough for manage.py, pytest or a debugger in a shell of one's own.
SHELL = (
    "DATABASE_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "STUDIO_VAR",
    "STUDIO_EMBEDDED",
    "DJANGO_SETTINGS_MODULE",
    "PATH",
)


def main(arguments: list[str]) -> int:
    """Do what was asked; the exit code. Troubles are told in one sentence."""
    name, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    command = COMMANDS.get(name)
    if command is None:
        sys.stderr.write(f'studio: "{name}" is not one of its commands; ./studio help lists them.\n')
        return 2
    signals.obey()
    try:
        return command(here(), rest)
    except Stopped as stopped:
        return stopped.code
    except Trouble as trouble:
        sys.stderr.write(f"studio: {trouble}\n")
    except OSError as error:
        if error.errno is None:
            raise
        sys.stderr.write(f"studio: {sentence(error)}\n")
    return 1


def usage(places: Places, arguments: list[str]) -> int:
    """what ./studio can do"""
    terminal.tell("Aiuteur, a build system for films.\n\nusage: ./studio COMMAND\n")
    for name, command in COMMANDS.items():
        terminal.tell(f"  {name:<10} {command.__doc__}")
    return 0


def run(places: Places, arguments: list[str]) -> int:
    """install what is needed, start everything, print the address; Ctrl-C stops it"""
    parser = argparse.ArgumentParser(prog="studio run", description=run.__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    parser.add_argument(
        "--port", type=_port, help="the port (default: last time's, else 8000 or the next free one)"
    )
    parser.add_argument(
        "--workers", type=int, default=2, help="how many jobs run at once (default: %(default)s)"
    )
    options = parser.parse_args(arguments)
    return running.run(places, running.Wishes(options.host, options.port, options.workers))


def test(places: Places, arguments: list[str]) -> int:
    """run all tests on throw-away services; arguments go to pytest"""
    return testing.test(places, arguments)


def check(places: Places, arguments: list[str]) -> int:
    """format, lint, types, imports, migrations and architecture; or only the steps named"""
    return checking.check(places, arguments)


def film(places: Places, arguments: list[str]) -> int:
    """make a film from one sentence: ./studio film "A lighthouse keeper finds a door in the sea" """
    return filming.film(places, arguments)


def evaluate(places: Places, arguments: list[str]) -> int:
    """ask a set of questions again: ./studio evaluate SET --template V2 --model NAME"""
    return manage(places, ["evaluate", *arguments])


def manage(places: Places, arguments: list[str]) -> int:
    """manage.py, with the services and the right environment"""
    places.prepare()
    venv.ensure(places, "run", terminal.tell)
    with Services(places) as services:
        is_owner = bool(arguments) and arguments[0] in ("migrate", "sqlmigrate")
        values = environment.migrating(services) if is_owner else environment.serving(services)
        if not is_owner:
            database.migrate(services)
        return foreground.run(foreground.manage(places, arguments, values))


def bench(places: Places, arguments: list[str]) -> int:
    """run a measurement of the folder bench/; without a name, list them"""
    folder = places.root / "bench"
    names = sorted(file.stem for file in folder.glob("[a-z]*.py"))
    if not arguments or arguments[0] not in names:
        terminal.tell("Measurements: " + (", ".join(names) or "none yet"))
        return 2 if arguments else 0
    places.prepare()
    venv.ensure(places, "run", terminal.tell)
    with Services(places) as services:
        database.migrate(services)
        command = [str(places.python), "-m", f"bench.{arguments[0]}", *arguments[1:]]
        return foreground.run(Program("bench", command, environment.testing(services), places.root))


def examine(places: Places, arguments: list[str]) -> int:
    """look at everything the studio needs and say what is wrong and what to do"""
    return doctor.examine(places)


def lock(places: Places, arguments: list[str]) -> int:
    """compile pyproject.toml into requirements.txt and requirements-dev.txt (--upgrade: newest versions)"""
    return locking.lock(places, arguments)


def print_roles(places: Places, arguments: list[str]) -> int:
    """print the SQL that prepares a PostgreSQL elsewhere; for psql, run by its superuser"""
    sys.stdout.write(roles.script())
    return 0


def shell_env(places: Places, arguments: list[str]) -> int:
    """print exports for a shell of your own; a studio has to run here: eval "$(./studio shell-env)" """
    places.prepare()
    values = environment.serving(Services(places).expect())
    for name in SHELL:
        sys.stdout.write(f"export {name}={shlex.quote(values[name])}\n")
    return 0


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: use a number from 1 to 65535")
    return int(text)


COMMANDS: dict[str, Command] = {
    "run": run,
    "test": test,
    "check": check,
    "film": film,
    "evaluate": evaluate,
    "bench": bench,
    "doctor": examine,
    "manage": manage,
    "lock": lock,
    "roles": print_roles,
    "shell-env": shell_env,
    "help": usage,
}
