"""Beside stage 5: lines that name an asset, names that are one, and saying otherwise."""

import random
from typing import Any

import pytest

from pipeline.actions.importing import bring_screenplay
from pipeline.outline import asset_items
from pipeline.previz.extract import cast
from pipeline.previz.extract.spotting import paragraphs, spots
from pipeline.queries.naming import named_in
from projects.actions.branches import lock_stage
from projects.kinds import Brief
from projects.queries.story import load_story
from tests.factories.films import run_until
from tests.factories.shots import beside, queries
from tests.factories.visitors import Visit, assert_guarded, visit

SCRIPT = """INT. HARBOUR OFFICE - DAY

INGRID LINDQVIST (40), pilot, reads the chart. A CROWD waits outside.

LINDQVIST
The tide turns at nine.

CROWD
Now!

EXT. PIER - NIGHT

Lindquist walks alone with a lantern.

LINDQUIST
It is late.

RADIO VOICE (V.O.)
Gale warning.
"""


@pytest.fixture
def seen(db: None) -> Visit:
    found = visit()
    with found.inside():
        bring_screenplay(found.film.branch, found.film.episode, SCRIPT, by=found.owner)
        run_until(found.film, "scenes")
    return found


def named(seen: Visit) -> dict[str, Any]:
    with seen.inside():
        story = load_story(seen.film.branch, seen.film.episode)
        return {one.asset.key: one for one in named_in(story, list(asset_items(story).values()))}


def page(seen: Visit, *, by: Any = None) -> str:
    answer = seen.by(by or seen.editor).get(seen.stage("assets", "mentions"))
    assert answer.status_code == 200
    return str(answer.text)


def decide(seen: Visit, one: str, two: str, **more: str) -> Any:
    fields = {"one": one, "two": two, **more}
    answer = seen.by(seen.editor).post(seen.stage("assets", "names"), fields, follow=True)
    with seen.inside():
        run_until(seen.film, "assets", only=["cast:cast"])
    return answer


ONE, TWO = "character:lindqvist", "character:lindquist"


def test_every_line_that_names_somebody_leads_to_the_script(seen: Visit) -> None:
    text = page(seen)
    assert "view=pages#line-i-002-1" in text  # "Lindquist walks alone": the second paragraph of scene 2
    assert 'id="line-i-002-1"' in seen.by(seen.editor).get(seen.stage("screenplay")).text
    assert {one.spot.written for one in named(seen)[ONE].mentions} >= {"LINDQVIST", "Lindquist"}


def test_names_that_are_alike_are_one_and_say_why(seen: Visit) -> None:
    (other,) = named(seen)[ONE].others
    assert (other.key, other.why) == (TWO, "89 % alike")
    assert TWO not in named(seen)


def test_crowds_and_voices_are_told_apart(seen: Visit) -> None:
    roles = {key: one.role for key, one in named(seen).items() if key.startswith("character:")}
    assert roles["character:crowd"] == "crowd"
    assert roles["character:radio-voice"] == "voice"
    assert roles[ONE] == ""
    assert "Only heard" in page(seen)


def test_a_name_is_split_off_and_stays_so_in_later_extractions(seen: Visit) -> None:
    answer = decide(seen, ONE, TWO, apart="1")
    assert "Lindqvist and Lindquist are two" in answer.text
    assert {ONE, TWO} <= named(seen).keys()
    with seen.inside():
        run_until(seen.film, "scenes", remake=["cast:cast"])
    assert {ONE, TWO} <= named(seen).keys()
    undo = answer.redirect_chain[-1][0].rpartition("undo=")[2]
    seen.by(seen.editor).post(seen.stage("assets", "undo", undo))
    with seen.inside():
        run_until(seen.film, "assets", only=["cast:cast"])
    assert TWO not in named(seen)


def test_two_names_are_joined_by_hand(seen: Visit) -> None:
    decide(seen, ONE, "character:radio-voice")
    found = named(seen)
    assert "character:radio-voice" not in found
    assert "Joined by Bob" in [other.why for other in found[ONE].others]


def test_what_cannot_be_joined_gets_a_sentence(seen: Visit) -> None:
    assert "Choose two people" in decide(seen, ONE, ONE).text
    assert "nobody like that" in decide(seen, ONE, "character:ghost").text
    with seen.inside():
        lock_stage(seen.film.branch, seen.film.episode, "assets", by=seen.owner)
    assert "locked" in decide(seen, ONE, TWO, apart="1").text


def test_more_assets_ask_no_more_queries(seen: Visit) -> None:
    address = seen.stage("assets", "mentions")
    few = queries(seen.by(seen.viewer), address)
    many = beside(seen, 30, 1)
    assert queries(many.by(many.viewer), many.stage("assets", "mentions")) <= few + 1


def test_who_may_do_what(seen: Visit) -> None:
    assert_guarded(seen, seen.stage("assets", "names"))
    assert seen.by(seen.stranger).get(seen.stage("assets", "mentions")).status_code == 404
    assert "Somebody else" not in page(seen, by=seen.viewer)


WORDS = (
    *("the", "old", "lamp", "Mara", "runs", "Idris", "key", "rain", "letter", "Ned", "boat", "door"),
    *("waits", "opens", "light", "sister", "of", "in", "with"),
)
NAMES = (
    *("MARA", "NED", "OLD NED", "IDRIS COLE", "GUARD 1", "GUARD 2", "CROWD", "MRS. HALL", "HALL", "A VOICE"),
)


def anything(seed: int) -> list[str]:
    """The scenes of a screenplay that nobody would write."""
    dice = random.Random(seed)
    scenes = []
    for _ in range(dice.randint(1, 5)):
        lines = [f"{dice.choice(['INT.', 'EXT.'])} {' '.join(dice.choices(WORDS, k=2)).upper()} - NIGHT"]
        for _ in range(dice.randint(1, 6)):
            said = " ".join(dice.choices(WORDS, k=dice.randint(1, 8))).capitalize() + "."
            cue = dice.choice(NAMES) + dice.choice(["", "", " (V.O.)", " (O.S.)"])
            lines.append(said if dice.random() < 0.5 else f"{cue}\n{said}")
        scenes.append("\n\n".join(lines))
    return scenes


@pytest.mark.parametrize("seed", range(25))
def test_nothing_is_invented(seed: int) -> None:
    parts = anything(seed)
    assets = cast(parts, {}, Brief(seed=seed))
    low = "\n".join(parts).casefold()
    for asset in assets:
        names = [asset.name, *asset.aliases]
        assert any(name.casefold() in low for name in names), asset.key
        for part in parts:
            for spot in spots(part, asset, [one for one in assets if one.type == "character"]):
                assert spot.written.casefold() in paragraphs(part)[spot.paragraph].text.casefold()
