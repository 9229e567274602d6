"""Covering a scene: which shots tell it, by the rules of film craft, each with its reason."""

from pipeline.previz.coverage.covering import cover

__all__ = ["cover"]
