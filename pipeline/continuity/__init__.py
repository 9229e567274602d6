"""Continuity: what does not fit together in a film, found by rules of craft that need no model."""

from pipeline.continuity.checking import RULE_OF, RULES, check
from pipeline.continuity.film import Film, Quote, SceneView, ShotView, read_film
from pipeline.continuity.findings import Confidence, Finding, Rule, Severity

__all__ = [
    "RULES",
    "RULE_OF",
    "Confidence",
    "Film",
    "Finding",
    "Quote",
    "Rule",
    "SceneView",
    "Severity",
    "ShotView",
    "check",
    "read_film",
]
