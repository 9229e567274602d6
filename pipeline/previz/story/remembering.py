"""The bible of a treatment: the one it carries, or, when it was written by hand, one made from its words."""

from pydantic import ValidationError

from pipeline.previz.lexicon import words
from pipeline.previz.story.bible import Bible
from pipeline.previz.story.briefing import complete_brief
from pipeline.previz.story.premise import read_premise
from pipeline.previz.story.spines import fitting
from pipeline.previz.story.treating import make_bible
from projects.kinds.story import Brief, Treatment


def bible_of(brief: Brief, treatment: Treatment) -> Bible:
    """The treatment's own bible where it is whole, else one made from the brief and the treatment's logline."""
    try:
        bible = Bible.model_validate(treatment.bible)
    except ValidationError:
        bible = None
    if bible is not None and bible.person("H") and bible.places:
        return bible
    whole = complete_brief(brief)
    if not whole.idea.strip():
        whole = whole.model_copy(update={"idea": treatment.logline or treatment.text[:600]})
    premise = read_premise(whole.idea, whole.language)
    angle = words(whole.language, "angles")[0]
    name = fitting(premise.mode, whole.genre, whole.language)[0]
    return make_bible(whole, premise, angle, name, whole.structure)
