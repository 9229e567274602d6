"""Static files under hashed names: whatever a file imports is found under its hashed name, too."""

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from django.contrib.staticfiles.storage import ManifestFilesMixin
from django.core.files.storage import FileSystemStorage

from config.statics import HashedStatics
from tests.frontend.conftest import ROOT

IMPORTED = {
    ".js": re.compile(r'(?:^import|\bfrom|^\} from)\s+"(\.[^"]+)"|^import\("(\.[^"]+)"\)', re.M),
    ".css": re.compile(r'url\("?([^")]+?)"?\)'),
}
HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our scripts, style sheets and fonts as collectstatic leaves them, but for the compressed copies."""
    place, ours = tmp_path_factory.mktemp("static"), FileSystemStorage(ROOT / "static")
    storage = HashedStatics(location=place, base_url="/static/")
    paths = {}
    for folder in ("js", "css", "fonts", "icons"):
        for file in sorted((ROOT / "static" / folder).rglob("*.*")):
            name = str(file.relative_to(ROOT / "static"))
            paths[name] = (ours, name)
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            copyfile(file, place / name)
    done = list(ManifestFilesMixin.post_process(storage, paths))
    assert [result for _, _, result in done if isinstance(result, Exception)] == []
    return place


def imports(file: Path) -> Iterator[str]:
    for found in IMPORTED[file.suffix].findall(file.read_text()):
        path = found if isinstance(found, str) else "".join(found)
        if not path.startswith(("data:", "#")):
            yield path


@pytest.mark.parametrize("kind", [".js", ".css"])
def test_what_a_file_imports_is_there_under_its_hashed_name(collected: Path, kind: str) -> None:
    files = [file for file in collected.rglob(f"*{kind}") if HASHED.search(file.name)]
    found = [(file, path) for file in files for path in imports(file)]
    assert len(files) > 40
    assert len(found) > 40
    assert [(file.name, path) for file, path in found if not HASHED.search(path)] == []
    assert [(file.name, path) for file, path in found if not (file.parent / path).is_file()] == []


def test_files_that_a_library_does_not_bring_are_left_by_their_name(tmp_path: Path) -> None:
    storage = HashedStatics(location=tmp_path, base_url="/static/")
    assert storage.hashed_name("vendor/missing.js.map") == "vendor/missing.js.map"
