"""What a person is told where the studio does not know the language of their idea or their script."""

from collections.abc import Iterable

from pipeline.outline import scripts_of
from pipeline.previz.story import HouseReading, reading_of
from pipeline.prompting.values import language_name
from pipeline.providers.text.languages import ENOUGH, is_other
from pipeline.queries.routing import chain
from projects.kinds import Brief, Script
from projects.queries.story import Story, remembered

READ = "en"  # the language of the words by which rules find things
_SCENES, _LOOKED_AT = 6, 4_000  # scenes of a script and characters whose language is looked at


def house_reading(brief: Brief) -> HouseReading | None:
    """How the house writer reads an idea in another language, or None where it needs no saying.

    A team whose own model writes its texts is told nothing: that model writes in any language.
    """
    return None if chain().links else reading_of(brief)


def unread_in(language: str, texts: Iterable[str]) -> str:
    """The language in which rules that go by English words find little, by name; empty where they read it.

    The words themselves decide, where there are enough; else the ``language`` that the film is told in.
    """
    text = "\n".join(texts)[:_LOOKED_AT]
    is_english = language.split("-")[0].lower() == READ
    if is_other(text, READ):
        return "another language" if is_english else language_name(language)
    is_said = sum(map(str.isalpha, text)) >= ENOUGH
    return "" if is_english or is_said else language_name(language)


@remembered
def unread_script(story: Story) -> str:
    """The same for the first scenes of the script. One query where they are not read yet."""
    brief = story.one("brief")
    scripts: Iterable[Script] = story.contents(scripts_of(story)[:_SCENES])
    return unread_in(str(brief.values["language"]) if brief else READ, (script.text for script in scripts))
