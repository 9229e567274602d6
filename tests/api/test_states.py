"""Visual states over the API: read through the film, found by tag, changed, put back."""

from typing import Any

from accounts.kernel import scope
from projects.actions.commit import Edit, commit
from projects.kinds import VisualState
from projects.models import Head
from tests.api.asking import Api
from tests.safety.town import Town


def dressed(town: Town) -> tuple[Head, Head]:
    """Somebody of the first scene, with a state there; the scene and the state."""
    with scope.team(town.team.pk, user=town.people["owner"].pk):
        branch = town.made.branch
        rows = Head.objects.filter(branch=branch, deleted=False).select_related("revision")
        scene = rows.filter(kind="scene").order_by("position")[0]
        key = rows.filter(kind="asset", slot__startswith="character:")[0].slot
        cast = scene.content.model_copy(update={"cast": [key]})
        edits = [Edit.of(scene, cast)]
        if not rows.filter(kind="state", slot=key, parent_node=scene.node_id).exists():
            inside: Any = {"parent": scene.node_id, "episode": scene.episode}
            edits.append(Edit.new(VisualState(asset=key), key, **inside))
        commit(branch, edits, by=town.people["owner"])
        return scene, rows.get(kind="state", slot=key, parent_node=scene.node_id)


def test_a_state_is_changed_found_and_put_back(town: Town, api: Api) -> None:
    scene, state = dressed(town)
    change = f"states/{state.node_id}/change/"
    assert api.post(change, {"do": "put", "value": "Sparkling", "at": "end"}).status_code == 200
    (sight,) = api.get("states/tagged/?tag=sparkling").json()["results"]
    assert (sight["scene"], sight["asset"], sight["at_end"]) == (scene.slot, state.slot, True)
    assert "sparkling" in {row["tag"] for row in api.get("states/tagged/").json()["results"]}
    rows = api.get(f"states/timeline/?asset={state.slot}").json()["results"]
    assert "sparkling" in rows[0]["ends"]["tags"]
    back = api.post(f"states/{state.node_id}/restore/", {"revision": state.revision_id})
    assert back.status_code == 200
    assert api.get("states/tagged/?tag=sparkling").json()["count"] == 0


def test_many_scenes_are_marked_at_once(town: Town, api: Api) -> None:
    scene, state = dressed(town)
    marked = {"asset": state.slot, "tag": "sparkling", "first": scene.slot, "last": scene.slot}
    assert api.post("states/mark/", marked).status_code == 204
    assert api.get("states/tagged/?tag=sparkling").json()["count"] == 1
    assert api.post("states/mark/", {**marked, "on": False}).status_code == 204
    assert api.get("states/tagged/?tag=sparkling").json()["count"] == 0


def test_what_cannot_be_is_refused(town: Town, api: Api) -> None:
    _, state = dressed(town)
    change = f"states/{state.node_id}/change/"
    assert api.post(change, {"do": "put", "value": "a, b"}).status_code == 422
    assert api.post(change, {"do": "put", "value": "wet", "at": "9999"}).status_code == 422
    assert api.post(change, {"do": "juggle"}).status_code == 400
    assert api.post(f"states/{state.node_id}/restore/", {"revision": 1}).status_code == 422
    assert api.post("states/mark/", {"asset": state.slot, "tag": "wet"}).status_code == 400
    assert api.get("states/timeline/?asset=character:nobody").status_code == 404
    assert api.get("states/tagged/?tag=a,b").status_code == 422
    assert api.post(f"states/{town.made.episode}/change/", {"do": "put", "value": "wet"}).status_code == 404
