"""Stage 7: people, props and a place are put into a shot by hand."""

from typing import Any

import pytest

from pipeline.stages.shots.assigning import recast
from projects.kinds import Shot
from projects.kinds.scenes import Blocking
from projects.models import Head
from tests.factories.shots import heads, rewrite, written
from tests.factories.visitors import Visit, assert_guarded, visit

ANNA, BEN = "character:anna", "character:ben"


@pytest.fixture
def seen(db: None) -> Visit:
    """A scene of two shots."""
    found = visit(title="The door")
    with found.inside():
        written(found.film, 1, 2)
    return found


def first(seen: Visit) -> Head:
    with seen.inside():
        return heads(seen.film, "shot")[0]


def people(seen: Visit) -> list[str]:
    with seen.inside():
        keys = [head.content.key for head in heads(seen.film, "asset")]
    return [key for key in keys if key.startswith("character:")]


def put(seen: Visit, **data: Any) -> str:
    """Choose what is in the first shot; the page that follows."""
    head = first(seen)
    data = {"expected": head.revision_id, **data}
    answer = seen.by(seen.editor).post(seen.stage("shots", head.node_id, "assign"), data, follow=True)
    assert answer.status_code == 200
    return str(answer.text)


def test_somebody_is_put_into_a_shot_and_the_shot_is_by_hand(seen: Visit) -> None:
    everybody = people(seen)
    assert "Saved who and what" in put(seen, cast=everybody)
    assert first(seen).content.cast == everybody
    assert first(seen).origin == Head.Origin.HAND


def test_the_panel_offers_the_films_people_and_ticks_those_who_are_there(seen: Visit) -> None:
    everybody = people(seen)
    put(seen, cast=everybody[:1])
    page = seen.by(seen.editor).get(seen.stage("shots") + f"?shot={first(seen).node_id}").text
    assert f'value="{everybody[0]}" checked' in page
    assert all(f'value="{key}"' in page for key in everybody)
    assert "assign" not in seen.by(seen.viewer).get(seen.stage("shots") + f"?shot={first(seen).node_id}").text


def test_who_is_not_in_the_film_cannot_be_in_a_shot(seen: Visit) -> None:
    before = first(seen).revision_id
    assert "There is no somebody else in this film" in put(seen, cast=["character:somebody-else"])
    assert "There is no" in put(seen, cast=["<script>alert(1)</script>"])
    assert first(seen).revision_id == before


def test_what_somebody_else_changed_meanwhile_stays(seen: Visit) -> None:
    old = first(seen).revision_id
    with seen.inside():
        rewrite(seen.film, first(seen), action="She turns.", cast=people(seen)[:1], location="location:pier")
    text = put(seen, cast=people(seen)[1:], location="location:cellar", expected=old)
    assert "There is no cellar" in text
    text = put(seen, cast=people(seen)[1:], expected=old)
    assert "Saved who and what is in the shot." in text
    found = first(seen).content
    assert (found.action, found.location) == ("She turns.", "location:pier")
    assert sorted(found.cast) == sorted(people(seen))
    assert "too old to save from" in put(seen, expected="what")


def test_strangers_and_viewers_may_not(seen: Visit) -> None:
    rest = (first(seen).node_id, "assign")
    assert_guarded(
        seen,
        seen.stage("shots", *rest),
        foreign=seen.stage("shots", *rest, project=seen.other_film.project.pk),
    )


def test_who_stays_keeps_their_place_and_who_comes_gets_a_free_one() -> None:
    shot = Shot(cast=[ANNA], subject=ANNA, blocking=[Blocking(asset=ANNA, x=0.5, pose="sit")])
    found = recast(shot, [ANNA, BEN], [], "")
    assert found["blocking"][0] == shot.blocking[0].model_dump(mode="json")
    assert abs(found["blocking"][1]["x"] - 0.5) > 0.3
    assert found["subject"] == ANNA


def test_who_leaves_is_no_longer_the_subject() -> None:
    shot = Shot(cast=[ANNA], subject=ANNA, blocking=[Blocking(asset=ANNA)])
    found = recast(shot, [], ["prop:lamp"], "")
    assert (found["blocking"], found["subject"]) == ([], "prop:lamp")


def test_the_same_person_is_named_once() -> None:
    assert recast(Shot(), [ANNA, ANNA], [], "")["cast"] == [ANNA]
