import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.files import name, python_files

MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 50


def functions(file: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def written_by_hand() -> list[Path]:
    return [file for file in python_files() if "migrations" not in file.parts]


@pytest.mark.parametrize("file", written_by_hand(), ids=name)
def test_files_and_functions_are_small(file: Path) -> None:
    assert file.read_text().count("\n") <= MOST_LINES
    large = [f"{named}: {lines}" for named, lines in functions(file) if lines > MOST_LINES_OF_A_FUNCTION]
    assert not large
