"""Two runs of a set against each other: who is ahead, by how much, and whether that could be chance."""

from dataclasses import dataclass
from math import comb

from pipeline.models import EvaluationRun
from pipeline.queries.evaluation import Column

SURE = 0.05  # a lead that chance brings more rarely than this is called one
_EQUAL = 1  # points of 100: answers that are nearer than this are equal


@dataclass(frozen=True)
class Versus:
    """The questions that both runs answered, pair by pair. Means are of 100; ``first`` is the older run."""

    first: EvaluationRun
    second: EvaluationRun
    means: tuple[float, float]
    better: int  # questions on which the second has the better answer
    worse: int
    equal: int
    unanswered: tuple[int, int]  # questions that only the other one answered, of each
    marks: tuple[int, int] | None  # what a judge gave each, if it read both

    @property
    def n(self) -> int:
        """Questions that both have answered."""
        return self.better + self.worse + self.equal

    @property
    def margin(self) -> float:
        """Points by which the second is ahead; below zero, behind."""
        return round(self.means[1] - self.means[0], 1)

    @property
    def chance(self) -> float:
        """How often a coin would share out the better answers so unevenly: the two-sided sign test."""
        told, most = self.better + self.worse, max(self.better, self.worse)
        if not told:
            return 1.0
        return min(1.0, 2 * sum(comb(told, k) for k in range(most, told + 1)) / 2**told)

    @property
    def is_sure(self) -> bool:
        """Whether one may call it a win: means and better answers agree, and chance is unlikely."""
        return self.chance <= SURE and (self.better > self.worse) == (self.margin > 0)

    @property
    def sentence(self) -> str:
        """Who wins, by what, on how many."""
        if not self.n:
            return "No question was answered by both yet."
        if not self.margin:
            return f"Level at {self.means[0]:g} of 100 over {_questions(self.n)}."
        ahead = self.second if self.margin > 0 else self.first
        high, low = (f"{mean:g}" for mean in sorted(self.means, reverse=True))
        won, lost = (self.better, self.worse) if self.margin > 0 else (self.worse, self.better)
        verb = "wins" if self.is_sure else "is ahead"
        said = (
            f"Template {_named(ahead)} {verb}: {high} to {low} of 100, by {abs(self.margin):g}, over"
            f" {_questions(self.n)}: better on {won}, worse on {lost}, equal on {self.equal}."
        )
        if self.is_sure:
            return said
        return f"{said} That could be chance: ask more questions before you choose by it."


def versus(first: Column, second: Column) -> Versus:
    """Two columns, compared question by question."""
    older, newer = sorted((first, second), key=lambda column: column.run.created_at)
    pairs, missing = [], [0, 0]
    for case in sorted(older.cells.keys() | newer.cells.keys()):
        cells = [column.cells.get(case) for column in (older, newer)]
        totals = [cell.total if cell else None for cell in cells]
        if totals[0] is not None and totals[1] is not None:
            pairs.append((totals[0], totals[1]))
        else:
            missing = [count + (total is None) for count, total in zip(missing, totals, strict=True)]
    better = sum(after - before >= _EQUAL for before, after in pairs)
    worse = sum(before - after >= _EQUAL for before, after in pairs)
    marks = (older.mean.judge, newer.mean.judge)
    return Versus(
        first=older.run,
        second=newer.run,
        means=(_mean([before for before, _ in pairs]), _mean([after for _, after in pairs])),
        better=better,
        worse=worse,
        equal=len(pairs) - better - worse,
        unanswered=(missing[0], missing[1]),
        marks=(marks[0], marks[1]) if marks[0] is not None and marks[1] is not None else None,
    )


def newest_pair(found: list[Column]) -> Versus | None:
    """The newest run against the newest one by the same model and judge with another template."""
    done = [column for column in found if column.run.state == EvaluationRun.State.DONE]
    for other in done[1:]:
        one = done[0]
        if (one.run.link, one.run.judge) == (other.run.link, other.run.judge) and _other(one, other):
            return versus(one, other)
    return None


def _other(one: Column, other: Column) -> bool:
    return one.run.template != other.run.template


def _mean(values: list[int]) -> float:
    return round(sum(values) / len(values), 1) if values else 0.0


def _named(run: EvaluationRun) -> str:
    return f"“{run.template}”" if not run.template.isdecimal() else run.template


def _questions(count: int) -> str:
    return "one question" if count == 1 else f"{count} questions"
