"""What programs may change: by the same rules, roles and sentences as people."""

from typing import Any

import pytest

from billing.models import Price
from projects.actions.branches import lock_stage
from projects.models import Branch, Head, Project
from tests.api.asking import Api
from tests.safety.town import Town

SCRIPT = "INT. LAMP ROOM - NIGHT\n\nMara winds the clock.\n\nMARA\nIt is late.\n"


def test_a_project_is_made_from_an_idea_once_for_each_key(api: Api) -> None:
    asked = {"idea": "A lamp that remembers", "seconds": 20, "style": "noir", "key": "press 1"}
    made = api.post(f"{api.base}projects/", asked)
    assert made.status_code == 201
    assert api.post(f"{api.base}projects/", asked).json()["id"] == made.json()["id"]
    assert api.post(f"{api.base}projects/", asked | {"key": ""}).json()["id"] != made.json()["id"]
    brief = api.get(f"{api.base}projects/{made.json()['id']}/content/?kind=brief").json()["results"][0]
    assert (brief["content"]["seconds"], brief["content"]["style"]) == (20, "noir")


def test_a_project_is_made_from_a_screenplay_word_for_word(api: Api) -> None:
    made = api.post(f"{api.base}projects/", {"screenplay": SCRIPT, "title": "The Lamp"}).json()
    script = api.get(f"{api.base}projects/{made['id']}/content/?kind=script").json()["results"]
    assert [each["content"]["text"].strip() for each in script] == [SCRIPT.strip()]
    assert made["title"] == "The Lamp"


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({}, "idea"),
        ({"idea": "  "}, "idea"),
        ({"idea": "x" * 20_001}, "idea"),
        ({"idea": "a", "seconds": 3}, "seconds"),
        ({"idea": "a", "aspect": "5:4"}, "aspect"),
        ({"idea": ["a"]}, "idea"),
        ({"idea": "a", "seed": 2**40}, "seed"),
    ],
)
def test_what_a_project_cannot_be_is_named(api: Api, asked: Any, field: str) -> None:
    answer = api.post(f"{api.base}projects/", asked)
    assert answer.status_code == 400
    assert field in answer.json()


def test_a_project_is_renamed_archived_and_restored(api: Api) -> None:
    assert api.patch("", {"title": "The Keeper"}).json()["title"] == "The Keeper"
    assert api.patch("", {"archived": True}).json()["archived_at"]
    assert api.get(f"{api.base}projects/").json()["count"] == 0
    assert api.get(f"{api.base}projects/?archived=true").json()["count"] == 1
    assert api.patch("", {"archived": False}).json()["archived_at"] is None


def test_a_project_is_deleted_by_an_admin_who_names_it(town: Town, api: Api) -> None:
    title = api.get("").json()["title"]
    assert api.delete(f"?title={title}", who="editor").status_code == 403
    assert api.delete("?title=Something", who="admin").status_code == 422
    assert api.delete(f"?title={title}", who="admin").status_code == 204
    assert api.get("").status_code == 404


def test_content_changes_only_from_the_revision_that_was_read(api: Api) -> None:
    shot = api.get("shots/").json()["results"][0]
    change = {"expected": shot["revision"], "changes": {"action": "The door opens."}}
    changed = api.patch(f"content/{shot['id']}/", change).json()
    assert changed["content"]["action"] == "The door opens."
    assert changed["origin"] == "hand"
    late = api.patch(f"content/{shot['id']}/", change | {"changes": {"action": "It closes."}})
    assert late.status_code == 409
    assert late.json()["code"] == "conflict"
    assert api.get(f"content/{shot['id']}/").json()["content"]["action"] == "The door opens."


@pytest.mark.parametrize(
    "changes",
    [{"poem": "x"}, {"frames": "long"}, {"action": None}, {"action": "x" * 10**6},
     {"blocking": {"a": 1}}, {"utterances": [1]}, {"frames": 10**40}],
)  # fmt: skip
def test_what_content_cannot_be_is_said_in_a_sentence_and_changes_nothing(api: Api, changes: Any) -> None:
    shot = api.get("shots/").json()["results"][0]
    answer = api.patch(f"content/{shot['id']}/", {"expected": shot["revision"], "changes": changes})
    assert answer.status_code == 422, answer.json()
    assert answer.json()["detail"].endswith(".")
    assert api.get(f"content/{shot['id']}/").json() == shot


@pytest.mark.parametrize("text", ["\ud800", "a\0b"])
def test_what_no_database_keeps_is_refused_before_it_is_read(api: Api, text: str) -> None:
    answer = api.post(f"{api.base}projects/", {"idea": text})
    assert answer.status_code == 400
    assert "cannot be kept" in answer.json()["detail"]


def test_files_and_clips_are_not_written_by_hand(api: Api) -> None:
    for kind in ("frame", "clip", "cut", "line", "cast_list", "episode"):
        node = api.get(f"content/?kind={kind}").json()["results"][0]
        answer = api.patch(f"content/{node['id']}/", {"expected": node["revision"], "changes": {}})
        assert answer.status_code == 404


