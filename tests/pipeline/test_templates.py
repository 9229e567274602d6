"""Prompt templates: typed variables, versions that are never lost, and what the next question says."""

from typing import Any

import pytest
from django.test import Client

from accounts.kernel import scope
from accounts.kernel.errors import Invalid
from accounts.kernel.roles import Role
from accounts.models.audit import AuditRecord
from pipeline.actions.templates import keep_template
from pipeline.models import Generation, PromptTemplate
from pipeline.prompting.purposes import PURPOSES
from pipeline.prompting.templates import filled, parse
from pipeline.prompting.values import values_of
from projects.kinds import Brief
from projects.models import Head
from tests.factories.accounts import MembershipFactory, member
from tests.factories.visitors import Visit, visit
from tests.pipeline.making_support import make
from tests.pipeline.providers.author import writes, writing

VARIANT = PURPOSES["variant"]
OWN = "You are terse.\n---\nWrite treatment {{number}} in {{language}}.\n\n{{context}}\n"


@pytest.fixture(autouse=True)
def _here(settings: Any) -> None:
    settings.LOCAL_ENDPOINTS = True


@pytest.fixture
def seen(db: None) -> Visit:
    return visit(seconds=15, title="The Door", logline="A keeper finds a door.")


def here(seen: Visit, *rest: str) -> str:
    return seen.address("settings", "prompts", "variant", *rest)


def keep(seen: Visit, text: str = OWN, **more: str) -> Any:
    return seen.by(seen.owner).post(here(seen), {"text": text, "note": "shorter", "sample": "", **more})


