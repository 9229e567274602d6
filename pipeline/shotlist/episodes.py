"""What files call the episodes of a project."""

from pipeline.queries.places import Place


def episode_names(place: Place) -> list[str]:
    """What files may call this episode, as they would be written first."""
    content = place.episode.content
    return [f"E{content.number:02}", str(content.number), content.title]


def other_names(place: Place) -> list[str]:
    """What files may call the project's other episodes."""
    others = [one.content for one in place.episodes if one.node_id != place.episode.node_id]
    return [name for one in others for name in (f"E{one.number:02}", str(one.number), one.title) if name]
