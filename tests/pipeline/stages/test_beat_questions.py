"""Holes proved from the beats' own words, what a model finds, other endings, and no structure at all."""

import json
from typing import Any

import pytest

from pipeline.actions.beat_questions import ask_endings, ask_holes
from pipeline.actions.questions import answer
from pipeline.models import Generation
from pipeline.providers.base import ProviderError
from pipeline.queries.beat_questions import holes_of
from pipeline.stages.beats.findings import findings
from pipeline.stages.beats.plotholes import holes
from projects.actions.branches import lock_stage
from projects.actions.edits import edit
from projects.kinds import Beat
from projects.models import Head
from projects.queries.story import load_story
from tests.factories.films import run_until
from tests.factories.visitors import Visit, assert_guarded, visit
from tests.pipeline.providers.author import says, writing
from tests.pipeline.providers.wire import Reply


@pytest.fixture(autouse=True)
def _here(settings: Any) -> None:
    settings.TEXT_SECONDS, settings.LOCAL_ENDPOINTS = 1, True


@pytest.fixture
def told(db: None) -> Visit:
    seen = visit(title="The Door", logline="A keeper finds a door.")
    with seen.inside():
        run_until(seen.film, "beats")
    return seen


def sheet(*texts: str) -> list[Beat]:
    return [Beat(title=f"Beat {number}", text=text) for number, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("texts", "beat", "problem"),
    [
        (("Mara waits.", "Viktor opens the gate."), 2, "Viktor acts here"),
        (("Mara waits.", "She unlocks the gate with the key."), 2, "The key is needed here"),
        (("Mara waits.", "They come back to the chapel."), 2, "come back to the chapel"),
        (("Mara promises to bury the captain.", "It rains.", "It snows."), 1, "promise is never answered"),
        (("Mara wonders who lit the beacon.", "It rains.", "It snows."), 1, "question is never answered"),
        (("Mara sails in the morning.", "That same night she sleeps."), 2, "plays in the morning"),
        (("Mara (41) waits.", "Mara (39) sleeps."), 2, "Mara is 39 here and 41 in beat 1"),
        (("It begins in 1920.", "Ten years later, in 1935, it ends."), 2, "is 1930"),
    ],
)
def test_a_hole_is_proved_by_the_line_that_is_quoted(texts: tuple[str, ...], beat: int, problem: str) -> None:
    found = [each for each in holes(sheet(*texts), ["Mara"], "en") if problem in each.problem]
    assert [each.beat for each in found] == [beat]
    assert found[0].quote in texts[beat - 1]
    assert found[0].suggestion
    assert not list(holes(sheet(*texts), ["Mara"], "de")), (
        "rules for English are not held against other texts"
    )


@pytest.mark.parametrize(
    "texts",
    [
        ("Mara waits for Viktor, her brother.", "Viktor opens the gate."),
        ("Mara waits.", "Viktor, the smith, opens the gate."),
        ("Mara finds a key.", "She unlocks the gate with the key."),
        ("In the chapel Mara prays.", "They come back to the chapel."),
        ("Mara promises to bury the captain.", "The captain is buried."),
        ("Mara wonders who lit the beacon.", "It was Emil who lit the beacon."),
        ("Mara sails in the morning until night.", "That same night she sleeps."),
        ("Mara (41) waits.", "Two years later Mara (43) sleeps."),
        ("It begins in 1920.", "Ten years later, in 1930, it ends."),
        ("Mara waits.", "Nothing moves. Everybody waits. Rain falls."),
    ],
)
def test_what_is_introduced_answered_or_possible_is_no_hole(texts: tuple[str, ...]) -> None:
    assert list(holes(sheet(*texts), ["Mara", "Emil"], "en")) == []


def test_without_a_structure_beats_have_no_function_and_no_turn_comes_too_early(told: Visit) -> None:
    editor = told.by(told.editor)
    assert editor.post(told.stage("beats", "structure"), {"structure": "none"}).status_code == 302
    with told.inside():
        run_until(told.film, "beats")
        rows = Head.objects.filter(branch=told.film.branch, kind="beat", deleted=False)
        beats = [head.content for head in rows.select_related("revision").order_by("position")]
    assert len(beats) >= 3
    assert not any(beat.function for beat in beats)
    assert sum(beat.seconds for beat in beats) > 0
    page = editor.get(told.stage("beats")).text
    assert "No structure" in page
    early = [
        Beat(title=str(n), text=f"Step {n}.", seconds=9, intensity=1.0 if n == 2 else n / 20)
        for n in range(1, 9)
    ]
    assert "long before the end" in " ".join(each.problem for each in findings(early, 0, []))
    assert not [each for each in findings(early, 0, [], shaped=False) if "long before" in each.problem]


