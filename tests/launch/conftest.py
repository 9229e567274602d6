import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.launch.places import ROOT, Places
from config.launch.postgres import locate


@pytest.fixture
def new_places() -> Iterator[Callable[[], Places]]:
    """Makes throw-away studios in folders that PostgreSQL's account may enter, unlike pytest's own."""
    made: list[Places] = []

    def make() -> Places:
        folder = Path(tempfile.mkdtemp(prefix="studio-launch-"))
        os.chmod(folder, 0o755)
        made.append(Places(ROOT, folder / "var"))
        made[-1].prepare()
        return made[-1]

    yield make
    for places in made:
        shutil.rmtree(locate(places)[0].parent, ignore_errors=True)
        shutil.rmtree(places.var.parent)


@pytest.fixture
def places(new_places: Callable[[], Places]) -> Places:
    return new_places()