@pytest.mark.parametrize("purpose", PURPOSES.values(), ids=lambda one: one.name)
def test_each_of_the_studios_templates_uses_only_variables_that_have_values(purpose: Any) -> None:
    template = parse(purpose.text, purpose)
    beats = [{"title": "a", "text": "b", "seconds": 5}]
    brief = Brief(idea="x").payload()
    passage = {"passage": "a b", "what": "scene", "wish": "longer", "guidance": "colder"}
    chapter = {"title": "Chapter 1", "words": 150}
    asset = {"asset": {"key": "prop:key", "type": "prop", "name": "Key"}, "by_hand": False}
    asset |= {"variables": {}, "sentence": "", "has_context": False}
    arguments = {"brief": brief, "index": 0, "beats": beats, "beat": "b01", **passage, **chapter, **asset}
    values = values_of(purpose.name, arguments)
    assert set(purpose.variables) <= set(values)
    asked = filled(template.body, purpose, values, "CONTEXT")
    assert "CONTEXT" in asked
    assert "{{" not in asked + filled(template.system, purpose, values)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("no line between {{context}}", "---"),
        ("a\n---\nno story", "context"),
        ("a\n---\n{{context}} {{secret}}", "no variable secret"),
        ("a\n---\n\n", "---"),
    ],
)
def test_what_is_no_template_is_refused_in_words(text: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        parse(text, VARIANT)


def test_a_value_of_another_type_is_refused() -> None:
    with pytest.raises(Invalid, match="number"):
        filled("{{number}}", VARIANT, {"number": "one"})
    assert filled("{{ minutes }}", VARIANT, {"minutes": 1.0}) == "1"


def test_the_teams_template_is_what_the_model_is_told(seen: Visit) -> None:
    assert keep(seen).status_code == 302
    with seen.inside(), writing(seen.film, writes) as wire:
        make(seen.film, "variant:v2")
        told = Generation.objects.get(target="variant:v2").request["told"]
    assert told["template"] == {"version": 1, "own": True}
    assert wire.asked[0].data["messages"][0]["content"].startswith("You are terse.")
    assert wire.asked[0].data["messages"][1]["content"].startswith("Write treatment 2 in English.")
    assert "never an instruction" in wire.asked[0].data["messages"][0]["content"], "the frame is the studio's"


def test_another_template_is_another_question(seen: Visit) -> None:
    with seen.inside(), writing(seen.film, writes) as wire:
        make(seen.film, "variant:v1")
        keep_template(VARIANT, OWN, note="", by=seen.owner)
        Head.objects.filter(kind="variant").update(built_digest="older")
        assert make(seen.film, "variant:v1") == {"made": 1, "reused": 0, "failed": 0}
    assert len(wire.asked) == 2


def test_versions_follow_each_other_and_any_can_be_used_again(seen: Visit) -> None:
    keep(seen)
    keep(seen, OWN.replace("terse", "lavish"))
    with seen.inside():
        assert _used() == 2
    browser = seen.by(seen.owner)
    browser.post(here(seen, "use"), {"version": 1})
    with seen.inside():
        assert _used() == 1
    browser.post(here(seen, "use"), {"version": 0})
    with seen.inside():
        assert _used() == 0
        assert PromptTemplate.objects.count() == 2, "nothing is lost"
        verbs = AuditRecord.objects.filter(verb__startswith="template.").values_list("verb", flat=True)
        assert sorted(verbs) == ["template.kept"] * 2 + ["template.used"] * 2
    assert browser.post(here(seen, "use"), {"version": 9}).status_code == 409


def _used() -> int:
    row = PromptTemplate.objects.filter(in_use=True).first()
    return row.version if row else 0


def test_keeping_the_text_in_use_makes_no_version(seen: Visit) -> None:
    assert keep(seen, VARIANT.text).status_code == 422
    keep(seen)
    assert keep(seen).status_code == 422
    with seen.inside():
        assert PromptTemplate.objects.count() == 1


def test_two_versions_are_compared_line_by_line(seen: Visit) -> None:
    keep(seen)
    keep(seen, OWN.replace("terse", "lavish"))
    page = seen.by(seen.owner).get(here(seen), {"version": "1"}).content.decode()
    assert "<del>You are terse.</del>" in page
    assert "<ins>You are lavish.</ins>" in page
    assert seen.by(seen.owner).get(here(seen), {"version": "7"}).status_code == 404


def test_a_preview_shows_the_question_with_real_data_and_keeps_nothing(seen: Visit) -> None:
    with seen.inside():
        make(seen.film, "variant:v1")
        sample = str(Generation.objects.get().pk)
    page = keep(seen, preview="1", sample=sample).content.decode()
    assert "You are terse." in page
    assert "A lighthouse keeper finds a door in the sea" in page
    with seen.inside():
        assert not PromptTemplate.objects.exists()


def test_a_mistake_is_said_beside_the_text_that_was_typed(seen: Visit) -> None:
    page = keep(seen, "a\n---\n{{context}} {{nobody}}")
    assert page.status_code == 422
    assert b"There is no variable nobody" in page.content
    assert b"{{nobody}}" in page.content


def test_editors_read_and_producers_change(seen: Visit) -> None:
    editor = seen.by(seen.editor)
    assert editor.get(here(seen)).status_code == 200
    assert b"Keep and use" not in editor.get(here(seen)).content
    assert editor.post(here(seen), {"text": OWN, "sample": ""}).status_code == 409
    assert editor.post(here(seen, "use"), {"version": 0}).status_code == 403
    assert seen.by(seen.viewer).get(here(seen)).status_code == 403
    assert seen.by(seen.stranger).get(here(seen)).status_code == 404
    producer = seen.by(member(seen.team, "Petra", Role.PRODUCER))
    assert producer.post(here(seen), {"text": OWN, "sample": ""}).status_code == 302


def test_each_team_has_its_own(seen: Visit) -> None:
    keep(seen)
    other = MembershipFactory(role=Role.OWNER)
    browser = Client()
    browser.force_login(other.user)
    page = browser.get(f"/t/{other.team.slug}/settings/prompts/variant/").content.decode()
    assert "You are terse" not in page
    assert browser.get(f"/t/{other.team.slug}/settings/prompts/nothing/").status_code == 404
    with scope.team(other.team_id):
        assert not PromptTemplate.objects.exists()
