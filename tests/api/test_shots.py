"""Shots for programs: listed quickly, made, changed by the hundred, split and merged, as CSV."""

from typing import Any

import pytest

from projects.models import Change, Head
from tests.api.asking import Api
from tests.safety.town import Town


def listed(api: Api, query: str = "") -> list[Any]:
    return list(api.get(f"shots/{query}").json()["results"])


def test_the_list_is_what_the_content_list_says_scene_by_scene(town: Town, api: Api) -> None:
    shots = listed(api)
    for shot in shots[:3]:
        assert api.get(f"content/{shot['id']}/").json() == shot
        assert api.get(f"shots/{shot['id']}/").json() == shot
    parents = [shot["parent"] for shot in shots]
    assert parents == sorted(parents, key=parents.index)
    for scene in dict.fromkeys(parents):
        there = [shot["id"] for shot in shots if shot["parent"] == scene]
        assert [
            shot["id"] for shot in api.get(f"content/?kind=shot&under={scene}").json()["results"]
        ] == there


def test_filters_narrow_and_what_means_nothing_is_named(api: Api) -> None:
    shots = listed(api)
    size = shots[0]["content"]["size"]
    assert listed(api, f"?size={size}") == [shot for shot in shots if shot["content"]["size"] == size]
    assert listed(api, f"?in_episode={shots[0]['episode']}") == listed(api, "?episode=1") == shots
    assert listed(api, "?episode=9") == []
    assert listed(api, "?setup=Z") == []
    for query in ("?size=HUGE", "?episode=x", "?limit=-1", "?offset=²", "?under=x", "?in_episode=1"):
        assert api.get(f"shots/{query}").status_code == 400
    assert api.get("shots/?branch=nowhere").status_code == 404


def test_nothing_is_sent_again_while_nothing_has_changed(api: Api) -> None:
    first = api.get("shots/")
    tag = {"If-None-Match": first["ETag"]}
    again = api.get("shots/", **tag)
    assert (again.status_code, again.content) == (304, b"")
    shot = first.json()["results"][0]
    api.patch(f"shots/{shot['id']}/", {"expected": shot["revision"], "changes": {"notes": "x"}})
    assert api.get("shots/", **tag).status_code == 200


def test_a_shot_is_made_where_it_is_wanted(api: Api) -> None:
    first, second = listed(api)[:2]
    asked = {"scene": first["parent"], "after": first["id"], "changes": {"action": "A door.", "lens": 85}}
    made = api.post("shots/", asked)
    assert made.status_code == 201
    assert (made.json()["content"]["lens"], made.json()["origin"]) == (85, "hand")
    assert api.get(f"shots/{made.json()['id']}/").json() == made.json()
    assert [shot["id"] for shot in listed(api)[:3]] == [first["id"], made.json()["id"], second["id"]]
    last = api.post("shots/", {"scene": first["parent"]}).json()
    assert [shot["id"] for shot in listed(api, f"?under={first['parent']}")][-1] == last["id"]


@pytest.mark.parametrize(
    "more",
    [{"scene": None}, {"scene": "x"}, {"changes": {"lens": 1}}, {"changes": {"kind": "x"}}, {"changes": []}],
)
def test_a_shot_that_cannot_be_is_refused(api: Api, more: Any) -> None:
    first = listed(api)[0]
    assert api.post("shots/", {"scene": first["parent"]} | more).status_code in (400, 422)
    assert api.post("shots/", {"scene": first["id"]}).status_code == 409
    assert api.post("shots/", {"scene": first["parent"], "after": first["parent"]}).status_code == 409


def test_many_are_changed_as_one_step_or_none(town: Town, api: Api) -> None:
    shots = listed(api)
    body = {"shots": [_change(shot, lens=85) for shot in shots]}
    with town.scope():
        before = Change.objects.count()
    done = api.patch("shots/", body)
    assert done.status_code == 200
    assert {shot["content"]["lens"] for shot in listed(api)} == {85}
    assert {one["id"]: one["revision"] for one in done.json()["shots"]} == {
        shot["id"]: shot["revision"] for shot in listed(api)
    }
    assert api.patch("shots/", body).status_code == 409
    now = listed(api)
    mixed = [_change(now[0], lens=50), _change(now[1], lens=1)]
    assert api.patch("shots/", {"shots": mixed}).status_code == 422
    assert listed(api)[0]["content"]["lens"] == 85
    with town.scope():
        assert Change.objects.count() == before + 1


def _change(shot: Any, **changes: Any) -> Any:
    return {"id": shot["id"], "expected": shot["revision"], "changes": changes}


