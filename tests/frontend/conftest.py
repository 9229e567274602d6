"""A browser for the elements: pages are made in the test, files come from static/, answers from the test."""

import json
import mimetypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Route

from accounts.shortcuts.bindings import on_page

ROOT = Path(__file__).parents[2]
HOST = "http://studio.test"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SHELL = """<!doctype html><html lang="en" data-sprite="/static/icons/sprite.svg"><head><title>t</title>
<meta name="htmx-config" content='{{"noSwap": ["403", "5xx"], "includeIndicatorCSS": false}}'>
<link rel="stylesheet" href="/static/css/app.css">
<script defer src="/static/vendor/htmx-4.0.1.min.js"></script>
<script type="module" src="/static/js/app.js"></script></head>
<body hx-headers:inherited='{{"X-CSRFToken": "token"}}' data-user="{user}"><main>{body}</main>
<div class="toasts" id="toasts" role="status"></div><div id="announcer" role="status"></div>
<script id="shortcuts" type="application/json">{shortcuts}</script></body></html>"""


@dataclass
class Post:
    """What a page sent."""

    path: str
    fields: list[tuple[str, str]]
    headers: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return dict(self.fields)[name]

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.fields if key == name]


Answer = tuple[int, str, str]  # status, content type, body


@dataclass
class Studio:
    """A page under the real policy, and a server that answers what the test tells it to."""

    page: Page
    posts: list[Post] = field(default_factory=list)
    answer: Callable[[Post], Answer] = lambda post: (200, "application/json", '{"expected": "2"}')
    gets: dict[str, Answer] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    body: str = ""
    offline: bool = False
    user: str = "7"
    keys: dict[str, Any] = field(default_factory=dict)  # of one's own, as an account stores them

    def show(self, body: str) -> Page:
        """Open a page whose <main> holds ``body``."""
        self.body = body
        self.page.goto(f"{HOST}/")
        self.page.wait_for_function("() => customElements.get('theme-switch') !== undefined")
        return self.page

    def handle(self, route: Route, request: Request) -> None:
        path = urlsplit(request.url).path
        if path.startswith("/static/"):
            _file(route, request, ROOT / path.lstrip("/"))
        elif request.method == "POST" and self.offline:
            route.abort()
        elif request.method == "POST":
            post = Post(path, _fields(request), request.headers)
            self.posts.append(post)
            status, kind, text = self.answer(post)
            route.fulfill(status=status, content_type=kind, body=text)
        else:
            page = (
                200,
                "text/html",
                SHELL.format(body=self.body, user=self.user, shortcuts=json.dumps(on_page(self.keys))),
            )
            status, kind, text = self.gets.get(path, page)
            route.fulfill(
                status=status, content_type=kind, body=text, headers={"Content-Security-Policy": POLICY}
            )


def _file(route: Route, request: Request, file: Path) -> None:
    """With ranges, as the studio serves media: without them a film cannot be sought in."""
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    data = file.read_bytes()
    headers = {"Content-Type": kind, "Accept-Ranges": "bytes"}
    wanted = request.headers.get("range", "")
    if not wanted:
        route.fulfill(body=data, headers=headers)
        return
    first, _, last = wanted.removeprefix("bytes=").partition("-")
    start, end = int(first), int(last or len(data) - 1)
    headers["Content-Range"] = f"bytes {start}-{end}/{len(data)}"
    route.fulfill(status=206, body=data[start : end + 1], headers=headers)


def _fields(request: Request) -> list[tuple[str, str]]:
    data = request.post_data or ""
    kind = request.headers.get("content-type", "")
    if "boundary=" not in kind:
        return parse_qsl(data, keep_blank_values=True)
    parts = data.split("--" + kind.partition("boundary=")[2])[1:-1]
    found = []
    for part in parts:
        head, _, value = part.partition("\r\n\r\n")
        found.append((head.partition('name="')[2].partition('"')[0], value.removesuffix("\r\n")))
    return found


@pytest.fixture
def studio(browser: Browser) -> Iterator[Studio]:
    """Fails when the page had a script error or met the content security policy."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(60_000)
    found = Studio(context.new_page())
    found.page.route("**/*", found.handle)
    # A page that is left while its picture still fades in reports that as an error of its own.
    found.page.on(
        "pageerror",
        lambda error: None if "Transition was" in str(error) else found.broken.append(str(error)),
    )
    found.page.on(
        "console",
        lambda line: found.broken.append(line.text) if "Content Security Policy" in line.text else None,
    )
    yield found
    context.close()
    assert found.broken == []
