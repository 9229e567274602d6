"""The library: made, changed, shared, copied, carried out and in, derived; seen by whom it belongs to."""

import json
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from accounts.models import AuditRecord
from assets.capsules.presets import presets
from assets.models import Capsule, CapsuleVersion, Media
from tests.assets.library import PAGE, Library, file
from tests.factories.pictures import declaring, encoded

SAID = {
    "name": "Low tide",
    "summary": "Slow and wet.",
    "descriptors": "slow\n\n  wet  \n",
    "pillars": "The sea is right.",
    "dos": "Name the wind.",
    "donts": "No sunset.",
    "avoid": "suddenly",
    "origin": "Us",
    "licence": "cc0",
    "shared": "on",
    "expected": 0,
}


def test_the_library_shows_the_teams_and_the_studios_capsules(shelf: Library) -> None:
    shelf.capsule("Salt and lamp", descriptors=["salty"])
    text = shelf.by(shelf.viewer).get(shelf.address()).text
    assert "Salt and lamp" in text
    assert all(preset.name in text for preset in presets("writing"))
    assert "New capsule" not in text
    visual = shelf.by(shelf.editor).get(shelf.address() + "?medium=visual").text
    assert "Salt and lamp" not in visual
    assert visual.count('class="palette"') == len(presets("visual"))
    found = shelf.by(shelf.editor).get(shelf.address() + "?q=salty").text
    assert "Salt and lamp" in found
    assert presets("writing")[0].name not in found


