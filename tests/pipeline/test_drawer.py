"""The drawer: the film's assets and the library beside any stage; things are put into shots from it."""

from typing import Any

import pytest

from projects.actions.branches import lock_stage
from projects.kinds.stages import STAGES
from projects.models import Head
from tests.factories.shots import beside, heads, queries
from tests.factories.visitors import JSON, Visit, assert_guarded
from tests.pipeline.shelf import MARA, brought, filmed, head_of, reworded, shelved


@pytest.fixture
def seen(db: None) -> Visit:
    return filmed()


def page(seen: Visit, query: str = "", *, by: Any = None) -> str:
    answer = seen.by(by or seen.editor).get(seen.stage("drawer") + query)
    assert answer.status_code == 200
    return str(answer.text)


def shot(seen: Visit) -> Head:
    with seen.inside():
        return heads(seen.film, "shot")[0]


def put(seen: Visit, **data: Any) -> Any:
    address = seen.stage("shots", shot(seen).node_id, "show")
    return seen.by(seen.editor).post(address, data, headers=JSON)


def test_every_stage_opens_it(seen: Visit) -> None:
    browser = seen.by(seen.viewer)
    for stage in STAGES:
        assert f"{seen.stage('drawer')}?stage={stage}" in browser.get(seen.stage(stage)).text


def test_it_shows_the_films_and_what_the_library_has_more(seen: Visit) -> None:
    lamp, vera = shelved(seen, "Oil lamp", kind="prop"), shelved(seen, "Vera")
    brought(seen, vera)
    text = page(seen)
    assert "Mara" in text
    assert str(lamp.pk) in text
    assert f'value="{vera.pk}"' not in text  # it is in the film already
    found = page(seen, "?q=lamp&kind=prop")
    assert str(lamp.pk) in found
    assert "Nobody and nothing of this film" in found
    assert "Bring in" not in page(seen, by=seen.viewer)


def test_somebody_of_the_film_is_put_into_a_shot_and_stays_put(seen: Visit) -> None:
    answer = put(seen, asset=MARA)
    assert answer.json() == {"said": "Mara is in the shot."}
    assert shot(seen).content.cast == [MARA]
    put(seen, asset=MARA)
    assert shot(seen).content.cast == [MARA]
    assert "in the shot" in page(seen, f"?shot={shot(seen).node_id}")


def test_what_the_library_has_comes_into_the_film_on_the_way_into_a_shot(seen: Visit) -> None:
    harbour = shelved(seen, "The harbour", kind="location")
    assert put(seen, library=harbour.pk).status_code == 200
    assert shot(seen).content.location == "location:the-harbour"
    assert head_of(seen, "location:the-harbour").content.library.asset == str(harbour.pk)
    lamp = shelved(seen, "Oil lamp", kind="prop")
    put(seen, library=lamp.pk)
    put(seen, library=lamp.pk)
    assert shot(seen).content.props == ["prop:oil-lamp"]


def test_what_cannot_be_is_said_and_nothing_half_is_left(seen: Visit) -> None:
    assert "There is no" in put(seen, asset="character:nobody").json()["detail"]
    assert put(seen, library="x").status_code == 422
    lamp = shelved(seen, "Oil lamp", kind="prop")
    with seen.inside():
        lock_stage(seen.film.branch, seen.film.episode, "shots", by=seen.owner)
    assert put(seen, library=lamp.pk).status_code == 409
    with seen.inside():
        assert "prop:oil-lamp" not in [head.content.key for head in heads(seen.film, "asset")]


def test_without_scripts_it_leads_back_to_the_drawer(seen: Visit) -> None:
    vera = shelved(seen)
    sent = {"library": vera.pk, "query": "stage=shots&q=ve"}
    answer = seen.by(seen.editor).post(seen.stage("drawer", "bring"), sent, follow=True)
    assert answer.redirect_chain == [(seen.stage("drawer") + "?stage=shots&q=ve", 302)]
    assert "Vera is in this film now" in answer.text


def test_who_is_called_alike_is_offered_to_follow(seen: Visit) -> None:
    mara = shelved(seen, "Mara")
    node = head_of(seen).node_id
    assert f"{seen.stage('library', node)}?with={mara.pk}" in page(seen)
    panel = seen.by(seen.viewer).get(seen.stage("assets") + f"?asset={node}").text
    assert "The library has one of that name" in panel


def test_strangers_and_viewers_put_nothing_anywhere(seen: Visit) -> None:
    other = seen.other_film.project.pk
    assert_guarded(seen, seen.stage("drawer", "bring"), foreign=seen.stage("drawer", "bring", project=other))
    assert_guarded(seen, seen.stage("shots", shot(seen).node_id, "show"))
    assert seen.by(seen.stranger).get(seen.stage("drawer")).status_code == 404


def test_a_long_film_and_a_full_library_ask_no_more(seen: Visit) -> None:
    shelved(seen)
    browser = seen.by(seen.editor)
    link = seen.stage("drawer") + "?stage=shots"
    few = queries(browser, link)
    stage = queries(browser, seen.stage("assets"))
    long = beside(seen, 2, 30)
    for number in range(4):
        brought(long, shelved(seen, f"Extra {number}"))
    reworded(seen, shelved(seen, "Another"), definition="Newer")
    assert queries(browser, long.stage("drawer") + "?stage=shots") == few
    assert queries(browser, long.stage("assets")) == stage
