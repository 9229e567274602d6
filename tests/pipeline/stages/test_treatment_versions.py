"""The treatment's versions, differences from variants, paragraphs taken over, and tightened passages."""

from typing import Any

import pytest

from pipeline.actions.treatments import begin_treatment
from pipeline.stages.treatment.sections import paragraphs_of, split
from projects.models import Head
from tests.factories.films import run_until
from tests.factories.visitors import Visit, assert_guarded, visit

TEXT = "# One\n\nMara is very tired. She is really, really cold. The telescope breaks.\n"


@pytest.fixture
def seen(db: None) -> Visit:
    found = visit()
    with found.inside():
        begin_treatment(found.film.branch, found.film.episode, by=found.owner)
    return found


def head(seen: Visit) -> Head:
    with seen.inside():
        return Head.objects.select_related("revision").get(
            branch=seen.film.branch, kind="treatment", deleted=False
        )


def post(seen: Visit, *rest: object, user: Any = None, **data: object) -> Any:
    return seen.by(user or seen.editor).post(seen.stage("treatment", *rest), data)


def write(seen: Visit, text: str, user: Any = None) -> None:
    now = head(seen)
    post(seen, now.node_id, "save", user=user, title="T", logline="", text=text, expected=now.revision_id)


def test_versions_are_compared_and_an_old_one_comes_back(seen: Visit) -> None:
    write(seen, TEXT)
    first = head(seen)
    write(seen, TEXT.replace("telescope", "lamp"), user=seen.owner)
    address = seen.stage("treatment", first.node_id, "versions")
    page = seen.by(seen.viewer).get(address).text
    assert "<ins>lamp</ins>" in page
    assert "<del>telescope</del>" in page
    assert "Restore" not in page  # a viewer only reads
    again = seen.by(seen.viewer).get(address, {"from": "x", "to": "999999"})
    assert again.status_code == 200
    lamp = head(seen).revision_id
    post(seen, first.node_id, "restore", version=first.revision_id)
    assert "telescope" in head(seen).content.text
    assert f'value="{lamp}"' in seen.by(seen.viewer).get(address).text  # what stood there is kept
    assert post(seen, first.node_id, "restore", version=lamp + 10_000).status_code == 404


def test_a_passage_becomes_a_change_that_is_accepted(seen: Visit) -> None:
    write(seen, TEXT)
    now = head(seen)
    passage = "Mara is very tired. She is really, really cold."
    page = post(seen, now.node_id, "passage", passage=passage, wish="plainer").text
    assert "<del>" in page.partition("compared")[2]
    assert "Accept the change" in page
    assert head(seen).revision_id == now.revision_id  # nothing is saved yet
    accepted = {"passage": passage, "proposal": "Mara is tired. She is cold.", "expected": now.revision_id}
    post(seen, now.node_id, "accept", **accepted)
    assert head(seen).content.text == "# One\n\nMara is tired. She is cold. The telescope breaks.\n"


def test_a_change_is_not_put_over_what_somebody_else_wrote(seen: Visit) -> None:
    write(seen, TEXT)
    old = head(seen)
    write(seen, TEXT + "\nMore.\n", user=seen.owner)
    newest = head(seen).revision_id
    data = {"passage": "Mara is very tired.", "proposal": "Mara sleeps.", "expected": old.revision_id}
    post(seen, old.node_id, "accept", **data)
    post(seen, old.node_id, "accept", passage="not there", proposal="x", expected=newest)
    assert head(seen).revision_id == newest
    answer = post(seen, old.node_id, "passage", passage="not there", wish="plainer")
    assert answer.status_code == 302


def test_a_paragraph_is_taken_into_the_section_of_its_name(seen: Visit) -> None:
    with seen.inside():
        run_until(seen.film, "treatment")
        variant = Head.objects.get(branch=seen.film.branch, kind="variant", slot="v2").content
    section = next(part for part in split(variant.text) if part.heading)
    paragraph = paragraphs_of(section.body)[0]
    write(seen, f"{'#' * section.level} {section.heading}\n\nMine stays.\n")
    post(seen, "take", variant="v2", section=section.key, paragraph="0", expected=head(seen).revision_id)
    assert paragraphs_of(split(head(seen).content.text)[0].body) == ["Mine stays.", paragraph]
    post(seen, "take", variant="v2", section=section.key, paragraph="99", expected=head(seen).revision_id)
    assert len(paragraphs_of(split(head(seen).content.text)[0].body)) == 2
    page = seen.by(seen.viewer).get(seen.stage("treatment"), {"marks": "1"}).text
    assert "<ins>" in page
    assert "<del>" in page
    assert "<ins>" not in seen.by(seen.viewer).get(seen.stage("treatment")).text


def test_versions_and_changes_are_guarded(seen: Visit) -> None:
    node = head(seen).node_id
    for rest in ("restore", "passage", "accept"):
        assert_guarded(seen, seen.stage("treatment", node, rest))
    assert seen.by(seen.stranger).get(seen.stage("treatment", node, "versions")).status_code == 404
