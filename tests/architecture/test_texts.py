import re
from pathlib import Path

import pytest

from config.launch.places import ROOT
from tests.architecture.files import name, project_files

# Folders of somebody's machine, and wherever this checkout or its owner's home happens to lie.
SOMEBODYS = re.compile(r"(?<![\w.])(/home/[a-z]\w*/|/Users/\w+/|/root/\w|[A-Z]:\\Users\\)")
HERE = [str(place) for place in (ROOT, Path.home()) if len(place.parts) > 2]
ADDRESS = re.compile(r"https?://")


def texts() -> list[Path]:
    return [file for file in project_files() if b"\0" not in file.read_bytes()[:4096]]


def test_no_file_names_a_folder_of_one_machine() -> None:
    found = [
        f"{name(file)}: {place}"
        for file in texts()
        if file != Path(__file__)
        for text in [file.read_text(errors="replace")]
        for place in [*SOMEBODYS.findall(text), *(place for place in HERE if f"{place}/" in text)]
    ]
    assert found == []


@pytest.mark.parametrize("text", ["open('/home/ann/film.mp4')", "/Users/ann/x", "see /root/x"])
def test_the_rule_finds_what_it_is_for(text: str) -> None:
    assert SOMEBODYS.search(text)


def test_locks_name_no_package_index() -> None:
    locks = [
        file
        for file in project_files()
        if re.search(r"requirements.*\.txt$|installer\.txt$|\.lock$", file.name)
    ]
    assert locks
    assert [name(file) for file in locks if ADDRESS.search(file.read_text())] == []
