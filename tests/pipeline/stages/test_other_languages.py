"""Rules that go by English words say so over a text in another language, instead of finding nothing."""

import pytest

from pipeline.views.tongues import unread_in
from projects.actions.commit import Edit, commit
from projects.kinds import Beat, BeatSheet, Script
from tests.factories.projects import with_scenes
from tests.factories.visitors import visit

GERMAN = "Die Wärterin steigt die Treppe hinauf und sieht nicht, dass die Tür offen ist. Der Sturm kommt auf."
ENGLISH = (
    "The keeper climbs the stairs and does not see that the door is open. The storm is coming to the coast."
)


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", ENGLISH, ""),
        ("de", ENGLISH, ""),
        ("en", GERMAN, "another language"),
        ("de-CH", GERMAN, "German"),
        ("ja", "彼女は灯台の階段をのぼる。" * 8, "Japanese"),
        ("en", "灯塔看守人走上楼梯。" * 8, "another language"),
        ("en", "Rain.", ""),
        ("fr", "Pluie.", "French"),
    ],
)
def test_the_words_themselves_tell_the_language(language: str, text: str, name: str) -> None:
    assert unread_in(language, [text]) == name


def test_pages_say_so(db: None) -> None:
    seen = visit(language="de")
    film = seen.film
    with seen.inside():
        with_scenes(film, 1, 1)
        commit(
            film.branch,
            [Edit.new(BeatSheet(), "beats", "V", parent=film.episode, episode=film.episode)],
            by=film.user,
        )
        sheet = film.head("beat_sheet", "beats").node_id
        beat = Edit.new(Beat(title="Auf", text=GERMAN), "b1", "V", parent=sheet, episode=film.episode)
        script = film.head("script", "s001")
        told = Script(text=f"INT. TURM - TAG\n\n{GERMAN}")
        commit(film.branch, [beat, Edit.of(script, told)], by=film.user)
    viewer = seen.by(seen.viewer)
    for address in (seen.stage("beats"), seen.stage("scenes"), seen.stage("scenes", "sheets")):
        page = viewer.get(address).text
        assert "found by English words" in page
        assert "written in German" in page
    with seen.inside():
        script = film.head("script", "s001")
        commit(film.branch, [Edit.of(script, Script(text=f"INT. TOWER - DAY\n\n{ENGLISH}"))], by=film.user)
    assert "found by English words" not in viewer.get(seen.stage("scenes")).text
