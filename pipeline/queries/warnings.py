"""What to mind before rendering: found by reading the story, no model needed."""

from pipeline.outline import labels_of, path_of, shots_in_order
from pipeline.previz.voice import seconds_of
from pipeline.timing import PAUSE
from projects.kinds.vocabulary import FPS
from projects.queries.story import Story


def warnings_of(story: Story) -> list[str]:
    """Sentences about words longer than their shot, unapproved frames and people without a place."""
    brief = story.one("brief")
    language = str(brief.values["language"]) if brief else "en"
    found, labels = [], labels_of(story)
    for scene, shot in shots_in_order(story):
        path = f"Shot {labels[path_of(scene, shot)]}"
        said = shot.values["utterances"]
        words = sum(seconds_of(line["text"], language) for line in said) + PAUSE * max(len(said) - 1, 0)
        if words > shot.values["frames"] / FPS + 0.5:
            found.append(f"{path}: {words:.1f} s of words in a shot of {shot.values['frames'] / FPS:.1f} s.")
        for key in shot.values["cast"]:
            if key not in scene.values["cast"]:
                found.append(f"{path}: {key.partition(':')[2]} is in the shot but not in the scene.")
    waiting = sum(not item.values["approved"] for item in story.of("frame"))
    if waiting:
        found.append(f"{waiting} frame{'s are' if waiting > 1 else ' is'} not approved yet.")
    return found
