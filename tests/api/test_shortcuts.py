"""One's own keys over the API."""

from tests.api.asking import Api

ADDRESS = "/api/v1/me/shortcuts/"


def test_keys_are_read_changed_and_reset(api: Api) -> None:
    changed = api.patch(
        ADDRESS, {"single": False, "keys": {"drawer": ["Ctrl+B", "q"], "help": []}}, who="viewer"
    )
    assert changed.status_code == 200
    now = {one["id"]: one for one in api.get(ADDRESS, who="viewer").json()["shortcuts"]}
    assert now["drawer"]["keys"] == ["Mod+b", "q"]
    assert (now["help"]["keys"], now["help"]["came_with"]) == ([], ["?"])
    others = {one["id"]: one["keys"] for one in api.get(ADDRESS, who="editor").json()["shortcuts"]}
    assert others["drawer"] == ["d"]  # nobody else's
    assert api.delete(ADDRESS, who="viewer").status_code == 204
    assert api.get(ADDRESS, who="viewer").json()["single"] is True


def test_what_cannot_be_is_refused_whole(api: Api) -> None:
    for keys, sentence in (
        ({"drawer": ["n"]}, "cannot mean both"),
        ({"drawer": ["Tab"]}, "Assets at hand: Tab already moves"),
        ({"sheet.walk": ["x"]}, "no action"),
        ({"nothing": ["x"]}, "no action"),
    ):
        answer = api.patch(ADDRESS, {"keys": {"help": ["h"], **keys}})
        assert (answer.status_code, sentence in answer.json()["detail"]) == (422, True), answer.json()
    assert api.patch(ADDRESS, {"keys": {"drawer": "n"}}).status_code == 400
    assert {one["id"]: one["keys"] for one in api.get(ADDRESS).json()["shortcuts"]}["help"] == ["?"]