@pytest.mark.parametrize("shots", [None, [], {}, "x", [1], [{}], [{"id": "x", "expected": 1, "changes": {}}]])
def test_changes_that_cannot_be_read_are_refused(api: Api, shots: Any) -> None:
    assert api.patch("shots/", {"shots": shots}).status_code == 400


def test_shots_are_split_merged_moved_doubled_and_taken_back(api: Api) -> None:
    scene = listed(api)[0]["parent"]
    before = listed(api, f"?under={scene}")
    frames = sum(shot["content"]["frames"] for shot in before)
    done = api.post("shots/split/", {"shot": before[0]["id"], "seconds": "0.5"}).json()
    assert done["said"] == "Split a shot at 0.5 s"
    assert api.post("shots/order/", {"shots": [before[0]["id"]], "to": 2}).status_code == 200
    assert api.post("shots/undo/").json()["said"] == "Undid: Moved a shot"
    assert api.post("shots/redo/").json()["said"] == "Redid: Moved a shot"
    assert api.post("shots/undo/").status_code == 200
    merged = [shot["id"] for shot in listed(api, f"?under={scene}")[:2]]
    assert api.post("shots/merge/", {"shots": merged}).status_code == 200
    after = listed(api, f"?under={scene}")
    assert sum(shot["content"]["frames"] for shot in after) == frames
    doubled = api.post("shots/duplicate/", {"shots": [after[0]["id"]]}).json()["shots"]
    assert api.post("shots/remove/", {"shots": doubled}).status_code == 200
    assert [shot["id"] for shot in listed(api, f"?under={scene}")] == [shot["id"] for shot in after]


def test_the_list_leaves_and_comes_as_csv(api: Api) -> None:
    text = api.get("shots/file/").text
    count = len(listed(api))
    looked = api.post("shots/file/", {"csv": text, "look_only": True}).json()
    assert (looked["new"], looked["changed"], looked["same"], looked["faults"]) == (0, 0, count, [])
    kitsu = api.get("shots/file/?for=kitsu").text
    assert kitsu.startswith("Episode,Sequence,Name,Description,Nb Frames,Frame In,Frame Out,FPS")
    fresh = kitsu + "E01,SQ900,SH0010,Rain,48,,,24\nE01,SQ900,SH0020,,x,,,\n"
    taken = api.post("shots/file/", {"csv": fresh}).json()
    assert (taken["new"], taken["same"], taken["scenes"]) == (1, count, ["SQ900"])
    assert taken["faults"][0]["shot"] == "SQ900-SH0020"
    assert listed(api)[-1]["content"]["frames"] == 48
    assert api.post("shots/file/", {"csv": "a,b\n1,2\n"}).status_code == 422


def test_only_editors_of_the_team_write(town: Town, api: Api) -> None:
    shot = listed(api)[0]
    for address in (
        "",
        *(f"{what}/" for what in ("to-scene", "split", "merge", "order", "duplicate", "remove", "file")),
    ):
        assert api.post(f"shots/{address}", {}, who="reviewer").status_code == 403
    assert api.patch("shots/", {"shots": [_change(shot, lens=9)]}, who="viewer").status_code == 403
    assert api.patch(f"shots/{shot['id']}/", {}, who="viewer").status_code == 403
    assert api.get("shots/", who="viewer").status_code == 200
    with town.scope():
        assert Head.objects.filter(branch=town.made.branch, kind="shot").count() == len(listed(api))


def test_shots_move_to_another_scene_once_looked_at(api: Api) -> None:
    before = listed(api)
    shot = before[0]
    other = next(one["parent"] for one in before if one["parent"] != shot["parent"])
    body = {"shots": [shot["id"]], "scene": other, "to": 1, "words": "behind"}
    look = api.post("shots/to-scene/", body | {"look_only": True}).json()
    assert (look["change"], look["refusal"], len(look["shots"])) == (None, "", 1)
    assert listed(api) == before
    done = api.post("shots/to-scene/", body).json()
    assert done == look | {"change": done["change"]}
    there = next(one for one in listed(api) if one["id"] == shot["id"])
    assert there["parent"] == other
    assert api.post("shots/undo/").json()["said"].startswith("Undid: Moved a shot to scene")
    assert {one["id"]: one["parent"] for one in listed(api)} == {one["id"]: one["parent"] for one in before}
    assert api.post("shots/to-scene/", body | {"scene": shot["id"]}).status_code == 409
    assert api.post("shots/to-scene/", body | {"words": "sing"}).status_code == 400
    assert api.post("shots/to-scene/", body | {"shots": [other]}).status_code == 422
