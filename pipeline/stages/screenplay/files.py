"""The screenplay as a file: Fountain, Final Draft or PDF, with its title page."""

from typing import NamedTuple

from django.utils.text import slugify

from pipeline.actions.screenplays import whole_text
from projects.queries.story import Story
from projects.screenplay import fdx, fountain, pdf
from projects.screenplay.elements import Screenplay

FORMATS = {"pdf": "PDF", "fountain": "Fountain", "fdx": "Final Draft (FDX)"}
PAPERS = ("letter", "a4")


class ScriptFile(NamedTuple):
    """A file to be saved."""

    name: str
    mime: str
    data: bytes


def screenplay_file(story: Story, extension: str, *, title: str, author: str, paper: str) -> ScriptFile:
    """The whole screenplay in one of ``FORMATS``; ``paper`` is that of the PDF, "letter" or "a4".

    ``title`` counts where the brief has none. Raises KeyError for another format.
    """
    script = fountain.parse(whole_text(story))
    brief = story.one("brief")
    title = (brief and story.content(brief).title) or title
    script.title_page = _title_page(story.content(brief).title_page if brief else {}, title, author)
    mime, data = _written(script, extension, paper)
    return ScriptFile(f"{slugify(title) or 'screenplay'}.{extension}", mime, data)


def _title_page(brought: dict[str, str], title: str, author: str) -> dict[str, str]:
    """The page that the screenplay came with, under the title that the film has now; or title and author."""
    if not brought:
        return {"Title": title, "Author": author}
    known = {key.casefold(): key for key in brought}
    if " ".join(brought.get(known.get("title", ""), "").split()) == title:
        return dict(brought)
    rest = {key: value for key, value in brought.items() if key != known.get("title")}
    return {known.get("title", "Title"): title, **rest}


def _written(script: Screenplay, extension: str, paper: str) -> tuple[str, bytes]:
    if extension == "pdf":
        return "application/pdf", pdf.write(script, paper)
    if extension == "fdx":
        return "application/xml", fdx.write(script)
    if extension == "fountain":
        return "text/plain; charset=utf-8", fountain.write(script).encode()
    raise KeyError(extension)
