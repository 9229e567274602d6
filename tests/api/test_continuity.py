"""Continuity over the API: what does not fit together, and accepting it as meant."""

from accounts.kernel import scope
from projects.actions.commit import Edit, commit
from projects.models import Head
from tests.api.asking import Api
from tests.safety.town import Town


def _stranger_in_a_shot(town: Town, api: Api) -> None:
    with scope.team(town.team.pk, user=town.people["owner"].pk):
        branch = town.made.branch
        shots = Head.objects.filter(branch=branch, kind="shot", deleted=False).select_related("revision")
        shot = shots.order_by("position")[0]
        content = shot.content.model_copy(update={"cast": [*shot.content.cast, "character:nobody-known"]})
        commit(branch, [Edit.of(shot, content)], by=town.people["owner"])


def test_a_finding_is_read_accepted_and_opened_again(town: Town, api: Api) -> None:
    _stranger_in_a_shot(town, api)
    found = api.get("continuity/?rule=presence").json()["results"]
    assert [row["severity"] for row in found] == ["fault"]
    assert found[0]["quotes"][0]["stage"] == "shots"
    key = found[0]["key"]
    assert api.post("continuity/", {"key": key, "reason": ""}).status_code == 422
    assert api.post("continuity/", {"key": key, "reason": "A ghost"}).status_code == 204
    assert api.get("continuity/?rule=presence").json()["results"][0]["meant"] == "A ghost"
    assert api.delete(f"continuity/?key={key}").status_code == 204
    assert api.get("continuity/?rule=presence").json()["results"][0]["meant"] == ""


def test_a_rule_that_there_is_not_is_refused(api: Api) -> None:
    assert api.get("continuity/?rule=astrology").status_code == 400


def test_the_storyboard_is_taken_away_as_a_file(api: Api) -> None:
    board = api.get("storyboard/?grid=4x4&stamp=DRAFT&camera=off")
    assert board["Content-Type"] == "application/pdf"
    assert board.content.startswith(b"%PDF")
    assert api.get("storyboard/?as=png")["Content-Type"] == "image/png"
    listed = api.get("storyboard/?as=shot-list&column=number&column=action")
    assert (listed["Content-Type"], listed.content[:4]) == ("application/pdf", b"%PDF")
    assert api.get("storyboard/?as=docx").status_code == 400
