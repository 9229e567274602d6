"""The team's library over the API: found, written, deleted with its dependants, brought into films."""

from tests.api.asking import Api


def made(api: Api, name: str = "Vera", kind: str = "character", **content: object) -> dict[str, object]:
    answer = api.post(
        f"{api.base}library/", {"kind": kind, "content": {"name": name, **content}, "tags": ["Night"]}
    )
    assert answer.status_code == 201, answer.json()
    found: dict[str, object] = answer.json()
    return found


def test_a_program_makes_changes_finds_and_deletes_an_asset(api: Api) -> None:
    vera = made(api, definition="A tall woman with red hair")
    assert (vera["tags"], vera["version"], vera["uses"]) == (["night"], 1, [])
    one = f"{api.base}library/{vera['id']}/"
    changed = api.patch(one, {"expected": 1, "content": {"wardrobe": "a grey coat"}}).json()
    assert changed["version"] == 2
    assert changed["content"]["definition"] == "A tall woman with red hair"
    assert api.patch(one, {"expected": 1, "content": {"wardrobe": "none"}}).status_code == 409
    assert api.patch(one, {"expected": 2, "content": {"voice": {"pitch": 900}}}).status_code == 422
    assert api.patch(one, {"expected": 2, "content": {"looks": [{"name": 1}]}}).status_code == 422
    assert api.patch(one, {"expected": 2, "content": {"looks": "all"}}).status_code == 422
    assert api.get(f"{one}?version=1").json()["content"]["wardrobe"] == ""
    assert [each["name"] for each in api.get(f"{api.base}library/?q=grey").json()["results"]] == ["Vera"]
    assert api.get(f"{api.base}library/?kind=prop").json()["count"] == 1  # the town's lamp
    gone = {"typed": "Vera", "seen": changed["seen"]}
    assert api.ask("delete", one, gone, who="editor").status_code == 403
    assert api.ask("delete", one, {"typed": "Vera", "seen": "7.7"}).status_code == 409
    assert api.ask("delete", one, gone).status_code == 204
    assert api.get(one).status_code == 404


def test_a_film_brings_an_asset_in_follows_it_and_is_told_what_a_pull_ages(api: Api) -> None:
    vera = made(api, definition="A tall woman with red hair")
    assert api.post("library/", {"library": vera["id"]}, who="viewer").status_code == 403
    brought = api.post("library/", {"library": vera["id"]})
    assert brought.status_code == 201, brought.json()
    node = brought.json()["node"]
    api.patch(f"{api.base}library/{vera['id']}/", {"expected": 1, "content": {"definition": "An old man"}})
    row = api.get("library/").json()[0]
    assert [(each["field"], each["standing"]) for each in row["differences"]] == [("definition", "behind")]
    pulled = api.post(f"library/{node}/", {"what": "pull", "fields": ["definition"]}).json()
    assert pulled[0]["differences"] == []
    assert api.get(f"{api.base}library/{vera['id']}/").json()["uses"][0]["shots"] == 0
    assert api.post(f"library/{node}/", {"what": "push", "fields": ["name"], "seen": 1}).status_code == 409
    assert api.post(f"library/{node}/", {"what": "leave"}).json() == []
    assert api.post(f"library/{node}/", {"what": "pull", "fields": ["name"]}).status_code == 422
    assert api.post(f"library/{node}/", {"what": "voice"}).status_code == 422


def test_a_voice_is_kept_and_changed_by_a_program(api: Api) -> None:
    kept = api.post(f"{api.base}voices/", {"name": "Low", "variant": "bass", "pitch": 30})
    assert kept.status_code == 201, kept.json()
    one = f"{api.base}voices/{kept.json()['id']}/"
    assert kept.json()["sample"]
    changed = api.patch(one, {"name": "Lower"}).json()
    assert (changed["name"], changed["voice"]["pitch"]) == ("Lower", 30)
    assert api.patch(one, {"pitch": 900}).status_code == 400
    assert (
        api.post(f"{api.base}voices/", {"name": "No", "language": "xx", "variant": "nobody"}).status_code
        == 422
    )
    assert api.delete(one, who="viewer").status_code == 403
    assert api.delete(one).status_code == 204


def test_a_program_adds_renames_and_removes_looks(api: Api) -> None:
    looks = f"{api.base}library/{made(api, name='Kai')['id']}/looks/"
    added = api.post(looks, {"expected": 1, "name": "wedding", "wardrobe": "a white dress"})
    assert (added.status_code, added.json()["version"]) == (201, 2)
    assert api.post(looks, {"expected": 2, "name": "Wedding"}).status_code == 422
    changed = api.patch(looks, {"expected": 2, "look": "wedding", "name": "feast", "tags": ["wet"]}).json()
    look = changed["looks"][0]
    assert (look["name"], look["wardrobe"], look["tags"]) == ("feast", "a white dress", ["wet"])
    assert (look["formerly"], look["films"]) == (["wedding"], [])
    assert api.patch(looks, {"expected": 2, "look": "feast", "name": "x"}).status_code == 409
    assert api.get(looks, who="viewer").json() == changed
    gone = {"expected": 3, "look": "feast"}
    assert api.ask("delete", looks, gone, who="viewer").status_code == 403
    assert api.ask("delete", looks, gone).json() == {"version": 4, "looks": []}
