"""Search over a film: grouped, quoted, and every link lands where the words stand."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.actions.branches import fork
from projects.actions.comments import add_comment
from projects.actions.commit import Edit, commit
from projects.kinds import Asset, Beat, BeatSheet, Content, Material, Shot, Treatment, VisualState
from projects.kinds.vocabulary import AssetKind
from projects.models import Head
from tests.factories.projects import with_scenes, world
from tests.factories.visitors import Visit, visit


def put(seen: Visit, slot: str, content: Content, parent: object = "", **more: object) -> Head:
    film = seen.film
    edit = Edit.new(content, slot, "V", parent=parent or film.episode, episode=film.episode, **more)
    commit(film.branch, [edit], by=film.user)
    return film.head(content.kind, slot)


@pytest.fixture
def seen(db: None) -> Visit:
    made = visit()
    with made.inside():
        with_scenes(made.film, 2, 2)
        scene, film = made.film.head("scene", "s002"), made.film
        sheet = put(made, "beats", BeatSheet())
        put(made, "b01", Beat(title="The needle", text="Mara looks for it."), sheet.node_id)
        put(made, "treatment", Treatment(title="Hay", text="A needle in the hay."))
        put(made, "m001", Material(name="Notes", format="text", text="Chapter 1\n\nThe needle is lost."))
        shot = put(made, "0100", Shot(action="The needle shines."), scene.node_id)
        asset = Asset(key="character:mara", type=AssetKind.CHARACTER, name="Mara", notes="Has a needle.")
        commit(film.branch, [Edit.new(asset, "character:mara", "V")], by=film.user)
        cast = scene.content.model_copy(update={"cast": ["character:mara"]})
        commit(film.branch, [Edit.of(scene, cast)], by=film.user)
        coat = VisualState(asset="character:mara", wardrobe="needle coat")
        put(made, "character:mara", coat, scene.node_id)
        script = film.head("script", "s001")
        text = f"{script.content.text}\n\nThe needle falls & rolls.\n"
        commit(film.branch, [Edit.of(script, script.content.model_copy(update={"text": text}))], by=film.user)
        add_comment(shot.node, "Where is the needle?", by=film.user)
    return made


def address(seen: Visit, query: str, branch: str = "main") -> str:
    return f"/t/{seen.team.slug}/p/{seen.film.project.pk}/{branch}/1/search/?{query}"


def links(page: str) -> list[str]:
    body = page[page.index('id="found"') :]
    return [unescape(link) for link in re.findall(r'<li dir="auto">.*?<a href="([^"]+)"', body)]


def test_each_sort_is_grouped_and_each_line_leads_to_its_place(seen: Visit) -> None:
    viewer = seen.by(seen.viewer)
    page = viewer.get(address(seen, "q=NEEDLE")).text
    for title in ("Screenplay", "Treatment", "Beats", "Shots", "Assets", "Visual states", "Comments"):
        assert re.search(rf'class="find-group"[^>]*>{title}<', page), title
    assert "The <mark>needle</mark> falls &amp; rolls." in page
    assert "Shot 2-2" in page
    assert "Mara, scene 2" in page
    assert "Alice on Shot 2-2" in page
    found = links(page)
    assert len(found) == 8
    assert sum("treatment-text:~:text=A%20needle%20in%20the%20hay." in link for link in found) == 1
    for link in found:
        there, _, anchor = link.partition("#")
        answer = viewer.get(there)
        assert answer.status_code == 200, link
        if anchor := anchor.partition(":~:")[0]:
            assert f'id="{anchor}"' in answer.text, link


def test_a_sort_can_be_chosen_and_nothing_found_says_so(seen: Visit) -> None:
    viewer = seen.by(seen.viewer)
    shots = viewer.get(address(seen, "q=needle&in=shots")).text
    assert len(links(shots)) == 1
    assert "Everything <span" in shots
    assert "Nothing says that" in viewer.get(address(seen, "q=needl&whole=1")).text
    assert "Nothing says that" in viewer.get(address(seen, "q=haystack")).text
    assert "Type a word" in viewer.get(address(seen, "")).text
    assert "at most 200 characters" in viewer.get(address(seen, "q=" + "x" * 201)).text
    assert "nothing of that sort" in viewer.get(address(seen, "q=x&in=moon")).text
    part = viewer.get(address(seen, "q=needle"), headers={"HX-Request": "true", "HX-Target": "section#found"})
    assert part.text.strip().startswith('<section id="found"')


def test_only_this_branch_of_this_team_is_searched(seen: Visit) -> None:
    with seen.inside():
        other = fork(seen.film.branch, "Other", by=seen.owner)
        beat = seen.film.head("beat", "b01", other)
        changed = beat.content.model_copy(update={"title": "The thimble"})
        commit(other, [Edit.of(beat, changed)], by=seen.owner)
    assert "thimble" not in "".join(links(seen.by(seen.viewer).get(address(seen, "q=thimble")).text))
    assert len(links(seen.by(seen.viewer).get(address(seen, "q=thimble", other.slug)).text)) == 1
    assert seen.by(seen.stranger).get(address(seen, "q=needle")).status_code == 404
    foreign = address(seen, "q=needle").replace(str(seen.film.project.pk), str(seen.other_film.project.pk))
    assert seen.by(seen.owner).get(foreign).status_code == 404


def test_a_scene_that_is_omitted_is_not_found(seen: Visit) -> None:
    with seen.inside():
        script = seen.film.head("script", "s001")
        gone = script.content.model_copy(update={"omitted": True})
        commit(seen.film.branch, [Edit.of(script, gone)], by=seen.owner)
    assert links(seen.by(seen.viewer).get(address(seen, "q=needle&in=script")).text) == []
    assert links(seen.by(seen.viewer).get(address(seen, "q=ROOM+1&in=scenes")).text) == []


def test_nine_hundred_shots_are_searched_in_as_many_queries_as_two(seen: Visit) -> None:
    def asked(query: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert viewer.get(address(seen, query)).status_code == 200
        return len(captured)

    viewer = seen.by(seen.viewer)
    viewer.get(address(seen, "q=needle"))
    few = asked("q=needle")
    with seen.inside():
        edits = [
            Edit.new(
                Shot(action=f"A needle, {number}"), f"{number:05}", "W", parent=scene.node_id,
                episode=seen.film.episode,
            )
            for scene in Head.objects.filter(branch=seen.film.branch, kind="scene")
            for number in range(450)
        ]  # fmt: skip
        commit(seen.film.branch, edits, by=seen.owner)
    viewer.get(address(seen, "q=needle"))
    assert asked("q=needle") == few
    page = viewer.get(address(seen, "q=needle")).text
    assert "of 908 finds" in page
    assert len(links(page)) == 40
    assert "from=40" in page
    assert few <= 12


def test_all_films_of_the_team_are_searched_at_once(seen: Visit) -> None:
    with seen.inside():
        other = world(seen.owner, seen.team, title="Another", idea="A needle and its eye")
        with_scenes(other, 1, 1)
        seen.film.project.refresh_from_db()
    page = seen.by(seen.viewer).get(seen.address("search"), {"q": "needle"}).text
    assert f'">{other.project.title}' in page.replace("<bdi>", "").replace("</bdi>", "")
    assert f"/p/{seen.film.project.pk}/main/1/search/?q=needle" in page
    assert "its eye" in page
    assert "No film says that" in seen.by(seen.viewer).get(seen.address("search"), {"q": "thimble"}).text
    theirs = seen.by(seen.stranger)
    assert theirs.get(seen.address("search"), {"q": "needle"}).status_code == 404
    own = theirs.get(f"/t/{seen.other_film.team.slug}/search/", {"q": "needle"}).text
    assert "No film says that" in own
