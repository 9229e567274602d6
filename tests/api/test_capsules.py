"""Style capsules over the API: the library, a film's choice, and scores."""

from tests.api.asking import Api

SAID = {"medium": "writing", "descriptors": ["dry"], "aims": {"sentence_words": {"value": 5, "within": 2}}}


def test_a_program_makes_changes_and_finds_capsules(api: Api) -> None:
    made = api.post(f"{api.base}capsules/", {"name": "Dry", "content": SAID})
    assert made.status_code == 201, made.json()
    one = f"{api.base}capsules/{made.json()['ref']}/"
    changed = api.patch(one, {"expected": 1, "content": SAID | {"descriptors": ["dryer"]}, "name": "Dryer"})
    assert (changed.json()["version"], changed.json()["name"]) == (2, "Dryer")
    assert api.patch(one, {"expected": 1, "content": SAID}).status_code == 409
    assert api.patch(one, {"expected": 2, "content": SAID | {"descriptors": [1]}}).status_code == 422
    assert api.get(one).json()["content"]["descriptors"] == ["dryer"]
    found = api.get(f"{api.base}capsules/?q=dryer").json()
    assert [each["name"] for each in found] == ["Dryer"]
    studio = api.get(f"{api.base}capsules/?medium=visual").json()
    assert {each["version"] for each in studio} == {0}


def test_a_capsule_goes_out_and_comes_back(api: Api) -> None:
    made = api.post(f"{api.base}capsules/", {"name": "Dry", "content": SAID}).json()
    document = api.get(f"{api.base}capsules/{made['ref']}/file/").json()
    back = api.post(f"{api.base}capsules/import/", document)
    assert back.status_code == 201
    assert back.json()["content"] == made["content"]
    assert api.post(f"{api.base}capsules/import/", {"format": "x"}).status_code == 422


def test_a_text_is_held_to_a_capsule(api: Api) -> None:
    made = api.post(f"{api.base}capsules/", {"name": "Dry", "content": SAID}).json()
    score = f"{api.base}capsules/{made['ref']}/score/"
    near = api.post(score, {"text": "The lamp went out again. " * 12}, who="viewer").json()
    assert (near["total"], near["word"], near["reasons"]) == (100, "close", [])
    assert api.post(score, {"text": "Short."}).json()["total"] is None


def test_a_film_is_told_which_capsule_to_work_by(api: Api) -> None:
    asked = {"medium": "visual", "capsule": "preset:woodcut"}
    assert api.post("capsules/", asked, who="viewer").status_code == 403
    told = api.post("capsules/", asked).json()
    assert told["uses"] == [
        {"medium": "visual", "stage": "", "name": "Woodcut", "ref": "preset:woodcut", "version": 0}
    ]
    assert api.get("capsules/", who="viewer").json() == told
    assert told["judgements"] == []
    assert api.post("capsules/", asked | {"stage": "film"}).status_code == 422
    assert api.post("capsules/", asked | {"capsule": "preset:none"}).status_code == 404
    assert api.post("capsules/", asked | {"capsule": ""}).json()["uses"] == []


def test_a_model_is_asked_to_judge_and_what_it_says_is_read(api: Api) -> None:
    judge = {"stage": "treatment"}
    assert api.post("capsules/judge/", judge, who="viewer").status_code == 403
    assert api.post("capsules/judge/", judge).status_code == 422  # the film works by no writing capsule
    api.post("capsules/", {"medium": "writing", "capsule": "preset:plain-report"})
    asked = api.post("capsules/judge/", judge)
    assert (asked.status_code, asked.json()["state"]) == (202, "running")
    found = api.get("capsules/").json()["judgements"]
    assert [(one["stage"], one["state"], one["is_old"]) for one in found] == [("treatment", "running", False)]
    assert found[0]["generation"] == asked.json()["id"]
    assert api.post("capsules/judge/", judge).status_code == 409
