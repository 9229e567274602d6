"""A screenplay of feature length through stages 5 to 8 with previz, its pages, its sheets, a second draft.

Run it with ``./studio bench feature_length``, with a number of pages behind it if another length is wanted.
The house writer writes the screenplay from a sentence; it is brought into a film of its own and taken from
there. It checks what it made: every spoken line of the script is in a shot, every name is an asset.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from bench.pages import page  # sets Django up first

# isort: split
from django.test import Client

from accounts.actions.teams import found_team
from accounts.kernel import scope
from accounts.kernel.ids import uuid7
from accounts.models import Team, User
from config import collector
from pipeline.actions.importing import bring_screenplay
from pipeline.actions.making import Order, make_targets
from pipeline.actions.redrafting import take_draft
from pipeline.actions.runs import advance, start_run
from pipeline.actions.screenplays import whole_text
from pipeline.continuity import read_film
from pipeline.models import Job, JobState, Run
from pipeline.outline import asset_items, scenes_of, scripts_of
from pipeline.queries.continuity import judged
from pipeline.queries.hub import scene_needs
from pipeline.queries.redraft import effects_of
from pipeline.redraft import drafted
from projects.actions.projects import create_project, delete_project
from projects.kinds import Brief
from projects.models import Branch, Project
from projects.queries.projects import episodes, main_branch
from projects.queries.story import Story, load_story
from projects.screenplay import fountain
from projects.screenplay.layout import page_count

PAGES = 100
IDEA = (
    "A lighthouse keeper finds a door in the sea and must choose who goes through it before the winter storm"
)


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Print how long something took, by the clock and of this process's processor time."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    spent, used = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{name}: {spent:.2f} s ({used:.2f} of processor time)", flush=True)


def carry_out(run: Run, user: User) -> None:
    """Do a run's jobs one after the other until it has ended."""
    while True:
        jobs = list(Job.objects.filter(run_id=run.pk).active())
        for job in jobs:
            order = Order(run.branch, run.episode, user, job.pk, run.pk)
            make_targets(order, job.args["keys"], lambda done, total, text: None)
            Job.objects.filter(pk=job.pk).update(state=JobState.DONE)
        run.refresh_from_db()
        if run.state != Run.State.RUNNING:
            if run.state == Run.State.FAILED:
                raise SystemExit(f"The run failed: {run.note}")
            return
        advance(run.pk)


def made(branch: Branch, until: str, user: User) -> None:
    """Make everything up to a stage."""
    episode = episodes(branch)[0].node_id
    carry_out(start_run(branch, episode, until=until, by=user), user)


def opened(user: User, **brief: object) -> Branch:
    """A new film's main branch."""
    fields = {"idea": IDEA, "title": "Feature", "logline": "It is measured."} | brief
    return main_branch(create_project(Brief.model_validate(fields), by=user))


def story_of(branch: Branch) -> Story:
    """The film as it stands."""
    return load_story(branch, episodes(branch)[0].node_id)


def written(user: User, pages: int) -> str:
    """A screenplay of the house writer's, of at least so many pages: its films one after the other."""
    texts: list[str] = []
    seed = 0
    while not texts or page_count(fountain.parse("\n\n".join(texts)).elements) < pages:
        seed += 1
        branch = opened(user, seconds=min(pages * 60, 3 * 3600), seed=seed)
        made(branch, "screenplay", user)
        texts.append(whole_text(story_of(branch)))
        delete_project(branch.project, typed=branch.project.title, by=user)
    return "\n\n".join(texts)


def check(story: Story) -> None:
    """Say whether everything that the script says and names is there."""
    film = read_film(story)
    script = Counter(" ".join(text.split()) for scene in film.scenes for _, text in scene.spoken)
    said = Counter(
        " ".join(line.text.split()) for _, shot in film.shots() for line in shot.content.utterances
    )
    lines, spoken = " ".join(script.elements()), " ".join(said.elements())
    needs = [need for found in scene_needs(story, scenes_of(story)).values() for need in found]
    unknown = [need.key for need in needs if not need.name]
    rules = Counter(finding.rule for finding in judged(story).open)
    print(
        f"words said in the script {len(lines.split())}, in shots {len(spoken.split())}; "
        f"{len(needs)} needs, {len(unknown)} without an asset, "
        f"{sum(not need.is_sure for need in needs)} to check; findings {dict(rules) or 'none'}"
    )
    for key in sorted(set(unknown))[:10]:
        print(f"  no asset: {key}")


def measure(branch: Branch, client: Client, team: Team, user: User) -> None:
    """Pages and files of a feature-length film."""
    at = f"/t/{team.slug}/p/{branch.project_id}/main/1"
    for name, address in (
        ("script hub", "scenes/"),
        ("breakdown sheets", "scenes/sheets/"),
        ("lines and names", "assets/mentions/"),
        ("assets", "assets/"),
        ("shots, all scenes", "shots/?scene=all"),
        ("states", "state/"),
    ):
        page(client, f"{at}/{address}", name)
    with timed("breakdown of the film as a PDF"):
        size = len(client.get(f"{at}/scenes/breakdown.pdf").content)
    print(f"  {size / 1024:.0f} KiB")
    with scope.team(team.pk, user=user.pk):
        story = story_of(branch)
        with timed("continuity of the film"):
            judged(story)
        redraft(branch, story, user)


def redraft(branch: Branch, story: Story, user: User) -> None:
    """A second draft: every fifth scene says something else, two are gone, one is new."""
    texts = [content.text for content in story.contents(scripts_of(story))]
    new = [f"{text}\n\nA bell rings.\n" if at % 5 == 0 else text for at, text in enumerate(texts)]
    text = "\n\n".join([*new[:10], "INT. CELLAR - NIGHT\n\nRats.", *new[12:]])
    with timed("another draft compared, with what it makes out of date"):
        draft = drafted(story, text)
        effects = effects_of(story, draft, set())
    counts = Counter(fate.kind for fate in draft.fates)
    stale = sum(sum(effect.stale.values()) for effect in effects)
    print(f"  {dict(counts)}, {stale} things out of date")
    with timed("another draft taken"):
        take_draft(branch, story.episode, text, expected=draft.state, by=user)


def main() -> None:
    """Write, bring, make, check, measure; then delete it all again."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    user = User.objects.create_user(f"bench-{uuid7().hex[-8:]}@example.com")
    team = Team.objects.create(name="Bench", slug=f"bench-{uuid7().hex[-12:]}")
    found_team(team, owner=user)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    with scope.team(team.pk, user=user.pk):
        with timed(f"the house writer writes {pages} pages"):
            text = written(user, pages)
        branch = opened(user, seconds=3 * 3600, mode="screenplay")
        with timed("brought in"):
            count = bring_screenplay(branch, episodes(branch)[0].node_id, text, by=user)
        print(f"  {page_count(fountain.parse(text).elements)} pages, {count} scenes")
        for stage in ("assets", "scenes", "shots", "state"):
            with timed(f"stage {stage}"):
                made(branch, stage, user)
        story = story_of(branch)
        kinds = Counter(str(item.values["type"]) for item in asset_items(story).values())
        print(f"  {dict(kinds)}, {len(story.of('shot'))} shots, {len(story.of('state'))} states")
        with timed("checked"):
            check(story)
    collector.settle()
    measure(branch, client, team, user)
    with scope.team(team.pk, user=user.pk):
        for project in Project.objects.all():
            delete_project(project, typed=project.title, by=user)


if __name__ == "__main__":
    main()
