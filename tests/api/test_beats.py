"""A beat sheet's questions and endings over the API."""

from tests.api.asking import Api
from tests.safety.town import Town


def test_endings_are_made_and_one_is_taken(town: Town, api: Api) -> None:
    asked = api.post("beats/endings/", {"by": "house"})
    assert asked.status_code == 202
    made = asked.json()["id"]
    came = api.get(f"{api.base}generations/{made}/").json()
    assert came["provider"] == "previz"
    assert api.post(f"beats/endings/{made}/", {"take": 9}).status_code == 400
    assert api.post(f"beats/endings/{made}/", {"take": 0}, who="viewer").status_code == 403
    assert api.post(f"beats/endings/{town.made.project.pk}/", {"take": 0}).status_code == 404
    assert api.post(f"beats/endings/{made}/", {"take": 1}).status_code == 204
    assert api.post(f"beats/endings/{made}/", {"take": 0}).status_code == 409
    assert api.post(f"beats/endings/{made}/", {}).status_code == 204


def test_findings_are_listed_and_a_model_is_asked_only_where_there_is_one(api: Api) -> None:
    found = api.get("beats/findings/").json()
    assert found["count"] == len(found["results"])
    assert all(row["by"] == "" for row in found["results"])
    assert api.post("beats/findings/", {}, who="viewer").status_code == 403
