"""The score: a theme, and what each mood of the film makes of it."""

from pipeline.previz.score.composition import Played, ScoreCue, notes
from pipeline.previz.score.moods import MOODS
from pipeline.previz.score.rendering import compose, compose_to
from pipeline.previz.score.theme import theme

__all__ = ["MOODS", "Played", "ScoreCue", "compose", "compose_to", "notes", "theme"]
