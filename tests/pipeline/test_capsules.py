"""A film works by style capsules: chosen, overridden, told to models, drawn by previz, and held to."""

from typing import Any

import numpy as np
import pytest
from PIL import Image

from assets.actions.capsules import create_capsule, write_version
from assets.actions.media import keep_bytes
from assets.capsules import steer as library_steer
from assets.capsules.content import Capsule as Content
from assets.queries.capsules import version_of
from pipeline.actions.making import Order, make_targets
from pipeline.capsules import capsule_for, in_words, manner
from pipeline.graph.plan import State
from pipeline.models import Generation
from pipeline.previz.design import STYLES, steering
from pipeline.previz.design.styles import style_of
from pipeline.queries.capsules import measures, results, spread_over
from pipeline.queries.plans import plan_for
from pipeline.queries.reasons import reasons
from projects.actions.branches import fork, lock_stage
from projects.actions.commit import Edit, commit
from projects.actions.undoing import roll_back
from projects.kinds import Sound
from projects.models import Change, Head
from projects.queries.story import load_story
from tests.factories.films import run_until
from tests.factories.pictures import encoded
from tests.factories.shots import as_made, heads, rewrite, written
from tests.factories.visitors import Visit, assert_guarded, visit

PLACE = "capsules"


@pytest.fixture
def seen(db: None) -> Visit:
    """A scene of two shots with two people, all as if the studio had made it."""
    found = visit()
    with found.inside():
        written(found.film, 1, 2)
        as_made(found.film, "picture", "prompt", "frame")
    return found


def address(seen: Visit, *rest: object, project: object = None) -> str:
    return seen.stage(PLACE, *rest, project=project)


def choose(seen: Visit, capsule: str, medium: str = "visual", stage: str = "", *, by: Any = None) -> Any:
    sent = {"medium": medium, "stage": stage, "capsule": capsule}
    return seen.by(by or seen.editor).post(address(seen, "choose"), sent, follow=True)


def states(seen: Visit, step: str) -> set[State]:
    with seen.inside():
        return {
            unit.state
            for unit in plan_for(seen.film.branch, seen.film.episode).units
            if unit.step.name == step
        }


def chosen(seen: Visit, medium: str, stage: str) -> str:
    with seen.inside():
        item = capsule_for(load_story(seen.film.branch, seen.film.episode), medium, stage)
        return str(item.values["name"]) if item else ""


def test_a_chosen_capsule_makes_stale_what_is_drawn_by_it_and_nothing_else(seen: Visit) -> None:
    assert states(seen, "prompt") == {State.FRESH}
    page = choose(seen, "preset:harbour-fog").text
    assert "Chose the visual capsule Harbour fog" in page
    assert states(seen, "picture") == {State.STALE}
    with seen.inside():
        units = plan_for(seen.film.branch, seen.film.episode).units
        stale = [unit for unit in units if unit.step.name == "picture"]
        assert set(reasons(stale).values()) == {"the capsule's words and look changed"}
        assert not any(
            "capsule" in role for unit in units if unit.step.name == "cast" for role in unit.target.inputs
        )
    choose(seen, "")
    assert states(seen, "picture") == {State.FRESH}


def test_a_stage_may_have_its_own_or_none(seen: Visit) -> None:
    choose(seen, "preset:harbour-fog")
    choose(seen, "preset:woodcut", stage="prompts")
    assert [chosen(seen, "visual", stage) for stage in ("assets", "prompts")] == ["Harbour fog", "Woodcut"]
    choose(seen, "none", stage="prompts")
    assert chosen(seen, "visual", "prompts") == ""
    assert states(seen, "prompt") == {State.FRESH}  # its own inputs are as they were
    choose(seen, "", stage="prompts")
    assert chosen(seen, "visual", "prompts") == "Harbour fog"
    assert chosen(seen, "writing", "treatment") == ""


def test_a_choice_is_undone_and_stays_on_its_branch(seen: Visit) -> None:
    choose(seen, "preset:woodcut")
    with seen.inside():
        other = fork(seen.film.branch, "Second", by=seen.owner)
        roll_back(Change.objects.filter(branch=seen.film.branch).latest("pk"), by=seen.owner)
        story = load_story(other, seen.film.episode)
        assert capsule_for(story, "visual", "assets") is not None
    assert chosen(seen, "visual", "assets") == ""
    choose(seen, "preset:woodcut")  # what was taken back can be chosen again
    assert chosen(seen, "visual", "assets") == "Woodcut"


