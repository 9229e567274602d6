"""Continuity: forty known faults are found, each once, and nothing else is."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.continuity import RULES, Finding, Rule, check
from tests.factories.told import screened, told
from tests.pipeline.continuity.faults import ANNA, FAULTS, faulty, sound

IDEAS = (
    "A lighthouse keeper finds a door in the sea",
    "Two thieves fall in love during a bank robbery",
    "A detective hunts a killer who leaves paper cranes",
    "A new bicycle changes a village",
)
SCREENPLAYS = sorted(Path("docs/examples").glob("*.fountain"))


def names(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.rule, finding.subject) for finding in findings]


def test_where_everything_fits_nothing_is_found() -> None:
    assert names(check(sound())) == []


def test_forty_known_faults_are_found_and_nothing_else() -> None:
    film, expected = faulty()
    found = Counter(names(check(film)))
    assert len(FAULTS) == len(expected) == 40
    assert set(found) == expected
    assert max(found.values()) == 1


def test_the_published_table_says_what_the_rules_find() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in Path("docs/continuity.md").read_text().splitlines()
        if line.startswith("| ") and line.rstrip("| ").endswith(", 0")
    ]
    faults, found = Counter(fault.rule for fault in FAULTS), Counter(one.rule for one in check(faulty()[0]))
    assert [(row[0], row[2], row[3], row[5]) for row in rows] == [
        (rule.title, rule.severity, rule.confidence, f"{faults[rule.slug]}, {found[rule.slug]}, 0")
        for rule in RULES
    ]


def test_every_rule_has_a_fault_that_it_finds() -> None:
    assert {fault.rule for fault in FAULTS} == {rule.slug for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)
def test_a_rule_says_what_it_reads_and_why(rule: Rule) -> None:
    assert rule.explanation.endswith(".")
    assert len(rule.explanation) > 60
    assert rule.sources


def test_findings_quote_and_offer_a_way_out() -> None:
    film, _ = faulty()
    for finding in check(film):
        assert finding.quotes
        assert all(quote.text and quote.where for quote in finding.quotes)
        assert finding.fix.endswith(".")


def test_a_finding_keeps_its_name_and_changes_its_fingerprint_with_its_sources() -> None:
    film, _ = faulty()
    speech = next(finding for finding in check(film) if finding.rule == "speech")
    scene = next(scene for scene in film.scenes if speech.subject.startswith(scene.slot))
    said = next(shot for shot in scene.shots if shot.path == speech.subject)
    said.content.utterances[0] = said.content.utterances[0].model_copy(
        update={"text": said.content.utterances[0].text.upper()}
    )
    again = next(finding for finding in check(film) if finding.key == speech.key)
    assert again.fingerprint != speech.fingerprint


@pytest.mark.parametrize("idea", IDEAS)
def test_films_that_previz_tells_raise_no_false_alarm(idea: str) -> None:
    assert [finding.sentence for finding in check(told(idea, 90))] == []


@pytest.mark.parametrize("file", SCREENPLAYS, ids=lambda file: file.stem)
def test_a_finished_screenplay_raises_no_false_alarm(file: Path) -> None:
    assert [finding.sentence for finding in check(screened(file.read_text()))] == []


def test_a_tag_that_is_said_not_to_stay_is_missed_by_nobody() -> None:
    film = sound()
    key, (first, second) = ANNA, [scene for scene in film.scenes if ANNA in scene.states][:2]
    last = first.states[key].model_copy(update={"stays": dict.fromkeys(first.states[key].tags_out, False)})
    clean = second.states[key].model_copy(update={"tags_in": [], "tags_out": [], "because": ""})
    changed = {first.slot: {key: last}, second.slot: {key: clean}}
    scenes = [
        replace(scene, states=scene.states | changed[scene.slot]) if scene.slot in changed else scene
        for scene in film.scenes
    ]
    found = names(check(replace(film, scenes=scenes)))
    assert ("carrying", f"{second.slot}:{key}:carried") not in found
    scenes[0] = film.scenes[0]  # without the answer it is a finding
    assert ("carrying", f"{second.slot}:{key}:carried") in names(check(replace(film, scenes=scenes)))