def beats_now(seen: Visit) -> dict[str, Beat]:
    with seen.inside():
        rows = Head.objects.filter(branch=seen.film.branch, kind="beat", deleted=False)
        return {head.slot: head.content for head in rows.select_related("revision")}


def test_previz_ends_it_three_other_ways_side_by_side_and_one_is_taken_and_taken_back(told: Visit) -> None:
    before = beats_now(told)
    editor, address = told.by(told.editor), told.stage("beats", "endings")
    assert editor.post(address, {"by": "house"}).status_code == 302
    with told.inside():
        row = Generation.objects.get(step="ending")
        came = (row.result or {})["came"]
    assert len(came) == 3
    for part in ("turn", "climax", "image"):
        texts = [one["parts"][part]["text"] for one in came]
        assert len({*texts, *(beat.text for beat in before.values())}) == 3 + len(
            {beat.text for beat in before.values()}
        ), part
    page = editor.get(address).text
    assert page.count("<ins>") >= 9
    assert "End it so" in page
    answered = editor.post(told.stage("beats", "endings", row.pk), {"take": "1"})
    after = beats_now(told)
    changed = [slot for slot in before if before[slot].text != after[slot].text]
    assert [after[slot].text for slot in sorted(changed)] == [
        came[1]["parts"][part]["text"] for part in ("turn", "climax", "image")
    ]
    assert "One was taken over" in editor.get(address).text
    change = answered["Location"].partition("undo=")[2]
    editor.post(told.stage("beats", "undo", change))
    assert beats_now(told) == before


def test_the_same_sheet_gives_the_same_endings(told: Visit) -> None:
    for _ in range(2):
        told.by(told.editor).post(told.stage("beats", "endings"), {"by": "house"})
    with told.inside():
        first, second = (row.result for row in Generation.objects.filter(step="ending"))
    assert first == second


def test_an_ending_is_not_put_over_beats_that_were_changed_meanwhile(told: Visit) -> None:
    editor = told.by(told.editor)
    editor.post(told.stage("beats", "endings"), {"by": "house"})
    with told.inside():
        row = Generation.objects.get(step="ending")
        slots = [row.request["arguments"]["slots"][at] for at in row.request["arguments"]["parts"].values()]
        head = told.film.head("beat", slots[-1])
        edit(head, {"text": "Mine."}, expected=head.revision_id, by=told.owner)
    before = beats_now(told)
    editor.post(told.stage("beats", "endings", row.pk), {"take": "0"})
    assert beats_now(told) == before
    assert "The beats have changed since" in editor.get(told.stage("beats", "endings")).text
    editor.post(told.stage("beats", "endings", row.pk), {"take": "7"})
    assert beats_now(told) == before
    with told.inside():
        lock_stage(told.film.branch, told.film.episode, "beats", by=told.owner)
    assert editor.post(told.stage("beats", "endings"), {"by": "house"}).status_code in (409, 422)
    assert_guarded(told, told.stage("beats", "endings"))
    assert_guarded(told, told.stage("beats", "endings", row.pk))
    assert_guarded(told, told.stage("beats", "plotholes"))


def ending(name: str) -> dict[str, Any]:
    part = {"title": name, "text": f"{name} happens to all of them.", "mood": "sad", "intensity": 0.5}
    return {"name": name, "why": "It hurts.", "turn": part, "climax": part, "image": part}


ENDINGS = {"endings": [ending("Fire"), ending("Flood"), ending("Famine")]}


def carry_out(seen: Visit, row: Generation) -> Generation:
    answer(row.pk, check=lambda: None, last=True)
    return Generation.objects.get(pk=row.pk)


def test_a_model_offers_endings_as_it_is_told(told: Visit) -> None:
    with told.inside(), writing(told.film, says(json.dumps(ENDINGS))) as wire:
        asked = ask_endings(told.film.branch, told.film.episode, guidance="no victory", by=told.owner)
        carry_out(told, asked)
        assert "no victory" in wire.asked[0].data["messages"][1]["content"]
    page = told.by(told.editor).get(told.stage("beats", "endings")).text
    assert "Famine" in page
    assert "House model" in page


