"""Choosing a character's voice: heard first, then given, then kept."""

import re
from typing import Any

import pytest

from pipeline.models import Job
from pipeline.previz.voice.instruments import INSTRUMENTS
from pipeline.providers.registry import HOUSE
from projects.kinds.world import Voice
from projects.models import Head
from tests.factories.shots import as_made, heads, queries, rewrite, written
from tests.factories.trials import drain
from tests.factories.visitors import Visit, assert_guarded, visit


@pytest.fixture
def seen(db: None) -> Visit:
    """Two people, one of whom says something."""
    found = visit()
    with found.inside():
        written(found.film, 1, 2)
        as_made(found.film, "picture")
        shot = heads(found.film, "shot")[0]
        said = [{"speaker": "character:mara", "text": "The lamp was lit when I came up the stairs."}]
        rewrite(found.film, shot, utterances=said)
    return found


def mara(seen: Visit) -> Head:
    with seen.inside():
        return heads(seen.film, "asset")[0]


def page(seen: Visit, query: str = "") -> str:
    answer = seen.by(seen.editor).get(seen.stage("assets", mara(seen).node_id, "voices") + query)
    assert answer.status_code == 200
    return str(answer.text)


def choose(seen: Visit, **voice: Any) -> Any:
    address = seen.stage("assets", mara(seen).node_id, "voices", "choose")
    return seen.by(seen.editor).post(address, voice, follow=True)


def test_voices_are_listed_with_the_characters_own_line(seen: Visit) -> None:
    text = page(seen)
    assert 'value="The lamp was lit when I came up the stairs."' in text
    assert text.count('class="voice"') == len(INSTRUMENTS)
    assert "pitch=61" not in text
    assert "pitch=61" in page(seen, "?pitch=61")
    assert "100" in page(seen, "?pitch=100")  # a sentence, and the list as it was


def test_a_voice_that_is_chosen_is_locked_and_undone_with_one_press(seen: Visit) -> None:
    answer = choose(seen, variant="f3", pitch="60", rate="140", name="gmw/en-GB-x-rp")
    voice = mara(seen).content.voice
    assert (voice.variant, voice.pitch, voice.rate, voice.name) == ("f3", 60, 140, "gmw/en-GB-x-rp")
    assert "voice" in mara(seen).content.locks
    assert "Undo" in answer.text
    assert "Much like" not in page(seen)


def test_a_voice_like_anothers_says_whose(seen: Visit) -> None:
    choose(seen, variant="f3", pitch="60")
    with seen.inside():
        ned = heads(seen.film, "asset")[1]
    text = seen.by(seen.editor).get(seen.stage("assets", ned.node_id, "voices") + "?pitch=60").text
    assert "Much like Mara" in text


@pytest.mark.parametrize("voice", [{"variant": "../../x"}, {"variant": "f3", "pitch": "400"}, {}])
def test_a_voice_that_there_is_not_is_refused(seen: Visit, voice: dict[str, str]) -> None:
    assert "There is no such voice" in choose(seen, **voice).text
    assert mara(seen).content.voice is None


def test_all_voices_say_the_line_by_a_job_and_are_kept(seen: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    one = HOUSE.audition(Voice(name="gmw/en-US", variant="f3"), "en", "Who is there?")
    said: list[str] = []
    monkeypatch.setattr(
        type(HOUSE), "audition", lambda self, voice, language, line: (said.append(line), one)[1]
    )
    node, browser = mara(seen).node_id, seen.by(seen.editor)
    speak = seen.stage("assets", node, "voices", "speak")
    asked = {"line": "Who is there?", "pitch": "61"}
    begun = browser.post(speak, asked, follow=True)
    assert "<progress" in begun.text
    drain(seen)
    assert said == ["Who is there?"] * len(INSTRUMENTS)
    text = page(seen, "?pitch=61&line=Who+is+there%3F")
    assert text.count("<audio") == len(INSTRUMENTS)
    assert "Hear them say it" not in text
    heard = seen.by(seen.viewer).get(re.findall(r'<audio[^>]* src="([^"]+)"', text)[0])
    assert (heard.status_code, heard["Content-Type"]) == (200, "audio/wav")
    assert "Hear them say it" in page(seen)  # another line has not been spoken yet


def test_what_cannot_be_said_is_refused(seen: Visit) -> None:
    speak = seen.stage("assets", mara(seen).node_id, "voices", "speak")
    for asked in ({"line": "x" * 301}, {"name": "no-such-voice", "line": "x"}, {"pitch": "400"}):
        answer = seen.by(seen.editor).post(speak, asked, follow=True)
        assert "There is no such voice" in answer.text
    with seen.inside():
        assert not Job.objects.filter(kind="trial").exists()


def test_who_may_do_what(seen: Visit) -> None:
    node = mara(seen).node_id
    foreign = seen.stage("assets", node, "voices", "choose", project=seen.other_film.project.pk)
    assert_guarded(seen, seen.stage("assets", node, "voices", "choose"), foreign=foreign)
    assert seen.by(seen.stranger).get(seen.stage("assets", node, "voices")).status_code == 404
    assert_guarded(seen, seen.stage("assets", node, "voices", "speak"))


def test_the_list_asks_no_more_of_the_database_than_any_page(seen: Visit) -> None:
    assert queries(seen.by(seen.editor), seen.stage("assets", mara(seen).node_id, "voices")) <= 12
