"""One passage asked for again: shown as a tracked change, taken over or left, and paid once."""

import json
from typing import Any
from uuid import uuid4

import pytest

from accounts.kernel.errors import Invalid, Refused
from billing.actions.ledger import grant
from billing.queries.ledger import balance, reconcile
from pipeline.actions.connections import choose_models
from pipeline.actions.questions import answer
from pipeline.actions.wording import ask_passage, take_passage
from pipeline.jobs import engine
from pipeline.models import Connection, Generation
from pipeline.queries.wording import Stretch, compared, wordings
from projects.actions.branches import lock_stage
from projects.actions.edits import edit
from projects.models import Head
from tests.factories.films import run_until
from tests.factories.visitors import Visit, visit
from tests.pipeline.providers.author import connected, reply_to, says, writing
from tests.pipeline.providers.wire import Chat, serving

NEW = "The lamp is cold and she does not light it."


@pytest.fixture(autouse=True)
def _here(settings: Any) -> None:
    settings.LOCAL_ENDPOINTS = True


@pytest.fixture
def seen(db: None) -> Visit:
    found = visit(seconds=15, title="The Door", logline="A keeper finds a door.")
    with found.inside():
        run_until(found.film, "treatment")
    return found


def treatment(seen: Visit) -> Head:
    return seen.film.head("treatment", "treatment")


def a_passage(head: Head) -> str:
    return max(head.content.text.split("\n\n"), key=len).strip()


def ask(seen: Visit, head: Head, passage: str, **more: str) -> Generation:
    wishes = {"wish": "tone", "guidance": "colder", **more}
    return ask_passage(seen.film.branch, seen.film.episode, head, passage, by=seen.owner, **wishes)


def worded(seen: Visit, head: Head, passage: str, **more: str) -> Generation:
    row = ask(seen, head, passage, **more)
    answer(row.pk, check=lambda: None, last=True)
    row.refresh_from_db()
    return row


def test_only_the_passage_changes_and_only_when_it_is_taken_over(seen: Visit) -> None:
    with seen.inside(), writing(seen.film, says(NEW)) as wire:
        head = treatment(seen)
        before, old = head.content.text, a_passage(head)
        row = worded(seen, head, old)
        assert treatment(seen).content.text == before, "nothing changes by asking"
        take_passage(row, seen.film.branch, by=seen.owner)
        assert treatment(seen).content.text == before.replace(old, NEW, 1)
        assert treatment(seen).origin == "hand"
    told = wire.asked[0].data["messages"][1]["content"]
    assert "In particular: colder" in told
    assert 'what="The passage"' in told
    assert 'what="The text it stands in"' in told


def test_a_scene_keeps_what_follows_from_its_text(seen: Visit) -> None:
    with seen.inside():
        run_until(seen.film, "screenplay")
        head = Head.objects.select_related("revision").filter(branch=seen.film.branch, kind="script").first()
        assert head is not None
        heading = head.content.heading
        with writing(seen.film, says("INT. CELLAR - NIGHT")):
            row = worded(seen, head, heading)
        take_passage(row, seen.film.branch, by=seen.owner)
        head = Head.objects.select_related("revision").get(pk=head.pk)
        assert head.content.heading == "INT. CELLAR - NIGHT"


OTHERS = [
    {"text": "The door opens by itself and nobody is behind it.", "why": "A question instead of a loss."},
    {"text": "She lets the lamp go out and waits for the ship.", "why": "Her own choice."},
    {"text": "The brother answers from the other side.", "why": "Hope."},
]


def test_alternatives_differ_and_any_of_them_can_be_taken(seen: Visit) -> None:
    twice = json.dumps({"alternatives": [OTHERS[0], OTHERS[0]]})
    with seen.inside(), writing(seen.film, says(twice), says(json.dumps({"alternatives": OTHERS}))) as wire:
        head = treatment(seen)
        old = a_passage(head)
        row = worded(seen, head, old, wish="others")
        assert [one.why for one in wordings(head.node_id, seen.film.branch.pk)[0].came] == [
            "A question instead of a loss.",
            "Her own choice.",
            "Hope.",
        ]
        with pytest.raises(Refused, match="no such alternative"):
            take_passage(row, seen.film.branch, by=seen.owner, number=3)
        take_passage(row, seen.film.branch, by=seen.owner, number=1)
        assert OTHERS[1]["text"] in treatment(seen).content.text
    assert "differ from the passage and from each other" in wire.asked[1].data["messages"][-1]["content"]


def test_the_same_words_again_are_sent_back_once(seen: Visit) -> None:
    with seen.inside():
        old = a_passage(treatment(seen))
        with writing(seen.film, says(old), says(NEW)) as wire:
            worded(seen, treatment(seen), old)
    assert "word for word" in wire.asked[1].data["messages"][-1]["content"]


def test_a_passage_that_was_changed_meanwhile_is_not_overwritten(seen: Visit) -> None:
    with seen.inside(), writing(seen.film, says(NEW)):
        head = treatment(seen)
        old = a_passage(head)
        row = worded(seen, head, old)
        text = head.content.text.replace(old, "Somebody else was faster.")
        edit(head, {"text": text}, expected=head.revision_id, by=seen.owner)
        with pytest.raises(Refused, match="changed meanwhile"):
            take_passage(row, seen.film.branch, by=seen.owner)
        assert treatment(seen).content.text == text


