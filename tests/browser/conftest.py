"""A browser, a studio to visit, and a short film in it, made once for all of these tests."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.server import Studio

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
PATIENCE_MS = 60_000
IDEA = "A lighthouse keeper finds a door in the sea"
SELECTABLE = ("assets", "scenes", "shots", "prompts", "frames", "film")


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    if not settings.DATABASE_OWNER_URL:
        pytest.exit("Tests of the whole studio need its database's owner: ./studio test.", returncode=4)
    redis = urlsplit(os.environ["REDIS_URL"])
    own = 15 - int(WORKER.removeprefix("gw"))  # a Redis that no other test uses
    live = Studio(
        owner_url=settings.DATABASE_OWNER_URL,
        serving_url=os.environ["DATABASE_URL"],
        redis_url=redis._replace(path=f"/{own}").geturl(),
        folder=tmp_path_factory.mktemp("studio"),
        name=f"{urlsplit(settings.DATABASE_OWNER_URL).path.lstrip('/')}_browser_{WORKER}",
    )
    try:
        live.start()
        yield live
    finally:
        live.stop()


@dataclass
class Visitor:
    """Somebody in a browser window. What breaks in a page breaks the test that saw it."""

    studio: Studio
    context: BrowserContext
    page: Page
    broken: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Open a page of the studio and wait until its elements are alive."""
        answer = self.page.goto(self.studio.address + path)
        assert answer is not None
        assert answer.status < 400, f"{path}: {answer.status}"
        self.page.wait_for_function("() => customElements.get('theme-switch') !== undefined")
        return self.page

    def settle(self) -> None:
        """Wait until no request is under way."""
        self.page.wait_for_load_state("networkidle")


class Visits:
    """Opens windows, and closes them all in the end."""

    def __init__(self, studio: Studio, browser: Browser) -> None:
        self.studio, self.browser = studio, browser
        self.open: list[Visitor] = []

    def __call__(self, state: Any = None, width: int = 1280, **options: Any) -> Visitor:
        options.setdefault("reduced_motion", "reduce")
        viewport = {"width": width, "height": 900}
        context = self.browser.new_context(viewport=viewport, storage_state=state, **options)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        visitor = Visitor(self.studio, context, context.new_page())
        self._listen(visitor)
        self.open.append(visitor)
        return visitor

    def _listen(self, visitor: Visitor) -> None:
        visitor.page.on("pageerror", lambda error: self._note(visitor, str(error)))
        visitor.page.on(
            "response", lambda answer: answer.status >= 500 and self._note(visitor, f"500: {answer.url}")
        )
        visitor.page.on(
            "console",
            lambda line: "Content Security Policy" in line.text and self._note(visitor, line.text),
        )

    def _note(self, visitor: Visitor, text: str) -> None:
        # A page that is left while its picture still fades in reports that as an error of its own.
        if "Transition was" not in text:
            visitor.broken.append(text)

    def close(self) -> list[str]:
        """Close the windows; returns what broke in them."""
        for visitor in self.open:
            visitor.context.close()
        return [text for visitor in self.open for text in visitor.broken]


@pytest.fixture
def visit(studio: Studio, browser: Browser) -> Iterator[Visits]:
    visits = Visits(studio, browser)
    yield visits
    assert visits.close() == []


@dataclass(frozen=True)
class Film:
    """The sample film, as it was approved; work goes on upon branches of it."""

    state: Any  # cookies of the demo person
    project: str  # the address of its project: "/t/demo/p/<id>/"
    branch: str = "main"
    views: dict[str, str] = field(default_factory=dict)  # queries that select something, by stage

    def at(self, stage: str, query: str = "", branch: str = "") -> str:
        """The address of a stage."""
        return f"{self.project}{branch or self.branch}/1/{stage}/{query}"


@pytest.fixture(scope="session")
def film(studio: Studio, browser: Browser) -> Film:
    """Fifteen seconds, made by the command, watched by the demo person."""
    studio.manage("film", IDEA, "--seconds", "15", "--out", str(studio.folder / "film.mp4"))
    visits = Visits(studio, browser)
    page = visits().go("/")
    page.get_by_role("button", name="Open the demo studio").click()
    page.get_by_role("link", name="The Door in the Sea").first.click()
    page.wait_for_url("**/p/**")
    project = "/".join(urlsplit(page.url).path.split("/")[:5]) + "/"
    views = {stage: _first(page, f"{studio.address}{project}main/1/{stage}/") for stage in SELECTABLE}
    state = page.context.storage_state()
    assert visits.close() == []
    return Film(state, project, views=views)


def _first(page: Page, address: str) -> str:
    """The query that selects the first thing on a page."""
    page.goto(address)
    return page.locator(".pick-link, tbody th[scope=row] a").first.get_attribute("href") or ""


@pytest.fixture
def work(film: Film, visit: Visits, request: pytest.FixtureRequest) -> Film:
    """The film on a branch of its own, on which everything is open."""
    name = hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:12]
    page = visit(film.state).go(film.at("idea", "fork/"))
    page.locator("#branch-name").fill(name)
    page.locator("form:has(#branch-name)").get_by_role("button", name="Make the branch").click()
    page.wait_for_url(f"**/{name}/1/idea/**")
    return replace(film, branch=name)
