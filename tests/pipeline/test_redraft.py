"""A new draft over scenes that are filmed: found again by content, shown before, nothing lost."""

import threading
from typing import Any

import pytest
from django.db import connection

from accounts.kernel import scope
from accounts.kernel.errors import Conflict, Invalid
from pipeline.actions.importing import bring_screenplay
from pipeline.actions.redrafting import take_draft
from pipeline.outline import scripts_of
from pipeline.queries.redraft import effects_of
from pipeline.redraft import drafted, paired
from pipeline.redraft.pairing import Text
from projects.actions.commit import Edit, commit
from projects.kinds import Clip, Frame, Scene, Shot
from projects.models import Head
from projects.queries.story import Story, load_story
from tests.factories.projects import World
from tests.factories.shots import SHA, heads
from tests.factories.visitors import Visit, assert_guarded, visit

KITCHEN = "INT. KITCHEN - DAY\n\nMara stirs the soup.\n\nMARA\nIt needs salt and a little patience."
GARDEN = "EXT. GARDEN - DAY\n\nNed digs among the roses.\n\nNED\nNothing grows here since the flood came."
ATTIC = "INT. ATTIC - NIGHT\n\nDust lies on the trunks.\n\nMARA\nGrandmother kept every letter he wrote."
OLD = "\n\n".join((KITCHEN, GARDEN, ATTIC))


def test_a_scene_is_found_by_what_is_said_in_it_wherever_it_stands() -> None:
    moved = GARDEN.replace("EXT. GARDEN - DAY", "EXT. BACK YARD - DUSK").replace("digs", "rakes")
    pairs = paired(
        [Text(KITCHEN), Text(GARDEN), Text(ATTIC)], [Text(moved), Text(KITCHEN), Text("INT. BAR\n\nOther.")]
    )
    assert [pair.before for pair in pairs] == [1, 0, None]
    assert pairs[1].why == "The same text"
    assert 0.45 <= pairs[0].likeness < 1


def test_equal_numbers_join_scenes_that_are_at_all_alike() -> None:
    rewritten = "INT. KITCHEN - NIGHT\n\nMara burns the letters.\n\nMARA\nGone, all gone now."
    (pair,) = paired(
        [Text(KITCHEN, "4"), Text(rewritten.replace("MARA", "NED"), "9")], [Text(rewritten, "4")]
    )
    assert pair.before == 0
    assert pair.why.startswith("The same number")


def test_what_a_person_decides_goes_first() -> None:
    pairs = paired([Text(KITCHEN), Text(GARDEN)], [Text(KITCHEN), Text(GARDEN)], {0: 1, 1: None})
    assert [pair.before for pair in pairs] == [1, None]


@pytest.fixture
def seen(db: None) -> Visit:
    found = visit()
    with found.inside():
        filmed(found.film)
    return found


def filmed(made: World) -> None:
    """Three scenes with two shots each, drawn and clipped."""
    bring_screenplay(made.branch, made.episode, OLD, by=made.user)
    inside: dict[str, Any] = {"episode": made.episode}
    scripts = heads(made, "script")
    commit(
        made.branch,
        [
            Edit.new(
                Scene(script=one.slot, heading=one.content.heading),
                one.slot,
                one.position,
                parent=made.episode,
                **inside,
            )
            for one in scripts
        ],
        by=made.user,
    )
    shots = [
        Edit.new(Shot(action=f"Shot {n}"), f"{n}0", f"{n}", parent=scene.node_id, **inside)
        for scene in heads(made, "scene")
        for n in (1, 2)
    ]
    commit(made.branch, shots, by=made.user)
    media: dict[str, Any] = {"media": SHA, "width": 1280, "height": 720}
    edits = [
        edit
        for shot in heads(made, "shot")
        for edit in (
            Edit.new(Frame(**media), "first", parent=shot.node_id, **inside),
            Edit.new(Clip(frames=72, **media), "clip", parent=shot.node_id, **inside),
        )
    ]
    commit(made.branch, edits, by=made.user)


