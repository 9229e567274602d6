"""What nobody sees by looking at a page: missing files, hashes, sizes, calls of parts that do not exist."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from defusedxml import ElementTree
from django.template.loader import get_template

from tests.frontend.conftest import ROOT

STATIC, TEMPLATES = ROOT / "static", ROOT / "templates"
STYLES = sorted(STATIC.glob("css/**/*.css"))
SCRIPTS = sorted(STATIC.glob("js/**/*.js"))
PARTS = sorted(TEMPLATES.glob("ui/*.html"))
PAGES = sorted(TEMPLATES.glob("**/*.html"))
ICONS = {symbol.get("id") for symbol in ElementTree.parse(STATIC / "icons/sprite.svg").getroot()}


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def test_vendored_files_are_the_ones_that_were_noted() -> None:
    rows = re.findall(
        r"^\| (\S+) \|.*\| `([0-9a-f]{64})` \|$", (STATIC / "vendor/README.md").read_text(), re.M
    )
    noted = {STATIC / path: digest for path, digest in rows}
    there = {*STATIC.glob("vendor/*.js"), *STATIC.glob("fonts/*.woff2")}
    assert set(noted) == there
    assert {file: hashlib.sha256(file.read_bytes()).hexdigest() for file in there} == noted


@pytest.mark.parametrize("file", STYLES, ids=name)
def test_a_stylesheet_is_short_and_names_only_files_that_exist(file: Path) -> None:
    source = file.read_text()
    assert source.count("\n") < 150
    assert "!important" not in source
    for url in re.findall(r'url\("([^"]+)"\)', source):
        assert (file.parent / url).is_file(), url


def test_every_stylesheet_is_imported_in_a_layer() -> None:
    imported = re.findall(
        r'@import url\("([^"]+)"\)(?: layer\(\w+\))?;', (STATIC / "css/app.css").read_text()
    )
    assert sorted(imported) == sorted(
        str(file.relative_to(STATIC / "css")) for file in STYLES if file.name != "app.css"
    )


def test_colours_are_named_only_where_they_are_made() -> None:
    """A component with a colour of its own would stay behind when the theme changes; pictures have none."""
    dark_rooms = {"avatar", "chip", "frame-grid", "player", "player-track", "screenplay", "thumb"}
    dark_rooms |= {"script-sheet", "script-elements"}  # paper is paper in every theme
    own = {
        name(file)
        for file in STYLES
        if file.parent.name == "components"
        and file.stem not in dark_rooms
        and re.search(r"#[0-9a-f]{3,8}\b|\brgb|\bhsl|oklch\((?!1 0 0|0 0 0)", file.read_text())
    }
    assert own == set()


@pytest.mark.parametrize("file", STYLES, ids=name)
def test_a_stylesheet_uses_only_names_that_are_set_somewhere(file: Path) -> None:
    everything = "\n".join(style.read_text() for style in STYLES)
    known = set(re.findall(r"(--[\w-]+)\s*:", everything))
    used = set(re.findall(r"var\((--[\w-]+)\)", file.read_text()))
    assert used - known == set()


@pytest.mark.parametrize("file", SCRIPTS, ids=name)
def test_a_script_imports_files_that_exist_and_runs_under_the_policy(file: Path) -> None:
    source = file.read_text()
    assert source.count("\n") < 400
    for path in re.findall(r'^(?:import|\} from) (?:.* from )?"([^"]+)";', source, re.M):
        assert (file.parent / path).is_file(), path
    assert re.findall(r"\beval\(|new Function|setAttribute\(\"style|\.cssText", source) == []


def test_every_module_is_reached_from_the_first() -> None:
    reached, waiting = set(), [STATIC / "js/app.js"]
    while waiting:
        file = waiting.pop()
        if file not in reached:
            reached.add(file)
            paths = re.findall(r'(?:import|from) "([^"]+)"', file.read_text())
            waiting += [(file.parent / path).resolve() for path in paths]
    assert reached == set(SCRIPTS)


@pytest.mark.parametrize("file", PARTS, ids=name)
def test_a_part_says_its_contract_in_its_first_line(file: Path) -> None:
    assert file.read_text().startswith("{# ")


@pytest.mark.parametrize("file", PAGES, ids=name)
def test_pages_use_icons_and_parts_that_exist(file: Path) -> None:
    source = file.read_text()
    assert source.count("\n") <= 150
    named = re.findall(r'{% icon "([^"]+)"|\bicon="([^"]+)"', source)
    assert {one or other for one, other in named} - ICONS == set()
    for part in re.findall(r'{% include "([^"#]+)', source):
        get_template(part)


@pytest.mark.parametrize("file", PAGES, ids=name)
def test_pages_ask_htmx_for_nothing_that_the_policy_forbids(file: Path) -> None:
    """A condition in brackets is compiled from text, which the content security policy blocks."""
    triggers = re.findall(r'hx-trigger(?::\w+)?="([^"]*)"', file.read_text())
    assert [trigger for trigger in triggers if "[" in trigger] == []


@pytest.mark.parametrize("file", PAGES, ids=name)
def test_pages_use_only_classes_that_have_a_rule(file: Path) -> None:
    rules = set(re.findall(r"\.([a-zA-Z][\w-]*)", "\n".join(style.read_text() for style in STYLES)))
    without_logic = re.sub(r"\{[{%#].*?[#%}]\}", " ", file.read_text())
    used = {word for group in re.findall(r'class="([^"]*)"', without_logic) for word in group.split()}
    assert used - rules == set()


@pytest.mark.parametrize("file", PAGES, ids=name)
def test_parts_are_called_with_what_they_name(file: Path) -> None:
    """All but the messages, which are read from the request by whoever shows them first."""
    for call in re.findall(r'{% include "ui/[^%]*%}', file.read_text()):
        assert call.endswith(" only %}") or "ui/messages.html" in call, call


def test_the_gallery_shows_every_part() -> None:
    reached: set[str] = set()
    waiting = ["gallery.html", *(f"gallery/{file.name}" for file in TEMPLATES.glob("gallery/*.html"))]
    while waiting:
        page = waiting.pop()
        if page not in reached:
            reached.add(page)
            waiting += re.findall(r'{% include "([^"#]+)', (TEMPLATES / page).read_text())
    of_the_shell = {f"ui/{part}.html" for part in ("command_menu", "messages", "rail", "shortcut_help")}
    assert {f"ui/{file.name}" for file in PARTS} - reached == of_the_shell


def test_the_gallery_renders_from_its_data() -> None:
    html = get_template("gallery.html").render(json.loads((TEMPLATES / "gallery.json").read_text()))
    assert html.count('class="section"') >= 10
    assert set(json.loads((TEMPLATES / "gallery.json").read_text())["icons"]) == ICONS
