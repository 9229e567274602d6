"""The script hub over the API: scenes with what they need, corrections, breakdown sheets, new drafts."""

from typing import Any

from accounts.kernel import scope
from pipeline.outline import scripts_of
from projects.models import Project
from projects.queries.story import load_story
from tests.api.asking import Api
from tests.factories.shots import heads
from tests.safety.town import Town


def test_scenes_say_what_they_need_and_how_far_they_are(api: Api) -> None:
    found = api.get("hub/?limit=2").json()
    scene = found["results"][0]
    assert found["count"] >= len(found["results"]) > 0
    assert scene["setting"] in ("INT", "EXT", "INT/EXT")
    assert {need["type"] for need in scene["needs"]} >= {"location", "character"}
    assert all(need["confidence"] == 1 for need in scene["needs"])
    assert [stage["stage"] for stage in scene["stages"]] == ["shots", "state", "prompts", "frames", "film"]
    assert scene["day"] >= 1


def test_a_wrong_name_is_put_right_by_an_editor_alone(api: Api) -> None:
    scene = api.get("hub/").json()["results"][0]
    person = next(need for need in scene["needs"] if need["type"] == "character")
    address = f"hub/{scene['node']}/correct/"
    assert api.post(address, {"key": person["key"]}, who="viewer").status_code == 403
    assert api.post(address, {"key": "character:nobody"}).status_code == 409
    assert api.post(address, {"key": person["key"], "asset": "character:ghost"}).status_code == 422
    assert api.post(address, {"key": person["key"]}).status_code == 204
    after = api.get("hub/").json()["results"][0]
    assert person["key"] not in [need["key"] for need in after["needs"]]


def test_breakdown_sheets_are_read_and_taken_away_as_a_file(api: Api) -> None:
    sheet = api.get("breakdown/?limit=1").json()["results"][0]
    assert sheet["length"].endswith("/8") or sheet["length"].isdigit()
    assert "vehicles" in sheet["elements"]
    assert api.get("breakdown/file/?paper=a4").content.startswith(b"%PDF")
    assert api.get("breakdown/file/?paper=napkin").status_code == 400
    assert api.get("breakdown/file/?scene=none").status_code == 404


def test_a_draft_is_compared_and_then_taken_as_it_was_compared(api: Api) -> None:
    draft = {"text": "INT. CELLAR - NIGHT\n\nRats."}
    found = api.post("screenplay/compare/", draft).json()
    assert {fate["kind"] for fate in found["fates"]} == {"new", "out"}
    assert api.post("screenplay/take/", {**draft, "state": "another"}).status_code == 409
    assert api.post("screenplay/compare/", {**draft, "scenes": {"x": None}}).status_code == 400
    assert api.post("screenplay/compare/", {"text": "No scene."}).status_code == 422
    assert api.post("screenplay/take/", {**draft, "state": found["state"]}, who="viewer").status_code == 403
    before = len(_scripts(api))
    assert api.post("screenplay/take/", {**draft, "state": found["state"]}).json()["change"]
    assert len(_scripts(api)) == before + 1
    assert sum(not script.content.omitted for script in _scripts(api)) == 1


def _scripts(api: Api) -> list[Any]:
    with scope.team(api.town.team.pk, user=api.town.people["owner"].pk):
        return heads(api.town.made, "script")


def test_names_are_read_with_their_lines_and_decided(api: Api) -> None:
    found = api.get("names/?limit=200").json()["results"]
    people = [one["key"] for one in found if one["type"] == "character"]
    assert any(line["written"] for one in found for line in one["lines"])
    assert api.post("names/", {"one": people[0], "two": people[0]}).status_code == 422
    assert api.post("names/", {"one": people[0], "two": people[-1], "same": False}).status_code == 204


def test_only_a_series_is_split(api: Api) -> None:
    script = str(_scripts(api)[-1].node_id)
    assert api.post("screenplay/episodes/", {"at": [script]}).status_code in (409, 422)
    assert api.post("screenplay/episodes/", {"at": ["x"]}).status_code == 400


def test_a_script_is_split_and_joined_once_looked_at(town: Town, api: Api) -> None:
    with town.scope():
        Project.objects.filter(pk=town.made.project.pk).update(kind=Project.Kind.SERIES)
        scripts = scripts_of(load_story(town.made.branch, town.made.episode))
    body = {"at": [str(scripts[1].node)]}
    look = api.post("screenplay/episodes/", body | {"look_only": True}).json()
    assert (look["episodes"], look["refusal"]) == ([], "")
    made = api.post("screenplay/episodes/", body).json()
    assert made == look | {"episodes": [2]}
    assert api.post("screenplay/episodes/join/", {"episode": 2}).json()["episodes"] == [1]
    assert api.post("screenplay/episodes/join/", {"episode": 2}).status_code == 404
    assert api.post("screenplay/episodes/join/", {}).status_code == 409
    assert api.post("screenplay/episodes/join/", {}, who="reviewer").status_code == 403
