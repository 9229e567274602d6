"""Where things are in an episode: which scenes follow which, whose shots they hold, who is in them.

What stages know of one another they know from here, so that no stage has to import another.
"""

from projects.queries.story import Item, Story, remembered

BROUGHT = "i-"  # how slots of scenes begin that were brought in, not told
MOVED = "@"  # in the slot of a shot that was moved to another scene: "0010@s01" was planned in scene s01
UNMOVED = "V"  # the position of a scene that nobody has put anywhere: it stands where its beat does


def told(story: Story) -> bool:
    """Whether the story is still to be told: a screenplay that was brought in skips stages 2 and 3."""
    brief = story.one("brief")
    return brief is not None and brief.values["mode"] != "screenplay"


@remembered
def beats_of(story: Story) -> list[Item]:
    """The beats in order."""
    sheet = story.one("beat_sheet")
    return story.under("beat", sheet.node) if sheet else []


def places_of(story: Story, *, omitted: bool = False) -> list[tuple[str, Item]]:
    """The scenes' scripts in story order, each with the position that puts it there.

    A scene that tells a beat stands where its beat does, until a person moves it. Scenes of a screenplay
    that was brought in count while the brief's mode says so; told ones while it does not. With ``omitted``
    also those that were taken out and keep their place.
    """
    is_told = told(story)
    beats = {beat.slot: beat.position for beat in beats_of(story)}
    found = []
    for item in story.of("script"):
        beat = item.values["beat"]
        if (item.values.get("omitted") and not omitted) or (beat and beat not in beats):
            continue
        if bool(beat) != is_told and (beat or item.slot.startswith(BROUGHT)):
            continue
        place = beats[beat] if beat and item.position == UNMOVED else item.position
        found.append((place, item))
    return sorted(found, key=lambda pair: (pair[0], pair[1].position, pair[1].slot))


@remembered
def scripts_of(story: Story) -> list[Item]:
    """The scenes' scripts in story order."""
    return [item for _, item in places_of(story)]


@remembered
def omitted_of(story: Story) -> list[Item]:
    """The scripts of scenes that were taken out and keep their place, in story order."""
    return [item for _, item in places_of(story, omitted=True) if item.values.get("omitted")]


@remembered
def asset_items(story: Story) -> dict[str, Item]:
    """The assets that this episode's cast list names, by key."""
    cast = story.one("cast_list")
    named = set(cast.values["keys"]) if cast else set()
    by_hand = {item.values["key"] for item in story.of("asset") if item.by_hand}
    return {item.values["key"]: item for item in story.of("asset") if item.values["key"] in named | by_hand}


@remembered
def scenes_of(story: Story) -> list[Item]:
    """The scenes in story order: that of their scripts."""
    by_script = {item.values["script"]: item for item in story.of("scene")}
    return [by_script[script.slot] for script in scripts_of(story) if script.slot in by_script]


def shots_of(story: Story, scene: Item) -> list[Item]:
    """A scene's shots in order."""
    return story.under("shot", scene.node)


@remembered
def shots_in_order(story: Story) -> list[tuple[Item, Item]]:
    """All shots of the episode with their scenes, in the order of the film."""
    return [(scene, shot) for scene in scenes_of(story) for shot in shots_of(story, scene)]


def path_of(scene: Item, shot: Item) -> str:
    """A shot's portable path: "s-b01/0020"."""
    return f"{scene.slot}/{shot.slot}"


@remembered
def labels_of(story: Story) -> dict[str, str]:
    """What people call each shot, by path: "3-2" is the second shot of scene 3; locked numbers stay."""
    labels = {}
    for place, scene in enumerate(scenes_of(story), 1):
        first = scene.values["number"] or place
        for number, shot in enumerate(shots_of(story, scene), 1):
            labels[path_of(scene, shot)] = f"{first}-{shot.values['number'] or number}"
    return labels


def with_state(scene: Item) -> list[str]:
    """Keys of the assets that have a visual state in a scene: its people and props."""
    return [*scene.values["cast"], *scene.values["props"]]


def state_of(story: Story, scene: Item, key: str) -> Item | None:
    """An asset's visual state in a scene."""
    return story.at("state", key, scene.node)


def keys_in(shot: Item) -> list[str]:
    """Keys of all assets a shot shows."""
    keys = [*shot.values["cast"], *shot.values["props"]]
    return [*keys, shot.values["location"]] if shot.values["location"] else keys