def test_a_capsule_is_written_and_changed_version_by_version(shelf: Library) -> None:
    browser = shelf.by(shelf.editor)
    answer = browser.post(shelf.address("new", "writing"), SAID, follow=True)
    assert "Slow and wet." in answer.text
    with shelf.inside():
        made = Capsule.objects.get()
    assert shelf.said(made).descriptors == ["slow", "wet"]
    assert shelf.said(made).licence == "cc0"
    edit = shelf.address(made.pk, "edit")
    assert "Name the wind." in browser.get(edit).text
    browser.post(edit, SAID | {"expected": 1, "dos": "Name the wind.\nName the stones."})
    assert shelf.now(made).latest == 2
    assert shelf.said(made).dos == ["Name the wind.", "Name the stones."]
    assert shelf.said(made, 1).dos == ["Name the wind."]
    late = browser.post(edit, SAID | {"expected": 1, "summary": "Mine."})
    assert late.status_code == 422
    assert "changed this capsule meanwhile" in late.text
    assert "Mine." in late.text
    browser.post(edit, SAID | {"expected": 2, "dos": "Name the wind.\nName the stones."})
    assert shelf.now(made).latest == 2  # nothing new was said
    shelf.press(made, "change", "back", number=1)
    assert shelf.said(made).dos == ["Name the wind."]
    assert shelf.now(made).latest == 3
    page = browser.get(shelf.address(made.pk) + "?version=2").text
    assert "This is version 2 of 3." in page
    with shelf.inside():
        verbs = set(AuditRecord.objects.values_list("verb", flat=True))
    assert {"capsule.made", "capsule.changed"} <= verbs


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "  "}, "This field is required"),
        ({"name": "x" * 121}, "at most 120"),
        ({"descriptors": "x" * 81}, "Descriptors cannot be that"),
        ({"dos": "\n".join("x" * 25)}, "Dos cannot be that"),
        ({"licence": "stolen"}, "Select a valid choice"),
    ],
)
def test_what_a_capsule_cannot_say_is_told_beside_the_field(
    shelf: Library, typed: dict[str, Any], sentence: str
) -> None:
    answer = shelf.by(shelf.editor).post(shelf.address("new", "writing"), SAID | typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Slow and wet." in answer.text
    with shelf.inside():
        assert not Capsule.objects.exists()


def test_a_visual_capsule_steers_within_its_ranges(shelf: Library) -> None:
    typed = {"name": "Fog", "licence": "own", "expected": 0, "shared": "on", "palette": "#8D9AA3\n#112233"}
    browser, new = shelf.by(shelf.editor), shelf.address("new", "visual")
    wrong = browser.post(new, typed | {"steer_line": "99", "palette": "blue"})
    assert wrong.status_code == 422
    assert "less than or equal to 6" in wrong.text
    assert "Palette cannot be that" in browser.post(new, typed | {"palette": "blue"}).text
    browser.post(new, typed | {"steer_hand": "noir", "steer_line": "2.5", "steer_tint": "#AABBCC"})
    with shelf.inside():
        made = Capsule.objects.get()
    said = shelf.said(made)
    assert said.palette == ["#8d9aa3", "#112233"]
    assert said.steer == {"hand": "noir", "line": 2.5, "tint": "#AABBCC"}


def test_samples_come_with_their_licence_and_measures_are_derived_from_them(shelf: Library) -> None:
    made = shelf.capsule()
    assert "no sample text of forty words" in shelf.press(made, "change", "derive").text
    shelf.press(made, "samples", "text", text=PAGE, title="A page", origin="Our film", licence="own")
    sample = shelf.said(made).samples[0]
    assert (sample.title, sample.origin, sample.licence) == ("A page", "Our film", "own")
    assert "The measures follow the samples now." in shelf.press(made, "change", "derive").text
    said = shelf.said(made)
    assert said.aims["sentence_words"].value == 5.6667
    assert "short sentences" in said.descriptors
    assert "past tense" in said.descriptors
    shelf.press(made, "change", "drop", number=0)
    assert shelf.said(made).samples == []
    assert "That sample is gone." in shelf.press(made, "change", "drop", number=5).text
    assert "That sample is gone." in shelf.press(made, "change", "drop", number="x").text


def test_a_picture_sample_is_cleaned_and_gives_colours_and_drawing(shelf: Library) -> None:
    made = shelf.capsule("Fog", medium="visual")
    bomb = shelf.press(
        made, "samples", "picture", picture=file("b.png", declaring(20_000, 10_000)), licence="own"
    )
    assert bomb.status_code == 422
    assert "200 megapixels" in bomb.text
    shelf.press(made, "samples", "picture", picture=file("a.png", encoded()), licence="cc0")
    sample = shelf.said(made).samples[0]
    assert (sample.title, sample.licence) == ("a.png", "cc0")
    shelf.press(made, "change", "derive")
    said = shelf.said(made)
    assert said.palette
    assert {"lightness", "contrast", "saturation", "warmth", "grain", "line"} == set(said.aims)
    assert {"saturation", "contrast", "line", "tint"} <= set(said.steer)


def test_a_capsule_is_copied_from_the_studio_and_within_the_team(shelf: Library) -> None:
    browser = shelf.by(shelf.editor)
    known = presets("writing")[0]
    page = browser.post(shelf.address("studio", "writing", known.slug, "copy"), follow=True)
    assert "is in the team" in page.text
    with shelf.inside():
        copy = Capsule.objects.get()
    assert shelf.said(copy) == known.capsule
    assert copy.copied_from == f"preset:{known.slug}"
    shelf.press(copy, "copy")
    with shelf.inside():
        again = Capsule.objects.exclude(pk=copy.pk).get()
    assert again.name == f"{known.name}, copy"
    assert shelf.said(again) == known.capsule


def test_a_capsule_goes_out_as_a_file_and_comes_back_the_same(shelf: Library) -> None:
    made = shelf.capsule("Fog", medium="visual", summary="Grey.", steer={"line": 2.0})
    shelf.press(made, "samples", "picture", picture=file("a.png", encoded()), licence="cc0")
    answer = shelf.by(shelf.viewer).get(shelf.address(made.pk, "export"))
    assert answer["Content-Disposition"] == 'attachment; filename="fog.capsule.json"'
    assert shelf.by(shelf.viewer).get(shelf.address(made.pk, "export")).content == answer.content
    stranger, theirs = shelf.by(shelf.stranger), shelf.address("import", team=shelf.other.slug)
    page = stranger.post(theirs, {"file": file("fog.capsule.json", answer.content)}, follow=True)
    assert "Grey." in page.text
    back = stranger.get(page.redirect_chain[-1][0] + "export/")
    assert json.loads(back.content) == json.loads(answer.content)


BAD_FILES = {
    "no JSON": (b"\xff\xfe\0", "it is no JSON"),
    "deep": (b"[" * 100_000, "it is no JSON"),
    "another": (b'{"format": "x"}', "does not say that it is one"),
    "later": (b'{"format": "aiuteur-capsule", "version": 9}', "later version"),
    "no name": (b'{"format": "aiuteur-capsule", "version": 1, "capsule": {}}', "no usable name"),
    "odd": (
        b'{"format": "aiuteur-capsule", "version": 1, "name": "A", "capsule": {"medium": "smell"}}',
        "damaged at medium",
    ),
    "zero byte": (
        b'{"format": "aiuteur-capsule", "version": 1, "name": "A",'
        b' "capsule": {"medium": "writing", "summary": "\\u0000"}}',
        "cannot be kept",
    ),
    "no picture": (
        json.dumps(
            {
                "format": "aiuteur-capsule",
                "version": 1,
                "name": "A",
                "capsule": {"medium": "visual", "samples": [{"kind": "picture", "media": "a" * 64}]},
                "pictures": {"a" * 64: "AAAA"},
            }
        ).encode(),
        "is not a picture",
    ),
}


def test_files_that_are_no_capsules_are_refused_in_a_sentence(shelf: Library) -> None:
    browser = shelf.by(shelf.editor)
    for data, sentence in BAD_FILES.values():
        answer = browser.post(shelf.address("import"), {"file": file("a.json", data)})
        assert answer.status_code == 422
        assert sentence in answer.text
    with shelf.inside():
        assert not Capsule.objects.exists()
        assert not Media.objects.exists()


def test_a_text_and_a_picture_are_held_to_a_capsule_and_not_kept(shelf: Library) -> None:
    browser = shelf.by(shelf.viewer)
    preset = shelf.address("studio", "writing", "screwball", "try")
    own = presets("writing")[[p.slug for p in presets("writing")].index("screwball")].capsule.samples[0].text
    assert '<span class="score-number number">100</span>' in browser.post(preset, {"text": own}).text
    far = browser.post(preset, {"text": PAGE + " Suddenly she smirked."}).text
    assert "Share that is said aloud: 0% here" in far
    assert "It uses “smirked”" in far
    assert browser.post(preset, {"text": ""}).status_code == 422
    seen = browser.post(
        shelf.address("studio", "visual", "woodcut", "try"), {"picture": file("a.png", encoded())}
    )
    assert "Colourfulness: " in seen.text
    with shelf.inside():
        assert not Media.objects.exists()


def test_a_private_capsule_is_its_authors_alone(shelf: Library) -> None:
    made = shelf.capsule("Secret", by=shelf.owner, shared=False)
    assert "Secret" in shelf.by(shelf.owner).get(shelf.address()).text
    assert "Secret" not in shelf.by(shelf.editor).get(shelf.address()).text
    for rest in ((), ("edit",), ("export",)):
        assert shelf.by(shelf.editor).get(shelf.address(made.pk, *rest)).status_code == 404
    assert shelf.press(made, "copy").status_code == 404
    shelf.press(made, "edit", by=shelf.owner, **(SAID | {"name": "Secret", "expected": 1}))
    assert shelf.now(made).shared
    shelf.press(made, "edit", **({k: v for k, v in SAID.items() if k != "shared"} | {"expected": 2}))
    assert shelf.now(made).shared  # only its author takes it back


def test_a_capsule_that_is_put_away_can_be_brought_back(shelf: Library) -> None:
    made = shelf.capsule("Old")
    shelf.press(made, "change", "archive")
    assert "Old" not in shelf.by(shelf.editor).get(shelf.address()).text
    assert "Old" in shelf.by(shelf.editor).get(shelf.address() + "?archived=1").text
    assert "is put away" in shelf.press(made, "samples", "text", text=PAGE, licence="own").text
    shelf.press(made, "change", "restore")
    assert "Old" in shelf.by(shelf.editor).get(shelf.address()).text


WRITES = ("edit", "copy", "samples/text", "samples/picture", "change/derive", "change/archive", "change/drop")


def test_strangers_find_nothing_and_viewers_change_nothing(shelf: Library) -> None:
    made = shelf.capsule()
    reads = [shelf.address(), shelf.address(made.pk), shelf.address(made.pk, "export")]
    writes = [shelf.address(made.pk, rest) for rest in WRITES]
    writes += [shelf.address("import"), shelf.address("new", "writing")]
    stranger, viewer = shelf.by(shelf.stranger), shelf.by(shelf.viewer)
    for address in [*reads, *writes]:
        assert stranger.get(address).status_code in (404, 405)
        assert Client().get(address).status_code in (302, 405)
    for address in writes:
        assert stranger.post(address).status_code == 404
        assert viewer.post(address).status_code == 403
    theirs = shelf.address(made.pk, team=shelf.other.slug)
    assert stranger.get(theirs).status_code == 404  # through their own team's door
    assert stranger.post(theirs + "change/archive/").status_code == 404
    for address in reads:
        assert viewer.get(address).status_code == 200
    assert shelf.by(shelf.editor).get(shelf.address(UUID(int=5))).status_code == 404
    assert shelf.by(shelf.editor).post(shelf.address(made.pk, "change", "burn")).status_code == 404
    with shelf.inside():
        assert CapsuleVersion.objects.count() == 1
