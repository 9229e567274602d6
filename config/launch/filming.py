"""``./studio film``: a film from the command line, with or without a studio running here."""

import tempfile
from pathlib import Path

from config.launch import database, environment, foreground, studio, terminal, venv
from config.launch.places import Places
from config.launch.running import runs_here
from config.launch.services import Services
from config.launch.supervisor import Supervisor

WORKERS = 2


def film(places: Places, arguments: list[str]) -> int:
    """Make a film through the same jobs and workers as the pages do; the exit code of ``manage.py film``.

    The command creates the file that STUDIO_CALL_WORKERS names once it has jobs to do; workers start only
    then, and only where no running studio has some. A film that is already made is quick.
    """
    places.prepare()
    venv.ensure(places, "run", terminal.tell)
    with Services(places) as services, tempfile.TemporaryDirectory(prefix="studio-") as folder:
        database.migrate(services)
        crew = Crew(services, Path(folder) / "call")
        values = {**environment.serving(services), "STUDIO_CALL_WORKERS": str(crew.call)}
        try:
            program = foreground.manage(places, ["film", *arguments], values)
            return foreground.run(program, crew.look)
        finally:
            crew.supervisor.stop()


class Crew:
    """Workers that come when they are called."""

    def __init__(self, services: Services, call: Path) -> None:
        self.services, self.call = services, call
        # Their lines go to their logs alone: the terminal belongs to the film's progress.
        self.supervisor = Supervisor(services.places, lambda name, line: None)

    def look(self) -> None:
        """Start the workers once they are called and nobody else's are there, then keep them running."""
        if self.supervisor.kept:
            self.supervisor.look()
        elif self.call.exists() and not runs_here(self.services.places):
            for program in (*studio.workers(self.services, WORKERS), studio.sweeper(self.services)):
                self.supervisor.start(program)
