"""Search over a film, over the API."""

from tests.api.asking import Api


def test_a_film_is_searched_with_its_lines_and_their_pages(api: Api) -> None:
    word = api.get("content/?kind=beat").json()["results"][0]["content"]["text"].split()[0]
    found = api.get(f"search/?q={word}&limit=500").json()
    assert found["count"] == len(found["results"]) > 0
    beat = next(row for row in found["results"] if row["group"] == "beats")
    assert word in beat["lines"][0]["text"]
    assert "/beats/#beat-" in beat["lines"][0]["page"]
    only = api.get(f"search/?q={word}&in=beats").json()["results"]
    assert {row["group"] for row in only} == {"beats"}
    assert api.get("search/?q=xyzzyx").json()["count"] == 0


def test_questions_that_cannot_be_are_refused(api: Api) -> None:
    assert api.get("search/?q=%20").json()["results"] == []
    assert api.get("search/?q=a&in=moon").status_code == 400
    assert api.get("search/?q=" + "x" * 201).status_code == 400
    assert api.get("search/?q=a%00b").status_code == 400
    assert api.get("search/?q=a&branch=none").status_code == 404
    assert api.get("search/?q=a", who="viewer").status_code == 200