@pytest.mark.parametrize(
    ("bad", "told_back"),
    [
        ("", "empty"),
        ("{", "Invalid JSON"),
        (json.dumps({"endings": [ending("Fire")] * 3}), "three endings"),
        (json.dumps({"endings": [ending("")] * 3}), "three endings"),
        (json.dumps({"ends": []}), "endings: Field required"),
    ],
)
def test_endings_that_are_none_are_asked_for_again_and_then_cost_nothing(
    told: Visit, bad: str, told_back: str
) -> None:
    with told.inside(), writing(told.film, says(bad)) as wire:
        asked = ask_endings(told.film.branch, told.film.episode, guidance="", by=told.owner)
        with pytest.raises(ProviderError, match="cannot be used"):
            carry_out(told, asked)
        row = Generation.objects.get(pk=asked.pk)
    assert told_back in wire.asked[1].data["messages"][-1]["content"]
    assert (row.state, row.cost_micro) == ("failed", 0)
    assert "not charged" in told.by(told.editor).get(told.stage("beats", "endings")).text


def holes_told(seen: Visit, *found: dict[str, Any]) -> str:
    return json.dumps({"findings": list(found)})


def test_what_a_model_finds_is_kept_only_where_its_line_stands_in_the_beats(told: Visit) -> None:
    text = next(iter(beats_now(told).values())).text
    real = {"beat": 9, "quote": text[:25], "problem": "Nobody says why.", "suggestion": "Say why."}
    made_up = {"beat": 1, "quote": "She drew a sabre.", "problem": "Where from?", "suggestion": "Show it."}
    with told.inside(), writing(told.film, says(holes_told(told, real, made_up))):
        row = carry_out(told, ask_holes(told.film.branch, told.film.episode, by=told.owner))
        assert [each["quote"] for each in (row.result or {})["came"]] == [text[:25]]
    page = told.by(told.editor).get(told.stage("beats")).text
    assert "1 question by" in page
    assert "Nobody says why." in page
    assert "Where from?" not in page
    with told.inside():
        slot = next(slot for slot, beat in beats_now(told).items() if text == beat.text)
        head = told.film.head("beat", slot)
        edit(head, {"text": "Quite another thing."}, expected=head.revision_id, by=told.owner)
        story = load_story(told.film.branch, told.film.episode)
        now = holes_of(told.film.branch.pk, story)
    assert now is not None
    assert (now.is_old, now.found, now.outdated) == (True, [], 1)
    assert "The beats have changed since" in told.by(told.editor).get(told.stage("beats")).text


@pytest.mark.parametrize("reply", ["nothing quoted", "silence"])
def test_an_answer_without_proof_or_none_at_all_costs_nothing(told: Visit, reply: str) -> None:
    unproved = {"beat": 1, "quote": "Never said.", "problem": "What?", "suggestion": "Say."}
    replies: list[Any] = [Reply(hang=True)] if reply == "silence" else [says(holes_told(told, unproved))]
    with told.inside(), writing(told.film, *replies):
        asked = ask_holes(told.film.branch, told.film.episode, by=told.owner)
        with pytest.raises(ProviderError):
            carry_out(told, asked)
        row = Generation.objects.get(pk=asked.pk)
    assert (row.state, row.cost_micro) == ("failed", 0)
    page = told.by(told.editor).get(told.stage("beats")).text
    assert "could not be asked" in page


def test_nothing_found_is_an_answer_too(told: Visit) -> None:
    with told.inside(), writing(told.film, says(holes_told(told))):
        row = carry_out(told, ask_holes(told.film.branch, told.film.episode, by=told.owner))
    assert row.state == "done"
    assert "0 questions by" in told.by(told.editor).get(told.stage("beats")).text


def test_without_a_model_the_page_says_so_and_asks_nobody(told: Visit) -> None:
    page = told.by(told.editor).get(told.stage("beats")).text
    assert "for plot holes" not in page
    assert "Other endings" in page
    told.by(told.editor).post(told.stage("beats", "plotholes"))
    told.by(told.editor).post(told.stage("beats", "endings"), {"by": "models"})
    with told.inside():
        assert not Generation.objects.filter(step__in=("ending", "plotholes")).exists()
