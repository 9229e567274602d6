"""The team's library of assets and voices: found, written, put away, deleted with its dependants named."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.kernel.roles import Role
from accounts.models import AuditRecord
from assets.models import LibraryAsset, LibraryVersion, SavedVoice
from tests.factories.accounts import member
from tests.factories.pictures import encoded
from tests.factories.shots import queries
from tests.factories.visitors import Visit, assert_guarded
from tests.pipeline.shelf import brought, filmed, library_address, now, press, reworded, says, shelved


@pytest.fixture
def seen(db: None) -> Visit:
    return filmed()


def page(seen: Visit, *rest: object, query: str = "", by: Any = None) -> str:
    answer = seen.by(by or seen.viewer).get(library_address(seen, *rest) + query)
    assert answer.status_code == 200
    return str(answer.text)


def make(seen: Visit, /, *rest: object, by: Any = None, **data: Any) -> Any:
    browser = seen.by(by or seen.editor)
    return browser.post(library_address(seen, *rest), data, follow=True)


def test_an_empty_library_teaches_and_its_parts_are_one(seen: Visit) -> None:
    text = page(seen)
    assert "The library is empty" in text
    assert seen.address("capsules") in text
    assert library_address(seen, "voices") in text
    capsules = seen.by(seen.viewer).get(seen.address("capsules")).text
    assert library_address(seen) in capsules
    assert library_address(seen, "voices") in capsules


def test_an_asset_is_made_with_its_drawing_and_every_save_is_a_version(seen: Visit) -> None:
    picture = SimpleUploadedFile("vera.png", encoded())
    said = {
        "kind": "character",
        "name": "Vera",
        "definition": "A tall woman with red hair",
        "tags": "Night, harbour",
    }
    assert "Vera is in the library" in make(seen, "new", picture=picture, **said).text
    with seen.inside():
        vera = LibraryAsset.objects.get()
    assert vera.tags == ["harbour", "night"]
    assert vera.picture
    assert now(seen, vera)["design"]
    assert now(seen, vera)["picture"]["own"] is True
    before = now(seen, vera)["design"]
    assert now(seen, vera)["voice"]
    make(seen, vera.pk, "edit", name="Vera", definition="An old man with a white beard", tags="", expected=1)
    assert now(seen, vera)["design"] != before
    assert "Version 2" in page(seen, vera.pk)
    assert "red hair" in page(seen, vera.pk, query="?version=1")
    make(seen, vera.pk, "back", number=1, expected=2)
    assert "red hair" in now(seen, vera)["definition"]


def test_without_a_picture_of_ones_own_it_is_drawn_from_its_words(seen: Visit) -> None:
    make(seen, "new", kind="prop", name="Oil lamp", definition="A brass oil lamp")
    with seen.inside():
        lamp = LibraryAsset.objects.get()
    first = now(seen, lamp)["picture"]
    assert first["own"] is False
    make(seen, lamp.pk, "edit", name="Oil lamp", definition="A brass oil lamp", tags="night", expected=1)
    assert now(seen, lamp)["picture"] == first
    make(seen, lamp.pk, "edit", name="Oil lamp", definition="A wooden rowing boat", tags="", expected=1)
    assert now(seen, lamp)["picture"]["media"] != first["media"]


def test_whoever_was_slower_is_told_and_keeps_what_was_typed(seen: Visit) -> None:
    vera = shelved(seen)
    reworded(seen, vera, definition="Somebody else's words")
    answer = make(seen, vera.pk, "edit", name="Vera", definition="My own words", tags="", expected=1)
    assert answer.status_code == 422
    assert "My own words" in answer.text
    assert "meanwhile" in answer.text
    assert now(seen, vera)["definition"] == "Somebody else&#x27;s words".replace("&#x27;", "'")


def test_search_finds_words_tags_and_names_nearly_spelled_like_that(seen: Visit) -> None:
    shelved(seen, "Konstantin", definition="Keeps the lighthouse")
    shelved(seen, "Amelie", tags="winter")
    assert "Konstantin" in page(seen, query="?q=lighthouse keeps")
    assert "Konstantin" in page(seen, query="?q=Konstantyn")
    found = page(seen, query="?q=winter")
    assert "Amelie" in found
    assert "Konstantin" not in found
    assert "Nothing in the library is like that" in page(seen, query="?q=zeppelin")


def test_kind_tag_and_project_narrow_the_list(seen: Visit) -> None:
    vera, lamp = shelved(seen, "Vera", tags="night"), shelved(seen, "Oil lamp", kind="prop")
    brought(seen, vera)
    for query, there in (
        ("?kind=prop", lamp),
        ("?tag=night", vera),
        (f"?project={seen.film.project.pk}", vera),
    ):
        text = page(seen, query=query)
        gone = lamp if there is vera else vera
        assert [str(there.pk) in text, str(gone.pk) in text] == [True, False], query
    assert f"/{vera.pk}/" in page(seen, query=f"?project={seen.other_film.project.pk}")


def test_a_card_says_in_how_many_projects_and_shots_it_is(seen: Visit) -> None:
    vera = shelved(seen)
    assert "not used yet" in page(seen)
    head = brought(seen, vera)
    assert "in 1 project, 0 shots" in page(seen)
    shots = seen.stage("shots")
    with seen.inside():
        from tests.factories.shots import heads

        shot = heads(seen.film, "shot")[0]
    seen.by(seen.editor).post(f"{shots}{shot.node_id}/show/", {"asset": head.content.key})
    assert "in 1 project, 1 shot" in page(seen)
    assert "Aquaria" in page(seen, vera.pk)


def test_a_thousand_assets_come_in_windows_with_as_many_queries_as_few(seen: Visit) -> None:
    shelved(seen)
    browser, address = seen.by(seen.viewer), library_address(seen)
    few = queries(browser, address)
    with seen.inside():
        LibraryAsset.objects.bulk_create(
            LibraryAsset(kind="prop", name=f"Prop {number:04}", words=f"prop {number}")
            for number in range(1000)
        )
    assert queries(browser, address) == few
    text = page(seen)
    assert text.count('class="card library-card"') == 60
    assert "1–60 of 1001 assets" in text
    assert "Prop 0100" in page(seen, query="?from=60")


def test_put_away_it_leaves_the_list_and_comes_back(seen: Visit) -> None:
    vera = shelved(seen)
    assert "put away" in make(seen, vera.pk, "archive").text
    assert str(vera.pk) not in page(seen)
    assert str(vera.pk) in page(seen, query="?archived=1")
    with seen.inside():
        assert AuditRecord.objects.filter(verb="library.archived").exists()
    make(seen, vera.pk, "restore")
    assert str(vera.pk) in page(seen)


def test_deleting_names_who_depends_on_it_and_leaves_them_their_copy(seen: Visit) -> None:
    vera = shelved(seen)
    key = brought(seen, vera).content.key
    text = page(seen, vera.pk, by=seen.owner)
    assert "Delete for good" in text
    assert "Aquaria" in text
    assert "Delete for good" not in page(seen, vera.pk, by=seen.editor)
    assert "exactly" in make(seen, vera.pk, "delete", by=seen.owner, typed="Somebody", seen="1.0").text
    assert (
        "Look at the list again"
        in make(seen, vera.pk, "delete", by=seen.owner, typed="Vera", seen="0.0").text
    )
    assert "is deleted" in make(seen, vera.pk, "delete", by=seen.owner, typed="Vera", seen="1.0").text
    with seen.inside():
        assert not LibraryAsset.objects.exists()
        assert not LibraryVersion.objects.exists()
        told = AuditRecord.objects.get(verb="library.deleted").details["dependants"]
    assert [each["title"] for each in told] == ["Aquaria"]
    assert says(seen, key).definition == "Vera as everybody knows them"


def test_a_voice_is_kept_heard_and_given_to_somebody(seen: Visit) -> None:
    said = {
        "name": "Old sailor",
        "language": "en",
        "variant": "bass",
        "pitch": 30,
        "rate": 140,
        "note": "slow",
    }
    text = make(seen, "voices", "new", **said).text
    assert "Old sailor speaks a line" in text
    with seen.inside():
        voice = SavedVoice.objects.get()
    heard = seen.by(seen.viewer).get(f"/t/{seen.team.slug}/media/{voice.sample}.wav")
    assert heard.content[:4] == b"RIFF"
    from tests.pipeline.shelf import head_of

    press(seen, head_of(seen).node_id, "voice", voice=voice.pk)
    assert says(seen).voice
    assert says(seen).voice.variant == "bass"
    make(seen, "voices", voice.pk, "delete")
    assert says(seen).voice is not None
    assert "A name" not in make(seen, "voices", "new", **said | {"pitch": 900}).text
    assert make(seen, "voices", "new", **said | {"pitch": 900}).status_code == 422


def test_strangers_viewers_and_other_teams_have_no_hand_in_it(seen: Visit) -> None:
    vera = shelved(seen)
    foreign = f"/t/{seen.other_film.team.slug}/library/{vera.pk}/"
    for rest in ((vera.pk, "edit"), (vera.pk, "archive"), (vera.pk, "delete"), ("new",), ("voices", "new")):
        assert_guarded(seen, library_address(seen, *rest), foreign=foreign + "archive/")
    assert seen.by(seen.stranger).get(foreign).status_code == 404
    assert seen.by(seen.stranger).get(library_address(seen)).status_code == 404
    assert seen.by(seen.editor).post(library_address(seen, vera.pk, "delete")).status_code == 403
    producer = member(seen.team, "Paula", Role.PRODUCER)
    answer = make(seen, vera.pk, "delete", by=producer, typed="Vera", seen="0.0")
    assert "is deleted" in answer.text


def test_what_cannot_be_is_said_beside_what_was_typed(seen: Visit) -> None:
    tags = ",".join(f"tag {number}" for number in range(30))
    answer = make(seen, "new", kind="prop", name="Lamp", definition="Brass", tags=tags)
    assert answer.status_code == 422
    assert "at most 20 tags" in answer.text
    assert "Brass" in answer.text
    bad = SimpleUploadedFile("lamp.png", b"\x89PNG no picture")
    assert make(seen, "new", kind="prop", name="Lamp", picture=bad).status_code == 422
    with seen.inside():
        assert not LibraryAsset.objects.exists()