def test_what_cannot_be_asked_is_said(seen: Visit) -> None:
    with seen.inside():
        head = treatment(seen)
        with pytest.raises(Refused, match="connected model"):
            ask(seen, head, a_passage(head))
        with writing(seen.film, says(NEW)):
            with pytest.raises(Invalid, match="do not stand in the text"):
                ask(seen, head, "Words that nobody wrote.")
            lock_stage(seen.film.branch, seen.film.episode, "treatment", by=seen.owner)
            with pytest.raises(Refused, match="locked"):
                ask(seen, head, a_passage(head))


def test_a_refusal_leaves_everything_and_says_so(seen: Visit) -> None:
    with seen.inside(), writing(seen.film, Chat.filtered()):
        head = treatment(seen)
        row = ask(seen, head, a_passage(head))
        with pytest.raises(Refused):
            answer(row.pk, check=lambda: None, last=True)
        row.refresh_from_db()
    assert (row.state, row.cost_micro) == ("failed", 0)
    assert "declined" in row.error


def test_a_change_is_tracked_word_by_word() -> None:
    assert compared("the lamp is lit", "the lamp is cold") == [
        Stretch("same", "the lamp is "),
        Stretch("removed", "lit"),
        Stretch("added", "cold"),
    ]


def test_the_page_asks_shows_and_takes_over(seen: Visit) -> None:
    browser = seen.by(seen.editor)
    with seen.inside(), serving(says(NEW)) as wire:
        connected(seen.film, wire, name="Ours")
        node, old = treatment(seen).node_id, a_passage(treatment(seen))
    listed = browser.get(seen.stage("treatment", "wording")).content.decode()
    assert str(node) in listed
    address = seen.stage("treatment", "wording", node)
    assert b"Worded by" in browser.get(address).content
    assert browser.post(address, {"passage": "nothing", "wish": "tone"}).status_code == 422
    with serving(says(NEW)) as wire, seen.inside():
        connected(seen.film, wire, name="Again")
        choose_models([_newest()], house_last=True, by=seen.owner)
        assert browser.post(address, {"passage": old, "wish": "tone", "guidance": "x"}).status_code == 302
        row = Generation.objects.get(step="passage")
        answer(row.pk, check=lambda: None, last=True)
    page = browser.get(address).content.decode()
    assert "<ins>" in page
    assert "<del>" in page
    browser.post(f"{address}{row.pk}/", {"take": "0"})
    with seen.inside():
        assert NEW in treatment(seen).content.text
    assert "Taken over." in browser.get(address).content.decode()


def _newest() -> str:
    return str(Connection.objects.latest("created_at").pk)


def test_without_a_model_the_page_says_what_it_needs(seen: Visit) -> None:
    with seen.inside():
        node = treatment(seen).node_id
    address = seen.stage("treatment", "wording", node)
    page = seen.by(seen.owner).get(address).text
    assert "needs a connected model" in page
    models = f'href="/t/{seen.film.team.slug}/settings/models/"'
    assert (models in page, models in seen.by(seen.editor).get(address).text) == (True, False)
    assert "Worded by" not in page


def test_strangers_and_viewers_stay_outside(seen: Visit) -> None:
    with seen.inside(), writing(seen.film, says(NEW)):
        head = treatment(seen)
        row = worded(seen, head, a_passage(head))
    address = seen.stage("treatment", "wording", head.node_id)
    for method, path in (("get", address), ("post", address), ("post", f"{address}{row.pk}/")):
        assert getattr(seen.by(seen.stranger), method)(path).status_code == 404
        assert getattr(seen.by(seen.viewer), method)(path).status_code == 403
    owner = seen.by(seen.owner)
    assert owner.get(seen.stage("beats", "wording", head.node_id)).status_code == 404
    assert owner.get(seen.stage("frames", "wording")).status_code == 404
    assert owner.post(f"{address}{uuid4()}/", {"take": "1"}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_studio_model_is_held_and_paid_for_what_it_took(settings: Any) -> None:
    found = visit(seconds=15, title="The Door", logline="A keeper finds a door.")
    settings.STUDIO_TEXT_MODELS = [("openai", "gpt-6-luna", "sk-studio")]
    with serving(lambda asked: reply_to(asked, NEW)) as wire:
        settings.PROVIDER_ADDRESSES = {"openai": f"{wire.address}/v1"}
        with found.inside():
            run_until(found.film, "treatment")
            choose_models(["studio:openai"], house_last=True, by=found.owner)
            grant(found.team, 100_000_000, reason="for the test", key="test")
            head = treatment(found)
            with pytest.raises(Refused, match="role producer"):
                ask_passage(
                    found.film.branch,
                    found.film.episode,
                    head,
                    a_passage(head),
                    wish="tone",
                    guidance="",
                    by=found.editor,
                )
            ask(found, head, a_passage(head))
            assert balance().held == 16 * 10_000 + 6 * 50_000
        engine.serve(["interactive"])
    with found.inside():
        assert Generation.objects.get(step="passage").state == "done"
        assert balance().spent == 2_000
        assert reconcile().right


def test_a_passage_that_was_selected_is_the_one_that_is_asked_for(seen: Visit) -> None:
    with seen.inside():
        head = treatment(seen)
        passage = a_passage(head)
    owner, address = seen.by(seen.owner), seen.stage("treatment", "wording", head.node_id)
    with seen.inside(), writing(seen.film, says(NEW)):
        asked = owner.get(address, {"passage": passage}).context["form"]
        strange = owner.get(address, {"passage": "words of nobody"}).context["form"]
    assert (asked.initial["passage"], strange.initial["passage"]) == (passage, head.content.text)
