"""The page of stage 6: the scenes with what each needs."""

from typing import Any

from django.http import HttpResponse

from accounts.kernel.doors import TeamRequest
from accounts.kernel.pages import render_page
from assets.queries.media import address
from pipeline.outline import asset_items, scenes_of, shots_of
from pipeline.queries.places import Place
from pipeline.views.places import stage_context
from projects.kinds.vocabulary import FPS


def page(request: TeamRequest, place: Place) -> HttpResponse:
    """Every scene: heading, cast, props, length, shots, and how far its frames are."""
    context = stage_context(request, place, scenes=scene_rows(request, place))
    return render_page(request, "pipeline/stages/scenes.html", context, partial="scene-list")


def scene_rows(request: TeamRequest, place: Place) -> list[dict[str, Any]]:
    """The scenes as lists show them. Two queries, however many scenes."""
    story = place.story
    names = {key: item.values["name"] for key, item in asset_items(story).items()}
    scenes = scenes_of(story)
    story.load(scenes)
    rows = []
    for number, scene in enumerate(scenes, 1):
        content, shots = story.content(scene), shots_of(story, scene)
        frames = [frame for shot in shots if (frame := story.at("frame", "first", shot.node))]
        rows.append(
            {
                "slot": scene.slot,
                "number": content.number or number,
                "scene": content,
                "location": names.get(content.location, content.place.title()),
                "cast": [names.get(key, key) for key in content.cast],
                "props": [names.get(key, key) for key in content.props],
                "length": length(content.eighths),
                "shots": len(shots),
                "frames": len(frames),
                "seconds": sum(shot.values["frames"] for shot in shots) / FPS,
                "picture": address(request.team.slug, frames[0].values["media"], "png") if frames else "",
                "shots_url": f"{place.url('shots')}?scene={scene.slot}",
            }
        )
    return rows


def length(eighths: int) -> str:
    """A scene's length in pages, as call sheets write it: "1 3/8"."""
    pages, rest = divmod(eighths, 8)
    return " ".join(part for part in (str(pages) if pages else "", f"{rest}/8" if rest else "") if part)
