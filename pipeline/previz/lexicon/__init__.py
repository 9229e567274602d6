"""What previz knows of a language: its words, its grammar and its stories, as JSON files in a folder per
language.

A language is added by adding its folder; a file that it lacks is taken from English.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
FALLBACK = "en"


def languages() -> list[str]:
    """The languages with a folder of their own, by their codes."""
    return sorted(path.name for path in FOLDER.iterdir() if (path / "grammar.json").exists())


@cache
def words(language: str, name: str) -> Any:
    """The JSON of one file, such as ``words("en", "names")``. Do not change what it returns.

    ``language`` may carry a region ("en-GB"), which is ignored where it has no folder of its own.
    """
    path = _path(language, f"{name}.json")
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def entries(language: str, folder: str) -> tuple[dict[str, Any], ...]:
    """All entries of a folder of JSON lists or objects, file by file in the order of their names."""
    found: list[dict[str, Any]] = []
    for path in sorted(_path(language, folder).glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        found += data if isinstance(data, list) else [data]
    return tuple(found)


def _path(language: str, name: str) -> Path:
    for code in (language, language.split("-")[0].lower()):
        path = FOLDER / code / name
        if code and path.parent.is_dir() and path.exists():
            return path
    return FOLDER / FALLBACK / name
