"""What steps and their jobs are called on pages."""

from pipeline.graph.targets import Step

STEP_TITLES = {
    "chapter": "Chapter summaries",
    "synopsis": "Synopsis",
    "brief": "Brief",
    "variant": "Treatment variants",
    "treatment": "Treatment",
    "beats": "Beat sheet",
    "script": "Scenes of the screenplay",
    "reading": "Scenes read aloud",
    "cast": "Characters, places and props",
    "picture": "Image keys",
    "sheet": "Sheets of views",
    "scene": "Scene breakdown",
    "shots": "Shot lists",
    "state": "Visual states",
    "prompt": "Prompts",
    "frame": "Frames",
    "line": "Voices",
    "clip": "Clips",
    "join": "Transitions",
    "score": "Score",
    "mix": "Mix",
    "cut": "Cut",
    "passage": "Wording of a passage",
    "breakdown": "Breakdown of a scene",
    "nature": "Development of a character",
    "definition": "Definition of an asset",
    "ending": "Alternative endings",
    "plotholes": "Plot holes",
    "likeness": "Nearness to a style capsule",
    "resemblance": "Nearness of a picture to its capsule",
    "improvement": "Improvement of a template",
    "trial": "Tried in the playground",
}


def job_title(step: Step, keys: list[str]) -> str:
    """A job's name in the queue: "Frames, 3", or "Clips: s-b01/0020" for a single one."""
    title = STEP_TITLES[step.name]
    if len(keys) == 1:
        return f"{title}: {keys[0].partition(':')[2]}"
    return f"{title}, {len(keys)}"