def story(seen: Visit) -> Story:
    return load_story(seen.film.branch, seen.film.episode)


NEW_DRAFT = "\n\n".join(
    (
        "INT. HALL - DAY\n\nA clock strikes nine times.",
        GARDEN.replace("Nothing grows", "Nothing at all grows"),
        KITCHEN,
    )
)


def test_shots_stay_with_their_scenes_and_what_is_gone_is_put_aside(seen: Visit) -> None:
    with seen.inside():
        shots = {shot.node_id: shot.parent_node for shot in heads(seen.film, "shot")}
        draft = drafted(story(seen), NEW_DRAFT)
        assert [fate.kind for fate in draft.fates] == ["new", "changed", "out", "same"]
        take_draft(seen.film.branch, seen.film.episode, NEW_DRAFT, expected=draft.state, by=seen.owner)
        now = story(seen)
        assert [item.values["heading"] for item in scripts_of(now)] == [
            "INT. HALL - DAY",
            "EXT. GARDEN - DAY",
            "INT. KITCHEN - DAY",
        ]
        assert {shot.node_id: shot.parent_node for shot in heads(seen.film, "shot")} == shots
    text = seen.by(seen.editor).get(seen.stage("scenes")).text
    assert "OMITTED" in text
    assert "INT. ATTIC - NIGHT" in text


def test_the_same_draft_again_changes_nothing(seen: Visit) -> None:
    with seen.inside():
        draft = drafted(story(seen), OLD)
        assert [fate.kind for fate in draft.fates] == ["same"] * 3
        assert not any(fate.written for fate in draft.fates)
        assert (
            take_draft(seen.film.branch, seen.film.episode, OLD, expected=draft.state, by=seen.owner) is None
        )


def test_an_omitted_scene_comes_back_with_its_shots_when_a_draft_has_it_again(seen: Visit) -> None:
    with seen.inside():
        without = "\n\n".join((KITCHEN, GARDEN))
        for text in (without, OLD):
            state = drafted(story(seen), text).state
            take_draft(seen.film.branch, seen.film.episode, text, expected=state, by=seen.owner)
        now = story(seen)
        assert [item.values["heading"] for item in scripts_of(now)][-1] == "INT. ATTIC - NIGHT"
        assert len(heads(seen.film, "script")) == 3


def test_what_becomes_out_of_date_is_told_and_then_is_so(seen: Visit) -> None:
    with seen.inside():
        draft = drafted(story(seen), NEW_DRAFT)
        effects = effects_of(story(seen), draft, set())
        garden = effects[1]
        assert garden.shots == 2
        assert garden.stale == {"frame": 2, "clip": 2}
        assert garden.by_hand == 5  # its breakdown, two frames and two clips were put in by hand
        assert effects[2].aside == {"frame": 2, "clip": 2}
        assert "frame" not in effects[3].stale  # the kitchen stays word for word; only its join is another


def test_numbers_that_are_locked_stay_and_new_scenes_get_letters(seen: Visit) -> None:
    browser = seen.by(seen.editor)
    browser.post(seen.stage("screenplay", "numbers"), {"lock": "1"})
    text = "\n\n".join((KITCHEN, "INT. CELLAR - DAY\n\nRats.", GARDEN))
    with seen.inside():
        take_draft(
            seen.film.branch,
            seen.film.episode,
            text,
            expected=drafted(story(seen), text).state,
            by=seen.owner,
        )
        now = story(seen)
        assert [script.number for script in now.contents(scripts_of(now))] == ["1", "1A", "2"]


def test_a_text_without_a_scene_is_refused(seen: Visit) -> None:
    with seen.inside(), pytest.raises(Invalid):
        drafted(story(seen), "Once upon a time there was a house.")


def post(seen: Visit, *rest: str, **fields: str) -> Any:
    return seen.by(seen.editor).post(seen.stage("screenplay", "redraft", *rest), fields)


