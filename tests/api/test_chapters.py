"""Chapters of an adapted text over the API."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.kernel import scope
from pipeline.actions.importing import bring_material
from projects.actions.edits import edit
from projects.materials import Brought
from projects.models import Head
from tests.api.asking import Api
from tests.pipeline.test_adaptation import BOOK
from tests.safety.town import Town


def _adapts(town: Town) -> Head:
    with scope.team(town.team.pk, user=town.people["owner"].pk):
        made = town.made
        bring_material(made.branch, made.episode, Brought("novel.txt", "text", BOOK), by=made.user)
        brief = made.head("brief", "brief")
        edit(brief, {"mode": "adapt"}, expected=brief.revision_id, by=made.user)
        return made.head("material", "m001")


def test_chapters_are_listed_with_their_state_and_changed_one_by_one(town: Town, api: Api) -> None:
    assert api.get("chapters/").json()["results"] == []
    head = _adapts(town)
    found = api.get("chapters/?limit=3").json()
    assert found["count"] == 5
    second = found["results"][1]
    assert (second["slot"], second["state"], second["summary"]) == ("c002", "missing", "")
    assert BOOK[second["start"] : second["end"]].startswith("Chapter 2")
    change = {"material": str(head.node_id), "slot": "c002", "text": "Rain.", "expected": head.revision_id}
    assert api.patch("chapters/", change | {"slot": "c999"}).status_code == 404
    assert api.patch("chapters/", change | {"text": " "}).status_code == 422
    assert api.patch("chapters/", change, who="viewer").status_code == 403
    new = api.patch("chapters/", change).json()["expected"]
    assert new != head.revision_id
    assert api.patch("chapters/", change).status_code == 409
    assert api.get("chapters/?summaries=false").json()["results"][1]["words"] == 1


def _send(api: Api, *files: tuple[str, bytes], who: str = "owner") -> Any:
    texts = [SimpleUploadedFile(name, data) for name, data in files]
    headers = {"Authorization": f"Bearer {api.key_of(who)}"}
    return Client().post(f"{api.project}texts/", {"texts": texts}, headers=headers)


def test_texts_are_brought_together_or_each_bad_one_says_why(api: Api) -> None:
    bad = _send(api, ("good.txt", b"Fine words."), ("bad.pdf", b"%PDF-1.4 no"), ("photo.txt", b"GIF89a"))
    assert bad.status_code == 400
    assert len(bad.json()["texts"]) == 2
    assert api.get("texts/").json()["count"] == 0
    good = _send(api, ("one.txt", b"First words."), ("two.md", b"# Second"))
    assert (good.status_code, good.json()) == (201, {"names": ["one.txt", "two.md"], "scenes": 0})
    assert [row["format"] for row in api.get("texts/").json()["results"]] == ["text", "markdown"]
    assert _send(api).status_code == 400
    assert _send(api, ("a.txt", b"Words."), who="viewer").status_code == 403
