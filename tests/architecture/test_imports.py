import ast
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

from config.launch.places import ROOT
from tests.architecture.files import APPS, name, python_files

RANK = {"accounts": 0, "assets": 1, "billing": 1, "projects": 2, "pipeline": 3}
# Vertical folders that do not know each other: a new one is its folder plus one line in a registry.
FAMILIES = ("pipeline/stages", "pipeline/providers", "pipeline/exports")
# The launcher runs before anything is installed; this one module is also run in the venv, after it.
INSTALLED_FIRST = {"config/launch/browser.py": {"brotli"}}


def test_imports_point_down() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    command = [sys.executable, str(program), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def imported(file: Path) -> set[str]:
    """The modules that a file names in its imports, wherever in the file."""
    modules = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return modules


def members() -> list[Path]:
    """Files of the members of a family, such as pipeline/stages/frames/views.py."""
    inside = [file for file in python_files() if len(file.relative_to(ROOT).parts) > 3]
    return [file for file in inside if "/".join(file.relative_to(ROOT).parts[:2]) in FAMILIES]


@pytest.mark.parametrize("file", members(), ids=name)
def test_members_of_a_family_do_not_know_each_other(file: Path) -> None:
    app, family, own = file.relative_to(ROOT).parts[:3]
    others = {folder.name for folder in (ROOT / app / family).iterdir() if folder.is_dir()} - {own}
    assert not [
        module for module in imported(file) if set(module.split(".")[2:3]) & others and family in module
    ]


def launcher() -> list[Path]:
    return [file for file in python_files() if name(file).startswith("config/launch/")]


@pytest.mark.parametrize("file", launcher(), ids=name)
def test_the_launcher_needs_nothing_installed(file: Path) -> None:
    foreign = {
        module
        for module in imported(file)
        if module.split(".")[0] not in sys.stdlib_module_names and not module.startswith("config.launch")
    }
    assert foreign == INSTALLED_FIRST.get(name(file), set())


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in RANK]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_foreign_keys_point_down_too(model: type[Model]) -> None:
    """Foreign keys by name hide from the import linter."""
    own = model._meta.app_label
    for field in model._meta.get_fields():
        target = getattr(field, "related_model", None)
        if field.auto_created or not isinstance(target, type) or target._meta.app_label not in RANK:
            continue
        other = target._meta.app_label
        assert other == own or RANK[other] < RANK[own], f"{own}.{model.__name__}.{field.name} points up"


def test_every_app_is_watched() -> None:
    assert set(RANK) | {"config"} == set(APPS)