def test_a_film_keeps_what_a_capsule_said_until_it_is_updated(seen: Visit) -> None:
    with seen.inside():
        content = Content(medium="visual", descriptors=["grey"], steer={"line": 2.0})
        capsule = create_capsule("Ours", content, by=seen.owner)
    choose(seen, str(capsule.pk))
    with seen.inside():
        for unit in plan_for(seen.film.branch, seen.film.episode).units:
            if unit.step.name == "picture" and unit.target.item:
                made = Head.objects.filter(node_id=unit.target.item.node)
                made.update(built_digest=unit.target.digest)
        louder = content.model_copy(update={"descriptors": ["loud"]})
        write_version(capsule, louder, expected=1, by=seen.owner, note="Edited")
    assert states(seen, "picture") == {State.FRESH}
    page = seen.by(seen.editor).get(address(seen)).text
    assert "Update to version 2" in page
    choose(seen, str(capsule.pk))
    assert states(seen, "picture") == {State.STALE}
    assert "Update to version" not in seen.by(seen.editor).get(address(seen)).text


def test_texts_and_pictures_are_asked_for_by_it_and_the_generation_says_so(db: None) -> None:
    found = visit(seconds=15)
    choose(found, "preset:screwball", "writing")
    choose(found, "preset:winter-ink")
    with found.inside():
        run_until(found.film, "treatment")
        made = Generation.objects.filter(step="variant")[0]
        assert made.request["arguments"]["capsule"]["name"] == "Screwball"
        assert "capsule.guide" in made.inputs
        written(found.film, 1, 1)
        shot = heads(found.film, "shot")[0]
        story = load_story(found.film.branch, found.film.episode)
        unit = next(
            u for u in plan_for(found.film.branch, found.film.episode).units if u.step.name == "prompt"
        )
        request = unit.step.request(story, unit.target)
        assert request.arguments["style"].startswith("storyboard;")
        rewrite(found.film, shot, action="She waits.")
    style = style_of(request.arguments["style"])
    assert (style.grey, style.line_colour, style.texture) == (True, "#1d1f24", "paper")


def test_a_prompt_is_told_in_words_and_drawn_by_the_steered_hand(seen: Visit) -> None:
    choose(seen, "preset:winter-ink")
    with seen.inside():
        film = seen.film
        units = plan_for(film.branch, film.episode).units
        keys = [unit.target.key for unit in units if unit.step.name == "prompt"]
        order = Order(film.branch, film.episode, film.user)
        assert make_targets(order, keys, lambda done, total, text: None)["made"] == 2
        prompt = heads(film, "prompt")[0].content
    assert "Look: ink line, white paper" in prompt.text
    assert prompt.spec["style"].startswith("storyboard;")


def test_titles_are_set_in_the_look_of_the_frames(seen: Visit) -> None:
    def asked() -> dict[str, Any]:
        with seen.inside():
            plan = plan_for(seen.film.branch, seen.film.episode)
            unit = next(unit for unit in plan.units if unit.step.name == "cut")
            return {**unit.step.request(plan.story, unit.target).arguments, "roles": set(unit.target.inputs)}

    with seen.inside():
        mix = Sound(media="ab" * 32, seconds=60.0)
        commit(
            seen.film.branch,
            [Edit.new(mix, "mix", parent=seen.film.episode, episode=seen.film.episode)],
            by=None,
        )
    before = asked()
    assert "style" not in before
    choose(seen, "preset:two-ink-print")
    after = asked()
    assert after["style"].startswith("modern-manhwa;")
    assert after["roles"] - before["roles"] == {"capsule.guide", "capsule.steer"}