def test_a_locked_stage_is_reopened_on_a_branch(town: Town, api: Api) -> None:
    with town.scope():
        lock_stage(town.made.branch, town.made.episode, "shots", by=town.people["owner"])
    shot = api.get("shots/").json()["results"][0]
    change = {"expected": shot["revision"], "changes": {"action": "The door opens."}}
    refused = api.patch(f"content/{shot['id']}/", change)
    assert (refused.status_code, refused.json()["code"]) == (409, "locked")
    made = api.post("branches/", {"name": "The door opens", "unlock": "shots"})
    assert made.status_code == 201
    changed = api.patch(f"content/{shot['id']}/?branch={made.json()['slug']}", change)
    assert changed.status_code == 200
    assert api.get(f"content/{shot['id']}/").json() == shot


def test_branches_are_named_once_and_archived(api: Api) -> None:
    assert api.post("branches/", {"name": "Second"}).status_code == 422
    assert api.post("branches/", {"name": "!?"}).status_code == 422
    assert api.post("branches/", {"name": "Third", "start": "nowhere"}).status_code == 404
    assert api.delete("branches/second/").status_code == 204
    assert api.get("branches/second/").status_code == 404
    assert api.delete("branches/main/").status_code == 409


def test_a_series_gets_episodes_and_a_film_does_not(api: Api) -> None:
    assert api.post("episodes/").status_code == 409
    series = api.post(f"{api.base}projects/", {"idea": "Every night another ship", "kind": "series"}).json()
    second = api.post(f"{api.base}projects/{series['id']}/episodes/", {"title": "The Second Ship"})
    assert second.json()["content"] == second.json()["content"] | {"number": 2, "title": "The Second Ship"}


def test_a_stage_is_locked_when_nothing_is_missing_by_a_producer(town: Town, api: Api) -> None:
    assert api.post("stages/idea/lock/", who="editor").status_code == 403
    refused = api.post("stages/shots/lock/", who="producer")
    assert refused.status_code == 409
    assert "first" in refused.json()["detail"]
    assert api.post("stages/idea/lock/", who="producer").status_code == 204
    assert api.get("stages/").json()[0]["state"] == "locked"
    assert api.post("stages/poem/lock/").status_code == 404


def test_a_run_is_started_joined_read_and_canceled(api: Api) -> None:
    shot = api.get("shots/").json()["results"][0]
    api.patch(f"content/{shot['id']}/", {"expected": shot["revision"], "changes": {"action": "She runs."}})
    run = api.post("runs/", {"until": "prompts"})
    assert run.status_code == 201
    assert run.json()["state"] == "running"
    assert run.json()["progress"]["done"] < run.json()["progress"]["total"]
    assert api.post("runs/", {"until": "prompts"}).json()["id"] == run.json()["id"]
    other = api.post("runs/", {"until": "frames"})
    assert (other.status_code, other.json()["code"]) == (409, "busy")
    address = f"{api.base}runs/{run.json()['id']}/"
    assert api.get(f"{api.base}jobs/?run={run.json()['id']}").json()["count"] == 1
    assert api.delete(address).json()["state"] == "canceled"
    assert api.get(address).json()["state"] == "canceled"
    again = api.post(f"{address}retry/")
    assert again.status_code == 201
    assert again.json()["id"] != run.json()["id"]


def test_a_run_repeated_with_its_key_is_one_run(api: Api) -> None:
    asked = {"until": "idea", "key": "press 7"}
    assert api.post("runs/", asked).json()["id"] == api.post("runs/", asked).json()["id"]


def test_a_run_names_only_what_is_there_and_approves_only_for_producers(api: Api) -> None:
    assert api.post("runs/", {"only": ["frame:s99/0010"]}).status_code == 409
    assert api.post("runs/", {"approve": True}, who="editor").status_code == 403
    assert api.post("runs/", {"until": "idea"}, who="reviewer").status_code == 403
    assert api.post("runs/", {"until": "poem"}).status_code == 400


def test_what_costs_credits_is_started_by_producers_only(town: Town, api: Api) -> None:
    Price.objects.filter(unit="text").update(price_micro=1_000)
    shot = api.get("shots/").json()["results"][0]
    api.patch(f"content/{shot['id']}/", {"expected": shot["revision"], "changes": {"action": "She runs."}})
    refused = api.post("runs/", {"until": "prompts"}, who="editor")
    assert refused.status_code == 409
    assert "producer" in refused.json()["detail"]
    assert api.post("runs/", {"until": "prompts"}, who="producer").status_code == 201
    assert api.get(f"{api.base}credits/").json()["held_micro"] > 0


def test_jobs_are_canceled_and_tried_again(api: Api) -> None:
    shot = api.get("shots/").json()["results"][0]
    api.patch(f"content/{shot['id']}/", {"expected": shot["revision"], "changes": {"action": "She runs."}})
    run = api.post("runs/", {"until": "prompts"}).json()
    job = api.get(f"{api.base}jobs/?run={run['id']}").json()["results"][0]
    address = f"{api.base}jobs/{job['id']}/"
    assert api.post(address).status_code == 409
    assert api.delete(address).json()["state"] == "canceled"
    assert api.post(address).json()["state"] == "queued"


def test_a_request_that_fails_leaves_nothing_behind(town: Town, api: Api) -> None:
    before = town.counted()
    assert api.post(
        f"{api.base}projects/", {"screenplay": "No scene in it, but very long. " * 9}
    ).status_code in (
        201,
        422,
    )
    api.patch("", {"title": "x" * 201})
    api.post("branches/", {"name": "Fourth", "unlock": "shots", "episode": 9})
    with town.scope():
        assert Branch.objects.count() == before["Branch"] + Project.objects.count() - before["Project"]
        assert not Head.objects.filter(branch__slug="fourth").exists()