def test_a_person_sees_what_happens_confirms_and_can_take_it_back(seen: Visit) -> None:
    shown = post(seen, text=NEW_DRAFT)
    for words in ("Put aside", "2 shots, 2 frames, 2 clips put aside", "The new draft has no scene like it"):
        assert words in shown.text, words
    with seen.inside():
        assert len(scripts_of(story(seen))) == 3
        assert (
            scripts_of(story(seen))[0].values["heading"] == "INT. KITCHEN - DAY"
        )  # nothing has happened yet
    answer = post(seen, "take", draft=shown.context["draft"], state=shown.context["state"])
    assert answer.status_code == 302
    change = answer["Location"].rpartition("undo=")[2]
    seen.by(seen.editor).post(seen.stage("screenplay", "undo", change))
    with seen.inside():
        assert [item.values["heading"][:6] for item in scripts_of(story(seen))] == [
            "INT. K",
            "EXT. G",
            "INT. A",
        ]


def test_a_person_may_say_which_scene_it_is(seen: Visit) -> None:
    text = "\n\n".join((KITCHEN, GARDEN, "INT. HALL - DAY\n\nA clock strikes nine times."))
    with seen.inside():
        attic = next(head for head in heads(seen.film, "script") if "ATTIC" in head.content.heading)
    shown = post(seen, draft=text, **{"is-2": str(attic.node_id)})
    post(seen, "take", draft=text, state=shown.context["state"], **{"is-2": str(attic.node_id)})
    with seen.inside():
        now = next(head for head in heads(seen.film, "script") if head.node_id == attic.node_id)
        assert now.content.heading == "INT. HALL - DAY"
        assert not now.content.omitted


def test_who_comes_second_sees_the_comparison_anew_and_loses_nothing(seen: Visit) -> None:
    shown = post(seen, text=NEW_DRAFT)
    with seen.inside():
        script = heads(seen.film, "script")[0]
    save = seen.stage("screenplay", script.node_id, "save")
    seen.by(seen.owner).post(save, {"text": KITCHEN + " And pepper.", "expected": script.revision_id})
    answer = post(seen, "take", draft=shown.context["draft"], state=shown.context["state"])
    assert answer.status_code == 409
    assert "was changed since this was compared" in answer.text
    assert "Nothing at all grows" in answer.text  # the draft is still there
    with seen.inside():
        assert "And pepper." in heads(seen.film, "script")[0].content.text


def test_bad_drafts_get_a_sentence_and_the_text_stays(seen: Visit) -> None:
    answer = post(seen, text="No heading at all.")
    assert "There is no scene heading" in answer.text
    assert "No heading at all." in answer.text
    assert "Choose a file, or paste" in post(seen, text=" ").text


def test_strangers_and_viewers_bring_no_draft(seen: Visit) -> None:
    for rest in ((), ("take",)):
        foreign = seen.stage("screenplay", "redraft", *rest, project=seen.other_film.project.pk)
        assert_guarded(seen, seen.stage("screenplay", "redraft", *rest), foreign=foreign)


@pytest.mark.django_db(transaction=True)
def test_two_who_take_drafts_at_once_leave_one_of_them_whole() -> None:
    seen = visit()
    with seen.inside():
        filmed(seen.film)
        texts = [OLD + f"\n\nINT. ROOM {n} - DAY\n\nA new room, number {n}." for n in (1, 2)]
        states = [drafted(story(seen), text).state for text in texts]
    said: list[str] = []

    def go(text: str, state: str) -> None:
        try:
            with scope.team(seen.team.pk, user=seen.owner.pk):
                take_draft(seen.film.branch, seen.film.episode, text, expected=state, by=seen.owner)
            said.append("taken")
        except Conflict:
            said.append("conflict")
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=pair) for pair in zip(texts, states, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["conflict", "taken"]
    with seen.inside():
        assert len(scripts_of(story(seen))) == 4
        assert Head.objects.filter(branch=seen.film.branch, kind="shot", deleted=False).count() == 6