def test_results_are_held_to_their_capsules(seen: Visit) -> None:
    with seen.inside():
        grey = np.asarray(Image.effect_noise((200, 120), 30))
        sha = keep_bytes(encoded(Image.fromarray(grey)), "image/png", width=200, height=120).sha256
        for head in heads(seen.film, "frame"):
            rewrite(seen.film, head, media=sha)
        script = heads(seen.film, "script")[0]
        text = (
            "INT. ROOM - DAY\n\nThe rain falls on the roof and stops.\n\nMARA\nIt always stops at nine.\n\n"
        )
        rewrite(seen.film, script, text=text * 6)
        rewrite(seen.film, heads(seen.film, "brief")[0], mode="screenplay")
    choose(seen, "preset:woodcut")
    choose(seen, "preset:quiet-realism", "writing")
    with seen.inside():
        found = {result.stage: result for result in results(load_story(seen.film.branch, seen.film.episode))}
        assert measures(["0" * 64])[0].values == {}  # a file that the store has lost
    assert (found["frames"].count, found["frames"].capsule) == (2, "Woodcut")
    assert next(line for line in found["frames"].score.lines if line.name == "saturation").points == 100
    assert next(line for line in found["screenplay"].score.lines if line.name == "dialogue").value == "38%"
    page = seen.by(seen.viewer).get(address(seen)).text
    assert page.count('class="score"') == 2
    assert "Choose<span" not in page


def test_a_stage_that_is_locked_keeps_its_capsule(seen: Visit) -> None:
    with seen.inside():
        lock_stage(seen.film.branch, seen.film.episode, "assets", by=seen.owner)
    assert "The stage assets is locked" in choose(seen, "preset:woodcut", stage="assets").text
    assert chosen(seen, "visual", "assets") == ""


def test_what_cannot_be_chosen_is_said(seen: Visit) -> None:
    with seen.inside():
        private = create_capsule("Hers", Content(medium="visual"), by=seen.owner, shared=False)
        writing = create_capsule("Words", Content(medium="writing"), by=seen.owner)
    assert "No stage works by such a capsule" in choose(seen, "preset:woodcut", stage="film").text
    assert "No stage works by such a capsule" in choose(seen, "none").text
    assert "No stage works by such a capsule" in choose(seen, "preset:woodcut", medium="smell").text
    for ref in ("preset:nothing", "x" * 300, str(private.pk), str(writing.pk)):
        assert "That capsule is gone" in choose(seen, ref).text
    with seen.inside():
        assert not Head.objects.filter(kind="capsule").exists()


def test_only_editors_of_the_team_choose(seen: Visit) -> None:
    foreign = address(seen, "choose", project=seen.other_film.project.pk)
    assert_guarded(seen, address(seen, "choose"), foreign=foreign)
    assert seen.by(seen.stranger).get(address(seen)).status_code == 404
    assert seen.by(seen.viewer).get(address(seen)).status_code == 200
    with seen.inside():
        theirs = create_capsule("Ours", Content(medium="visual"), by=seen.owner)
    sent = {"medium": "visual", "capsule": str(theirs.pk)}
    other = f"/t/{seen.other_film.team.slug}/p/{seen.other_film.project.pk}/main/1/capsules/choose/"
    assert "That capsule is gone" in seen.by(seen.stranger).post(other, sent, follow=True).text


def test_the_library_offers_what_previz_understands() -> None:
    assert {slug for slug, _ in library_steer.HANDS} == set(STYLES)
    assert {slug for slug, _ in library_steer.TEXTURES} == set(steering.TEXTURES) - {""}
    for name, (_, low, high) in library_steer.FIELDS.items():
        assert steering.NUMBERS[name] == (low, high)


def test_a_model_is_told_everything_that_a_capsule_says(seen: Visit) -> None:
    content = Content.model_validate(
        {
            "medium": "writing",
            "summary": "Dry.",
            "descriptors": ["flat"],
            "pillars": ["No wink."],
            "dos": ["Give it a fee."],
            "donts": ["No laughter."],
            "avoid": ["weird"],
            "samples": [{"kind": "text", "text": "A notice."}],
        }
    )
    words = manner(content.guide("Deadpan"))
    assert all(
        part in words for part in ("Dry.", "flat", "- No wink.", "- Give it a fee.", "weird", "A notice.")
    )
    assert in_words({}) == manner({}) == ""
    with seen.inside():
        assert version_of(create_capsule("D", content, by=seen.owner)).content == content


def test_long_films_are_measured_from_beginning_to_end() -> None:
    assert spread_over(list("abcdefghij"), 4) == ["a", "d", "g", "j"]
    assert spread_over(["a"], 4) == ["a"]
