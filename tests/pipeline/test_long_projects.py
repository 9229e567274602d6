"""Projects of real length: lists come in windows, reading plans nothing twice, history is found at once."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.kernel import scope
from pipeline.queries import plans
from projects.actions.commit import Edit, commit
from projects.kinds import Asset, CastList
from projects.models import Change
from projects.positions import spread
from projects.queries.history import recent_changes
from tests.factories.shots import PEOPLE, heads, rewrite, written
from tests.factories.visitors import Visit, visit

MANY = 60
NOBODY = [f"character:extra-{number:02}" for number in range(MANY)]


@pytest.fixture
def seen(db: None) -> Visit:
    """A scene of four shots, in each of which sixty people stand who are not in the scene."""
    found = visit(title="The crowd")
    with found.inside():
        made = written(found.film, 1, 4)
        inside: dict[str, Any] = {"episode": made.episode}
        extras = [
            Edit.new(Asset(key=key, type="character", name=key[10:].title()), key, at, **inside)  # type: ignore[arg-type]
            for key, at in zip(NOBODY, spread(MANY), strict=True)
        ]
        cast = next(head for head in heads(made, "cast_list"))
        named = CastList(keys=sorted([*cast.content.keys, *NOBODY]))
        commit(made.branch, [*extras, Edit.of(cast, named)], by=made.user)
        for shot in heads(made, "shot"):
            rewrite(made, shot, cast=NOBODY)
    return found


def text_of(seen: Visit, address: str) -> str:
    answer = seen.by(seen.editor).get(address)
    assert answer.status_code == 200
    return str(answer.text)


def test_assets_are_shown_a_window_at_a_time_with_how_many_there_are(seen: Visit) -> None:
    text = text_of(seen, seen.stage("assets"))
    assert text.count('class="card asset-card"') == 36
    assert "1–36 of 62 assets" in text
    assert '<span class="faint number">62</span>' in text  # characters, on this page and the next
    assert text_of(seen, f"{seen.stage('assets')}?from=36").count('class="card asset-card"') == 26


def test_the_window_of_assets_is_where_the_selected_one_is(seen: Visit) -> None:
    with seen.inside():
        last = max(heads(seen.film, "asset"), key=lambda head: (head.position, head.pk))
    text = text_of(seen, f"{seen.stage('assets')}?asset={last.node_id}")
    assert f'id="asset-{last.node_id}"' in text
    assert "37–62 of 62 assets" in text


def test_of_each_name_the_first_lines_and_all_of_one_are_within_reach(seen: Visit) -> None:
    with seen.inside():
        lines = "\n\n".join(f"Mara turns lamp {number} down." for number in range(230))
        rewrite(
            seen.film,
            heads(seen.film, "script")[0],
            mentions=[PEOPLE[0]],
            text=f"INT. ROOM 1 - DAY\n\n{lines}",
        )
        mara = next(head for head in heads(seen.film, "asset") if head.slot == PEOPLE[0])
    address = seen.stage("assets", "mentions")
    text = "".join(text_of(seen, f"{address}?from={at}") for at in (0, 24, 48))
    assert text.count("turns lamp") == 12
    assert f'<a href="?asset={mara.node_id}">218 more lines' in text
    alone = f"{address}?asset={mara.node_id}"
    assert [text_of(seen, f"{alone}&from={at}").count("turns lamp") for at in (0, 200)] == [200, 30]


def test_of_each_rule_the_first_findings_and_all_of_one_are_within_reach(seen: Visit) -> None:
    address = seen.stage("confirm", "continuity")
    text = text_of(seen, address)
    assert text.count("but not in the scene") == 8
    assert '<a href="?rule=presence">All 240 of this rule</a>' in text
    found = [text_of(seen, f"{address}?rule=presence&from={start}") for start in (0, 60, 120, 180)]
    assert [page.count("but not in the scene") for page in found] == [60] * 4
    assert "181–240 of 240 findings" in found[-1]


def test_programs_that_read_do_not_plan_what_stands(seen: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    planned, real = [], plans.make_plan

    def counted(*args: Any, **more: Any) -> Any:
        planned.append(1)
        return real(*args, **more)

    monkeypatch.setattr(plans, "make_plan", counted)
    client = seen.by(seen.editor)
    base = f"/api/v1/teams/{seen.team.slug}/projects/{seen.film.project.pk}/"
    for name in ("plan", "quote", "stages", "hub", "breakdown", "continuity", "names", "states/timeline"):
        assert client.get(f"{base}{name}/").status_code == 200
    assert len(planned) == 1
    units = client.get(f"{base}plan/?until=shots&limit=200").json()
    with seen.inside():
        fresh = plans.plan_for(seen.film.branch, seen.film.episode, until="shots")
    assert [unit["key"] for unit in units["results"]] == [unit.target.key for unit in fresh.units][:200]


def test_after_a_change_programs_read_what_is_there_now(seen: Visit) -> None:
    client = seen.by(seen.editor)
    address = f"/api/v1/teams/{seen.team.slug}/projects/{seen.film.project.pk}/continuity/?rule=presence"
    before = client.get(address).json()["count"]
    with seen.inside():
        rewrite(seen.film, heads(seen.film, "shot")[0], cast=[])
    assert client.get(address).json()["count"] == before - MANY


def test_a_stages_history_is_found_without_reading_what_changes_hold(seen: Visit) -> None:
    with seen.inside(), CaptureQueriesContext(connection) as asked:
        shots = recent_changes(seen.film.branch, ["shot"])
        assert recent_changes(seen.film.branch, ["clip"])[0].kinds == ["clip", "frame", "prompt"]
    assert [change.kinds for change in shots[:4]] == [["shot"]] * 4
    assert not any("changeitem" in query["sql"] for query in asked.captured_queries)


def test_every_change_says_what_kinds_it_touched(seen: Visit) -> None:
    with seen.inside():
        for change in Change.objects.filter(branch=seen.film.branch).prefetch_related("items__node"):
            assert change.kinds == sorted({item.node.kind for item in change.items.all()})


def asks(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked.captured_queries)


@pytest.mark.parametrize("page", ["assets", "state", "screenplay", "scenes"])
def test_a_page_asks_as_much_of_a_long_film_as_of_a_short_one(db: None, page: str) -> None:
    found = visit()
    with found.inside():
        written(found.film, 40, 3)
    short = found.other_film
    with scope.team(short.team.pk, user=found.stranger.pk):
        written(short, 1, 1)
    address = found.stage(page, team=short.team.slug, project=short.project.pk)
    assert asks(found.by(found.owner), found.stage(page)) == asks(found.by(found.stranger), address)


def test_a_written_page_of_the_script_is_not_rendered_twice(
    seen: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with seen.inside():
        script = heads(seen.film, "script")[0]
        rewrite(seen.film, script, text="INT. ROOM 1 - DAY\n\nRain.\n\nMARA\nIt is <late>.\n")
    address = seen.stage("screenplay")
    first = text_of(seen, address)
    assert 'id="page-1"' in first
    assert "It is &lt;late&gt;." in first
    rendered: list[str] = []
    monkeypatch.setattr("pipeline.views.cards.render_to_string", lambda name, _: rendered.append(name) or "")
    with seen.inside():
        rewrite(seen.film, heads(seen.film, "brief")[0], idea="Another.")
    assert "It is &lt;late&gt;." in text_of(seen, address)
    assert "pipeline/_script_page.html" not in rendered
