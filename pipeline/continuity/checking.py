"""All rules over one film."""

from pipeline.continuity.film import Film
from pipeline.continuity.findings import Finding, Rule
from pipeline.continuity.rules import (
    axis,
    carrying,
    daylight,
    dialogue,
    jumps,
    presence,
    props,
    references,
    sizes,
    speaking,
    speech,
    wardrobe,
)

RULES: tuple[Rule, ...] = (
    axis.RULE,
    dialogue.RULE,
    speech.RULE,
    speaking.RULE,
    presence.RULE,
    daylight.RULE,
    wardrobe.RULE,
    carrying.RULE,
    props.RULE,
    references.RULE,
    jumps.RULE,
    sizes.RULE,
)
RULE_OF = {rule.slug: rule for rule in RULES}


def check(film: Film) -> list[Finding]:
    """Everything that breaks a rule: rule by rule in their order of weight, each in story order."""
    return [finding for rule in RULES for finding in rule.find(film)]
