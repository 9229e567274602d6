"""``manage.py film``: the twelve stages without a browser, through the same plans, jobs and workers."""

import shutil
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from pydantic import ValidationError

from accounts.actions.demo import ensure_demo_team
from accounts.kernel import scope
from accounts.kernel.errors import Refused
from accounts.models import Membership, Team, User
from assets.queries.media import local
from billing.money import credits_text
from pipeline.actions.filming import open_film, start_film
from pipeline.actions.importing import Brought, read_text
from pipeline.actions.runs import stop_run
from pipeline.models import Generation, Run
from pipeline.queries.progress import Progress, progress_of
from projects.kinds import Brief
from projects.kinds.stages import STAGES
from projects.models import Branch, Head
from projects.queries.story import load_story

LOOK_SECONDS = 0.25


class Command(BaseCommand):
    """Makes a film and writes it to a file, with its subtitles beside it."""

    help = "Make a film from one sentence or a screenplay."
    requires_system_checks: list[str] = []  # Django's own spelling

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("idea", nargs="?", default="", help="the film in one sentence")
        parser.add_argument("--out", type=Path, default=Path("film.mp4"), help="where the film is written")
        parser.add_argument("--script", type=Path, help="a finished screenplay: .fountain, .fdx or .txt")
        parser.add_argument("--seconds", type=int, help="running time, 15 to 10800; 60 unless said")
        parser.add_argument("--seed", type=int, default=1, help="another number, another film")
        parser.add_argument("--style", default="cinematic", help="visual style preset")
        parser.add_argument("--aspect", default="16:9", choices=["16:9", "9:16", "1:1", "2.39:1"])
        parser.add_argument("--language", default="en")
        parser.add_argument("--genre", default="", help="drama, comedy, thriller, ...")
        parser.add_argument("--stop-at", default="film", choices=STAGES, help="the last stage to make")
        parser.add_argument("--team", help="slug of the team; the demo team unless said")
        parser.add_argument("--user", help="e-mail of who approves; the demo person unless said")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        team, user = _who(options["team"], options["user"])
        script = _script(options["script"])
        brief = _brief(options, script)
        with scope.team(team.pk, user=user.pk, tx=False):
            try:
                with transaction.atomic():
                    branch, episode = open_film(brief, by=user, script=script)
                with transaction.atomic():
                    run = start_film(branch, episode, until=options["stop_at"], by=user)
                self._wait(run, user)
            except Refused as refusal:
                raise CommandError(refusal.sentence) from refusal
            with transaction.atomic():
                self._report(branch, episode, run, options, time.monotonic() - started)

    def _wait(self, run: Run, user: User) -> None:
        """Show the run's progress until it ends; Ctrl-C cancels it."""
        with transaction.atomic():
            run.refresh_from_db()  # a film that is ready ended while it was started
        _call_workers(run)
        shown = ""
        try:
            while True:
                with transaction.atomic():
                    run.refresh_from_db()
                    progress = progress_of(run)
                shown = self._show(progress, shown)
                if run.state != Run.State.RUNNING:
                    break
                time.sleep(LOOK_SECONDS)  # looks at rows that workers write
        except KeyboardInterrupt:
            with transaction.atomic():
                stop_run(run, by=user)
            raise CommandError("Canceled. What was made is kept; run the same command to go on.") from None
        if run.state != Run.State.DONE:
            raise CommandError(run.note or "The film was not finished.")

    def _show(self, progress: Progress, shown: str) -> str:
        """One line a stage on a terminal that moves; a line for each change elsewhere."""
        line = progress.line()
        if line != shown:
            end = "\r" if sys.stderr.isatty() else "\n"
            self.stderr.write(line.ljust(79), ending=end)
        return line

    def _report(
        self, branch: Branch, episode: Head, run: Run, options: dict[str, Any], seconds: float
    ) -> None:
        made = Generation.objects.filter(run=run.pk, reused_from=None, state="done")
        reused = Generation.objects.filter(run=run.pk).exclude(reused_from=None).count()
        cost = sum(made.values_list("cost_micro", flat=True))
        self.stderr.write("")
        if options["stop_at"] == "film":
            self._write_film(branch, episode.node_id, options["out"])
        counts: dict[str, int] = {}
        for step in made.values_list("step", flat=True):
            counts[step] = counts.get(step, 0) + 1
        what = (
            ", ".join(f"{count} {step}" for step, count in sorted(counts.items())) or "nothing: all was there"
        )
        self.stdout.write(f"made    {what}" + (f"; {reused} reused" if reused else ""))
        self.stdout.write(f"took    {seconds:.1f} s")
        self.stdout.write(f"cost    {credits_text(cost)} credits")

    def _write_film(self, branch: Branch, episode: UUID, out: Path) -> None:
        story = load_story(branch, episode)
        item = story.one("cut")
        if item is None:
            raise CommandError("There is no cut.")
        cut = story.content(item)
        out.parent.mkdir(parents=True, exist_ok=True)
        targets = [out, out.with_suffix(".srt"), out.with_suffix(".vtt")]
        with tempfile.TemporaryDirectory() as folder:
            for source, target in zip(
                local([cut.media, cut.srt, cut.vtt], Path(folder)), targets, strict=True
            ):
                shutil.copyfile(source, target)
        self.stdout.write(
            f"film    {out}  ({cut.frames / 24:.1f} s, {cut.width}x{cut.height}, {cut.loudness} LUFS)"
        )


def _who(team_slug: str | None, email: str | None) -> tuple[Team, User]:
    """The team and the person the film is made for. Raises CommandError when either is unknown."""
    if team_slug is None and email is None:
        if not settings.STUDIO_EMBEDDED:
            raise CommandError("Say for whom: --team SLUG --user E-MAIL.")
        return ensure_demo_team()
    user = User.objects.filter(email__iexact=email or "").first()
    if user is None:
        raise CommandError(f"Nobody here has the address {email}.")
    with scope.member(user.pk):
        member = Membership.objects.select_related("team").filter(user=user, team__slug=team_slug).first()
    if member is None:
        raise CommandError(f"{email} is not in the team {team_slug}.")
    return member.team, user


def _script(path: Path | None) -> Brought | None:
    if path is None:
        return None
    try:
        return read_text(path.name, path.read_bytes())
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except Refused as refusal:
        raise CommandError(refusal.sentence) from refusal


def _brief(options: dict[str, Any], script: Brought | None) -> Brief:
    if not options["idea"].strip() and script is None:
        raise CommandError('Say what the film is about: film "A lighthouse keeper finds a door in the sea".')
    try:
        return Brief(
            idea=options["idea"],
            mode="screenplay" if script else "expand",
            seconds=options["seconds"] or 60,
            seed=options["seed"],
            style=options["style"],
            aspect=options["aspect"],
            language=options["language"],
            **({"genre": options["genre"]} if options["genre"] else {}),
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise CommandError(f"--{first['loc'][0]}: {first['msg'].lower()}.") from error


def _call_workers(run: Run) -> None:
    """Where no studio runs, workers start when this file appears: a film that is ready needs none."""
    if settings.STUDIO_CALL_WORKERS and run.state == Run.State.RUNNING:
        Path(settings.STUDIO_CALL_WORKERS).touch()
