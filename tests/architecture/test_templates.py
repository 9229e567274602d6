import re
from pathlib import Path

import pytest

from tests.architecture.files import name, templates

TAG = re.compile(r"<[a-zA-Z][^<>]*>", re.DOTALL)
DJANGO = re.compile(r"\{[{%#].*?[#%}]\}", re.DOTALL)
# What the content security policy would block, or what would need it to be opened.
FORBIDDEN = {
    "a style attribute": re.compile(r"\sstyle\s*="),
    "an event handler": re.compile(r"\son[a-z]+\s*="),
    "code for htmx": re.compile(r"\shx-on[:\w-]*\s*=|[\"']\s*(js|javascript):"),
    "a style element": re.compile(r"<style\b"),
    "an inline script": re.compile(r"<script(?![^>]*(\ssrc\s*=|type=\"application/json\"))"),
    "a file from elsewhere": re.compile(
        r"<(script|link|img|iframe)[^>]*\s(src|href)\s*=\s*[\"']?(https?:)?//"
    ),
}


def findings(source: str) -> list[str]:
    tags = TAG.findall(DJANGO.sub("", source))
    return [f"{what}: {tag}" for tag in tags for what, pattern in FORBIDDEN.items() if pattern.search(tag)]


@pytest.mark.parametrize("file", templates(), ids=name)
def test_templates_hold_no_code_and_no_style(file: Path) -> None:
    assert findings(file.read_text()) == []


@pytest.mark.parametrize(
    "source",
    [
        '<p style="color: red">',
        '<p class="a"\n   style = "color: red">',
        '<button onclick="go()">',
        '<button hx-on:click="go()">',
        '<a href="javascript:go()">',
        "<style>",
        "<script>",
        '<script type="module">',
        '<script src="https://far.example/a.js">',
        '<link rel="stylesheet" href="//far.example/a.css">',
    ],
)
def test_the_rule_finds_what_it_is_for(source: str) -> None:
    assert findings(source)


@pytest.mark.parametrize(
    "source",
    [
        '<script src="{% static "js/app.js" %}" type="module"></script>',
        '<script id="plan" type="application/json">',
        '<p data-style="quiet" {% if a %}hidden{% endif %}>one = two</p>',
        '<a href="https://example.com/">',
    ],
)
def test_the_rule_leaves_the_rest_alone(source: str) -> None:
    assert findings(source) == []
