"""Every page, dark and light: axe finds nothing, and nothing sticks out of a phone."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from projects.kinds.stages import STAGES
from tests.browser.conftest import Film, Visits

pytestmark = pytest.mark.slow

AXE = Path(__file__).parents[1] / "vendor" / "axe.min.js"
PUBLIC = ("/", "/accounts/signup/", "/accounts/login/", "/accounts/password/reset/", "/mail/", "/gone/")
TEAM = (
    "",
    "new/",
    "capsules/?medium=visual",
    "capsules/studio/writing/screwball/",
    "library/",
    "library/new/",
    "library/voices/",
    "jobs/",
    "credits/",
    "settings/",
    "settings/keys/",
    "settings/audit/",
)
MINE = ("/teams/", "/profile/", "/accounts/email/", "/accounts/password/change/")
BESIDE = {"boards": "shots", "timeline": "state", "continuity": "confirm"}  # pages beside a stage's own
# The whole of a page is judged in the dark; what differs in the light are its colours.
RULES: dict[str, Any] = {"dark": {}, "light": {"runOnly": ["color-contrast"]}}
FAULTS = """rules => axe.run(rules).then(found => found.violations.map(
  fault => `${fault.id}: ${fault.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" | ")}`))"""
STICKS_OUT = """() => {
  const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most) return [];
  const wide = [...document.querySelectorAll("body *")].filter(
    (element) => element.getBoundingClientRect().right > most + 1);
  return wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 120));
}"""


def pages(film: Film) -> dict[str, str]:
    """Addresses by name: for those who are signed in."""
    team = "/t/" + film.project.split("/")[2] + "/"
    stages = {f"{stage} open": film.at(stage) for stage in STAGES}
    locked = {f"{stage} locked": film.at(stage, branch="main") for stage in STAGES}
    locked |= {name: film.at(name) for name in ("capsules", "drawer", "library")}
    more = {f"{stage} {query}": film.at(stage, query) for stage, query in film.views.items()}
    more |= {name: film.at(stage, f"{name}/") for name, stage in BESIDE.items()}
    rest = {path: path for path in (*(team + path for path in TEAM), *MINE)}
    return rest | {"project settings": f"{film.project}settings/"} | stages | locked | more


def look(page: Page, rules: Any) -> list[str]:
    """What axe finds on a page."""
    page.add_script_tag(path=AXE)
    found: list[str] = page.evaluate(FAULTS, rules)
    return found


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing_on_pages_for_everybody(visit: Visits, scheme: Any) -> None:
    visitor = visit(color_scheme=scheme, bypass_csp=True)
    faults = {}
    for path in PUBLIC:
        visitor.page.goto(visitor.studio.address + path)
        faults[path] = look(visitor.page, RULES[scheme])
    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing_on_any_page_of_a_team(visit: Visits, work: Film, scheme: Any) -> None:
    visitor = visit(work.state, 1440, color_scheme=scheme, bypass_csp=True)
    faults = {}
    for name, path in pages(work).items():
        if scheme == "dark" or "locked" not in name:  # locked pages have no colours of their own
            visitor.go(path)
            faults[name] = look(visitor.page, RULES[scheme])
    assert {name: found for name, found in faults.items() if found} == {}


def test_nothing_sticks_out_of_a_phone(visit: Visits, work: Film) -> None:
    visitor = visit(work.state, 390, has_touch=True, is_mobile=True)
    wide = {}
    for name, path in pages(work).items():
        if "locked" not in name:
            visitor.go(path)
            wide[name] = visitor.page.evaluate(STICKS_OUT)
    assert {name: found for name, found in wide.items() if found} == {}
