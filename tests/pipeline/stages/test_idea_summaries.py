"""Summaries of an adapted text changed by hand: kept, out of date above, and brought back."""

import pytest

from pipeline.models import Run
from projects.models import ChangeItem, Head
from tests.factories.films import carry_out, run_until
from tests.factories.visitors import JSON, Visit, assert_guarded
from tests.pipeline.test_adaptation import adapted, rewrite, states


@pytest.fixture
def seen(db: None) -> Visit:
    made = adapted()
    with made.inside():
        run_until(made.film, "idea")
    return made


def second(seen: Visit) -> Head:
    with seen.inside():
        return Head.objects.select_related("revision").get(kind="summary", slot="c002", deleted=False)


def typed(head: Head, text: str) -> dict[str, str]:
    return {"text": text, "expected": str(head.revision_id)}


def test_a_summary_by_hand_is_kept_and_what_stands_on_it_is_out_of_date(seen: Visit) -> None:
    head = second(seen)
    save = seen.stage("idea", "summaries", head.node_id, "save")
    answer = seen.by(seen.editor).post(save, typed(head, "Mara burns the letter."), headers=JSON)
    assert answer.status_code == 200
    with seen.inside():
        found = states(seen.film)
        assert found.pop("chapter:m001/c002") == "kept"
        assert found.pop("synopsis:synopsis") == "stale"
        assert set(found.values()) == {"fresh"}
        rewrite(seen.film, "c002", "Chapter 2\n\nOnly the sea is here.")
        run_until(seen.film, "idea")
        assert second(seen).content.text == "Mara burns the letter."
        assert states(seen.film)["synopsis:synopsis"] == "fresh"
        text = seen.film.head("material", "m001").node_id
    chapter = seen.stage("idea", "texts", text)
    assert "has changed since it was written by hand" in seen.by(seen.viewer).get(f"{chapter}?chapter=2").text
    assert_guarded(seen, save)


def test_two_who_change_one_summary_are_shown_both(seen: Visit) -> None:
    head = second(seen)
    save = seen.stage("idea", "summaries", head.node_id, "save")
    seen.by(seen.editor).post(save, typed(head, "Mara burns the letter."), headers=JSON)
    late = seen.by(seen.owner).post(save, typed(head, "Mara reads the letter."), headers=JSON)
    assert late.status_code == 409
    assert "Bob changed this while you were writing" in late.text
    assert "Mara reads the letter." in late.text
    empty = seen.by(seen.owner).post(save, typed(second(seen), "  "), headers=JSON)
    assert empty.status_code == 422
    assert "needs words" in empty.text
    assert second(seen).content.text == "Mara burns the letter."


def test_an_earlier_version_is_brought_back_or_the_studio_sums_up_again(seen: Visit) -> None:
    head = second(seen)
    first, address = head.content.text, seen.stage("idea", "summaries", head.node_id)
    editor = seen.by(seen.editor)
    editor.post(f"{address}save/", typed(head, "Mara burns the letter."), headers=JSON)
    now = second(seen)
    page = editor.get(address).text
    assert "Mara burns the letter." in page
    assert "<ins>" in page
    assert "Bring this version back" not in seen.by(seen.viewer).get(address).text
    back = {"revision": str(head.revision_id), "expected": str(now.revision_id)}
    assert editor.post(f"{address}restore/", back).status_code == 302
    assert second(seen).content.text == first
    assert second(seen).origin == Head.Origin.HAND
    assert "Somebody changed this meanwhile" in editor.post(f"{address}restore/", back, follow=True).text
    editor.post(f"{address}release/")
    assert second(seen).origin == Head.Origin.MACHINE
    with seen.inside():
        carry_out(Run.objects.get(state=Run.State.RUNNING))
        assert states(seen.film)["chapter:m001/c002"] == "fresh"
        assert ChangeItem.objects.filter(node_id=head.node_id).count() >= 3
    for name in ("restore", "release"):
        assert_guarded(seen, f"{address}{name}/")
    assert seen.by(seen.stranger).get(address).status_code == 404


def test_the_synopsis_is_changed_where_it_stands(seen: Visit) -> None:
    with seen.inside():
        head = seen.film.head("summary", "synopsis")
    save = seen.stage("idea", "summaries", head.node_id, "save")
    page = seen.by(seen.editor).get(seen.stage("idea")).text
    assert save in page
    assert seen.by(seen.editor).post(save, typed(head, "A lamp goes out.")).status_code == 302
    assert "by hand" in seen.by(seen.viewer).get(seen.stage("idea")).text
