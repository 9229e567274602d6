"""Looks on a library asset's own page: each change a version, offered to films, renamed with them."""

from typing import Any

import pytest

from assets.models import LibraryAsset
from pipeline.actions.library import bring, pull
from pipeline.actions.looks import looks_under
from pipeline.queries.library import linked
from projects.library import known_as
from projects.models import Head
from projects.queries.story import load_story
from tests.factories.shots import queries
from tests.factories.visitors import Visit, assert_guarded
from tests.pipeline.shelf import filmed, library_address, now, shelved


@pytest.fixture
def seen(db: None) -> Visit:
    return filmed()


def send(seen: Visit, asset: LibraryAsset, what: str, expected: int, **data: str) -> Any:
    address = library_address(seen, asset.pk, "looks", what)
    return seen.by(seen.editor).post(address, {"expected": expected, **data}, follow=True)


def test_a_look_is_added_described_renamed_and_taken_away(seen: Visit) -> None:
    vera = shelved(seen)
    assert "wedding is a look of it now" in send(seen, vera, "add", 1, name="wedding").text
    said = {
        "look": "wedding",
        "name": "Feast",
        "wardrobe": "a white dress",
        "tags": "Wet, wet",
        "traits.age": "40",
    }
    page = send(seen, vera, "save", 2, **said).text
    assert 'value="a white dress"' in page
    assert "Before: <bdi>wedding</bdi>" in page
    look = now(seen, vera)["looks"][0]
    assert (look["name"], look["tags"], look["traits"], look["formerly"]) == (
        "Feast", ["wet"], {"age": "40"}, ["wedding"],
    )  # fmt: skip
    send(seen, vera, "remove", 3, look="Feast")
    assert "looks" not in now(seen, vera)
    address = library_address(seen, vera.pk)
    older = seen.by(seen.viewer).get(address + "?version=3").text
    assert "a white dress" in older
    assert 'name="wardrobe"' not in older  # what was is read, not written


def test_what_cannot_be_is_said_and_what_was_typed_stays(seen: Visit) -> None:
    vera = shelved(seen)
    send(seen, vera, "add", 1, name="wedding")
    send(seen, vera, "add", 2, name="storm")
    taken = send(seen, vera, "save", 3, look="storm", name="Wedding", wardrobe="oilskins")
    assert taken.status_code == 422
    assert "There is a look called Wedding already." in taken.text
    assert 'value="oilskins"' in taken.text
    late = send(seen, vera, "save", 2, look="storm", name="gale", wardrobe="oilskins")
    assert late.status_code == 409
    assert "changed this asset meanwhile" in late.text
    assert 'value="gale"' in late.text
    assert send(seen, vera, "add", 3, name=" ").status_code == 422
    assert send(seen, vera, "save", 3, look="storm", name="x" * 121).status_code == 422
    assert send(seen, vera, "nothing", 3).status_code == 404
    assert [look["name"] for look in now(seen, vera)["looks"]] == ["wedding", "storm"]


def test_films_rename_and_change_what_they_took_and_are_named_before_it_goes(seen: Visit) -> None:
    vera = shelved(seen)
    send(seen, vera, "add", 1, name="wedding")
    with seen.inside():
        story = load_story(seen.film.branch, seen.film.episode)
        node, _ = bring(story, LibraryAsset.objects.get(), by=seen.owner)
    send(seen, vera, "save", 2, look="wedding", name="Feast", wardrobe="a white dress")
    with seen.inside():
        story = load_story(seen.film.branch, seen.film.episode)
        assert next(one for one in linked(story) if one.item.node == node).behind == ["looks"]
        pull(story, node, LibraryAsset.objects.get(), ["looks"], by=seen.owner)
        head = Head.objects.select_related("revision", "branch").get(branch=seen.film.branch, node_id=node)
        mine = [(look.content.name, look.content.wardrobe) for look in looks_under(head)]
        story = load_story(seen.film.branch, seen.film.episode)
        assert next(one for one in linked(story) if one.item.node == node).differences == []
    assert mine == [("Feast", "a white dress")]
    page = seen.by(seen.editor).get(library_address(seen, vera.pk)).text
    assert "Aquaria has it and keeps it." in page
    send(seen, vera, "remove", 3, look="Feast")
    with seen.inside():
        assert len(looks_under(head)) == 1


def test_looks_are_known_by_their_name_then_by_the_one_before() -> None:
    looks = [{"name": "Feast", "formerly": ["wedding", "party"]}, {"name": "Party"}, {"name": "Storm"}]
    assert known_as({"looks": looks}, ["party", "Wedding", "own"]) == {"party": "Party", "Wedding": "Feast"}
    assert known_as({}, ["own"]) == {}


def test_only_editors_of_the_team_change_looks_and_many_ask_no_more_than_few(seen: Visit) -> None:
    vera = shelved(seen, looks=[{"name": "wedding"}])
    address = library_address(seen, vera.pk)
    assert_guarded(seen, f"{address}looks/add/")
    few = queries(seen.by(seen.editor), address)
    with seen.inside():
        latest = LibraryAsset.objects.get().latest
    for number in range(6):
        send(seen, vera, "add", latest + number, name=f"look {number}")
    assert queries(seen.by(seen.editor), address) == few
