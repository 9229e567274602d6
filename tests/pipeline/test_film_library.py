"""A film follows the library: promote, bring, override, pull, push; nothing changes by itself."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assets.actions.media import keep_bytes
from assets.models import LibraryAsset
from pipeline.actions.library import bring, pull, pulled_content
from pipeline.actions.looks import add_look, edit_look, looks_under
from pipeline.graph.plan import State
from pipeline.queries.impact import impact_of
from pipeline.queries.library import linked
from pipeline.queries.plans import plan_for
from projects.actions.branches import fork, lock_stage
from projects.actions.edits import edit
from projects.actions.undoing import roll_back
from projects.models import Change, Head, LibraryUse
from projects.queries.story import load_story
from tests.factories.pictures import encoded
from tests.factories.projects import world
from tests.factories.shots import heads, queries
from tests.factories.visitors import Visit, assert_guarded
from tests.pipeline.shelf import (
    MARA,
    brought,
    filmed,
    head_of,
    library_address,
    link,
    made_now,
    now,
    press,
    reworded,
    says,
    shelved,
    states,
    story,
)


@pytest.fixture
def seen(db: None) -> Visit:
    return filmed()


def page(seen: Visit, *rest: object, query: str = "") -> str:
    answer = seen.by(seen.editor).get(link(seen, *rest) + query)
    assert answer.status_code == 200
    return str(answer.text)


def override(seen: Visit, head: Head, **changes: object) -> None:
    with seen.inside():
        fresh = Head.objects.select_related("revision", "branch").get(pk=head.pk)
        edit(fresh, changes, expected=fresh.revision_id, by=seen.editor)


def test_promoted_it_is_in_the_library_and_nothing_becomes_stale(seen: Visit) -> None:
    made_now(seen)
    before = states(seen, "picture")
    text = press(seen, head_of(seen).node_id, "promote", tags="night").text
    assert "Mara is in the library" in text
    assert "Both say the same" in text
    with seen.inside():
        mara = LibraryAsset.objects.get()
    assert (mara.name, mara.came_from, mara.tags) == ("Mara", "Aquaria", ["night"])
    assert states(seen, "picture") == before
    assert says(seen).library.asset == str(mara.pk)
    again = seen.by(seen.editor).post(
        link(seen, head_of(seen, "character:ned").node_id, "promote"), {"name": "mara"}
    )
    assert again.status_code == 422
    assert "has a mara already" in again.text


def test_brought_in_it_is_whole_in_the_film_and_shown_at_stage_5(seen: Visit) -> None:
    vera = shelved(seen, aliases=["V."], wardrobe="a grey coat")
    head = brought(seen, vera)
    content = head.content
    assert (content.key, content.aliases, content.wardrobe) == ("character:vera", ["V."], "a grey coat")
    assert content.design == now(seen, vera)["design"]
    text = seen.by(seen.viewer).get(seen.stage("assets") + f"?asset={head.node_id}").text
    assert "Follows" in text
    assert "Vera" in text
    twice = seen.by(seen.editor).post(seen.stage("drawer", "bring"), {"library": vera.pk}, follow=True)
    assert "follows it already" in twice.text


def test_a_name_that_is_taken_gets_a_key_of_its_own_or_takes_its_place(seen: Visit) -> None:
    made_now(seen)
    other = shelved(seen, "Mara", definition="Another Mara altogether")
    text = page(seen, head_of(seen).node_id)
    assert "Another Mara altogether" in text  # offered, and compared
    head = head_of(seen)
    press(seen, head.node_id, "follow", **{"with": other.pk, "expected": head.revision_id})
    assert says(seen).definition == "Another Mara altogether"
    assert State.STALE in states(seen, "picture")
    third = shelved(seen, "Ned", definition="Another Ned")
    assert brought(seen, third).content.key == "character:ned-2"


def test_a_newer_value_is_offered_with_what_it_ages_and_taken_only_when_asked(seen: Visit) -> None:
    vera = shelved(seen)
    head = brought(seen, vera)
    made_now(seen)
    reworded(seen, vera, definition="A short man with a red beard")
    assert says(seen, "character:vera").definition == "Vera as everybody knows them"
    text = page(seen, head.node_id)
    assert "Newer in the library." in text
    assert "image keys: 1" in text
    assert "1 asset has newer values" in page(seen)
    assert State.STALE not in states(seen, "picture")
    answer = press(seen, head.node_id, "pull", field="definition", expected=head.revision_id)
    assert "Taken from the library" in answer.text
    assert "Undo" in answer.text
    assert says(seen, "character:vera").definition == "A short man with a red beard"
    assert says(seen, "character:vera").design == now(seen, vera)["design"]
    assert states(seen, "picture").count(State.STALE) == 1


def test_what_is_foretold_is_what_happens(seen: Visit) -> None:
    vera = shelved(seen)
    brought(seen, vera)
    made_now(seen)
    reworded(seen, vera, definition="A short man with a red beard")
    with seen.inside():
        told = story(seen)
        row = linked(told)[0]
        plan = plan_for(seen.film.branch, seen.film.episode, story=told)
        content = pulled_content(told, row.item, row.asset, row.version, row.behind)
        foretold = {unit.target.key for unit in impact_of(plan, {row.item.node: content}, set()).units}
        done = {unit.target.key for unit in plan.units if unit.state in (State.FRESH, State.KEPT)}
        pull(told, row.item.node, row.version.asset, row.behind, by=seen.editor)
        after = plan_for(seen.film.branch, seen.film.episode)
        aged = {
            u.target.key for u in after.units if u.target.item and u.state in (State.STALE, State.BLOCKED)
        }
    assert foretold == aged & done
    assert foretold


def test_an_overridden_field_stays_and_the_others_follow(seen: Visit) -> None:
    vera = shelved(seen, wardrobe="a grey coat")
    head = brought(seen, vera)
    override(seen, head, wardrobe="a yellow dress")
    reworded(seen, vera, definition="Quite another look", wardrobe="a blue coat", aliases=["V."])
    with seen.inside():
        found = {each.field: each.standing.value for each in linked(story(seen))[0].differences}
    assert found == {"aliases": "behind", "definition": "behind", "wardrobe": "both"}
    answer = seen.by(seen.editor).post(link(seen, "pull"), follow=True)
    assert "Took what is newer of one asset" in answer.text
    content = says(seen, "character:vera")
    assert (content.wardrobe, content.definition) == ("a yellow dress", "Quite another look")
    assert content.aliases == ["V."]
    assert content.design not in ({}, now(seen, vera)["design"])  # neither's words alone
    press(seen, head.node_id, "pull", field="wardrobe", expected=head_of(seen, "character:vera").revision_id)
    assert says(seen, "character:vera").wardrobe == "a blue coat"


def test_a_push_gives_the_field_to_the_library_and_offers_it_to_other_films(seen: Visit) -> None:
    vera = shelved(seen)
    head = brought(seen, vera)
    with seen.inside():
        second = world(seen.owner, seen.team, title="Second film")
        bring(load_story(second.branch, second.episode), vera, by=seen.owner)
    override(seen, head, definition="Grown old", aliases=["Granny"])
    answer = press(seen, head.node_id, "push", field="definition", seen=1)
    assert "as version 2" in answer.text
    assert now(seen, vera)["definition"] == "Grown old"
    assert now(seen, vera)["aliases"] == []
    with seen.inside():
        theirs = linked(load_story(second.branch, second.episode))[0]
        assert theirs.behind == ["definition"]
        assert linked(story(seen))[0].overridden == ["aliases"]
    late = press(seen, head.node_id, "push", field="aliases", seen=1)
    assert "meanwhile" in late.text
    assert now(seen, vera)["aliases"] == []


def test_a_pull_is_an_edit_of_one_branch_that_can_be_taken_back(seen: Visit) -> None:
    vera = shelved(seen)
    head = brought(seen, vera)
    with seen.inside():
        past = fork(seen.film.branch, "As it was", by=seen.owner)
    reworded(seen, vera, definition="Another look")
    press(seen, head.node_id, "pull", field="definition", expected=head.revision_id)
    with seen.inside():
        there = Head.objects.select_related("revision").get(branch=past, node_id=head.node_id)
        assert there.content.definition == "Vera as everybody knows them"
        roll_back(Change.objects.filter(branch=seen.film.branch).latest("pk"), by=seen.owner)
    assert says(seen, "character:vera").definition == "Vera as everybody knows them"


def test_a_locked_stage_takes_nothing_and_still_gives(seen: Visit) -> None:
    vera = shelved(seen)
    head = brought(seen, vera)
    override(seen, head, definition="Grown old")
    with seen.inside():
        lock_stage(seen.film.branch, seen.film.episode, "assets", by=seen.owner)
    assert "locked" in press(seen, head.node_id, "pull", field="definition").text
    assert "as version 2" in press(seen, head.node_id, "push", field="definition", seen=1).text
    assert now(seen, vera)["definition"] == "Grown old"


def test_from_a_locked_film_somebody_is_put_into_the_library_all_the_same(seen: Visit) -> None:
    with seen.inside():
        lock_stage(seen.film.branch, seen.film.episode, "assets", by=seen.owner)
    assert "stays as it is" in press(seen, head_of(seen).node_id, "promote").text
    with seen.inside():
        assert LibraryAsset.objects.get().name == "Mara"
        assert not LibraryUse.objects.exists()
    assert says(seen).library is None


def test_an_own_picture_comes_along_and_stays_and_differs_by_itself(seen: Visit) -> None:
    said = {"kind": "prop", "name": "Oil lamp", "definition": "A brass oil lamp"}
    picture = SimpleUploadedFile("lamp.png", encoded())
    seen.by(seen.editor).post(library_address(seen, "new"), said | {"picture": picture})
    with seen.inside():
        lamp = LibraryAsset.objects.get()
    head = brought(seen, lamp)
    with seen.inside():
        key = Head.objects.select_related("revision").get(kind="picture", parent_node=head.node_id)
        assert key.origin == Head.Origin.UPLOAD
        assert key.content.media == lamp.picture
        other = keep_bytes(encoded(form="WEBP"), "image/webp", width=160, height=96).sha256
    reworded(seen, lamp, picture={"media": other, "width": 160, "height": 96, "own": True})
    assert "The library&#x27;s picture" in page(seen, head.node_id) or "The library's picture" in page(
        seen, head.node_id
    )
    press(seen, head.node_id, "pull", field="picture", expected=head_of(seen, "prop:oil-lamp").revision_id)
    with seen.inside():
        key = Head.objects.select_related("revision").get(kind="picture", parent_node=head.node_id)
        assert key.content.media == other


def test_going_its_own_way_it_is_offered_nothing_and_counts_no_more(seen: Visit) -> None:
    vera = shelved(seen)
    head = brought(seen, vera)
    press(seen, head.node_id, "leave")
    assert says(seen, "character:vera").library is None
    assert "not used yet" in seen.by(seen.viewer).get(library_address(seen)).text
    with seen.inside():
        assert LibraryUse.objects.count() == 1  # where to look, not what counts


def test_the_film_says_when_the_library_has_it_no_more(seen: Visit) -> None:
    vera = shelved(seen)
    head = brought(seen, vera)
    with seen.inside():
        LibraryAsset.objects.all().delete()
    assert "Not in the library any more" in page(seen, head.node_id)
    assert "keeps its own copy" in page(seen)
    assert press(seen, head.node_id, "pull", field="definition").status_code == 404


def test_looks_go_along_and_are_taken_and_given_by_name(seen: Visit) -> None:
    with seen.inside():
        mara = Head.objects.select_related("revision", "branch").get(pk=head_of(seen).pk)
        add_look(mara, "Wedding", by=seen.owner, wardrobe="a white dress")
    press(seen, mara.node_id, "promote")
    with seen.inside():
        shelf = LibraryAsset.objects.get()
        second = world(seen.owner, seen.team, title="Second film")
        node, _ = bring(load_story(second.branch, second.episode), shelf, by=seen.owner)
        theirs = Head.objects.select_related("revision", "branch").get(branch=second.branch, node_id=node)
        look = looks_under(theirs)[0]
        assert (look.content.name, look.content.wardrobe) == ("Wedding", "a white dress")
        assert linked(load_story(second.branch, second.episode))[0].differences == []
        mine = looks_under(mara)[0]
        edit_look(mine, {"wardrobe": "a red dress"}, expected=mine.revision_id, by=seen.owner)
    assert "Looks" in page(seen, mara.node_id)
    press(seen, mara.node_id, "push", field="looks", seen=1)
    assert now(seen, shelf)["looks"][0]["wardrobe"] == "a red dress"
    with seen.inside():
        told = load_story(second.branch, second.episode)
        assert linked(told)[0].behind == ["looks"]
        pull(told, node, LibraryAsset.objects.get(), ["looks"], by=seen.owner)
        assert looks_under(theirs)[0].content.wardrobe == "a red dress"
        assert linked(load_story(second.branch, second.episode))[0].differences == []


def test_a_voice_of_a_character_is_kept_for_others(seen: Visit) -> None:
    override(seen, head_of(seen), voice={"variant": "f3", "pitch": 44, "rate": 150, "name": "en-us"})
    assert (
        "The library has the voice Harbour voice"
        in press(seen, head_of(seen).node_id, "keep", name="Harbour voice").text
    )


def test_the_film_page_asks_as_much_for_many_as_for_few(seen: Visit) -> None:
    browser = seen.by(seen.viewer)
    for name in ("Vera", "Kai"):
        brought(seen, shelved(seen, name))
    few = queries(browser, link(seen))
    for number in range(6):
        brought(seen, shelved(seen, f"Extra {number}"))
    assert queries(browser, link(seen)) == few


def test_strangers_viewers_and_other_films_are_kept_out(seen: Visit) -> None:
    node = head_of(seen).node_id
    other = seen.other_film.project.pk
    for what in ("promote", "follow", "pull", "push", "leave", "voice", "keep"):
        assert_guarded(seen, link(seen, node, what), foreign=link(seen, node, what, project=other))
    assert_guarded(seen, link(seen, "pull"), foreign=link(seen, "pull", project=other))
    assert seen.by(seen.stranger).get(link(seen, node)).status_code == 404
    with seen.inside():
        scene = heads(seen.film, "scene")[0]
    assert seen.by(seen.editor).get(link(seen, scene.node_id)).status_code == 404
    foreign = press(seen, node, "follow", **{"with": "0192f0c0-0000-7000-8000-000000000000"})
    assert foreign.status_code == 404
    assert press(seen, node, "follow", **{"with": "x"}).status_code == 422
    assert says(seen).key == MARA
    assert says(seen).library is None
