"""How tests are shared out to the processes of a run."""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadGroupScheduling


class OneFilm(LoadGroupScheduling):
    """Tests that visit the whole studio stay in one process, which makes their film once.

    The order stays as pytest-django leaves it: what needs the database comes before any browser is started.
    Playwright's event loop then runs to the end of its process, and Django refuses the database beside one.
    """

    def __init__(self, config: pytest.Config, log: Producer | None = None) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return "studio" if nodeid.startswith("tests/browser/") else nodeid
