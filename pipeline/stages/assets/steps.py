"""Stage 5: who and what the script names, and a picture of each."""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.capsules import capsule_arguments, capsule_inputs, style_by
from pipeline.graph.targets import BaseStep, Child, Made, Request, Target, Tools, inputs_from
from pipeline.looks import asset_inputs, look_inputs, looks_of, recast, seed_of, worn
from pipeline.outline import asset_items, beats_of, scripts_of
from pipeline.prompting.pictures import PICTURES, told_of_asset, type_of
from pipeline.queries.templates import picture_templates
from projects.kinds import Asset, CastList, Look, Picture
from projects.positions import spread
from projects.queries.story import Story


class ExtractCast(BaseStep):
    """Characters, locations and props from the script, defined in words and in drawing parameters."""

    name, stage, kind = "cast", "assets", "cast_list"
    version = 6

    def targets(self, story: Story) -> Iterable[Target]:
        scripts = scripts_of(story)
        brief = story.one("brief")
        if not brief:
            return
        inputs = inputs_from("brief", brief, "language", "genre", "seed")
        inputs = inputs | inputs_from("treatment", story.one("treatment"), "bible")
        # Who is named, not how the action is worded: rewriting a line recasts nobody.
        named = sorted({key for script in scripts for key in script.values["mentions"]})
        inputs = inputs.and_value("screenplay.mentions", named)
        inputs = inputs | inputs_from("naming", story.one("naming"), "decisions")
        needs = ["brief:brief", "beats:beats", *(f"script:{beat.slot}" for beat in beats_of(story))]
        if scripts or story.one("beat_sheet"):
            yield self.target(story, "cast", "cast", inputs, needs=needs)

    def request(self, story: Story, target: Target) -> Request:
        brief, treatment = story.sole("brief"), story.one("treatment")
        kept = [item for item in story.of("asset") if item.by_hand]
        naming = story.one("naming")
        return Request(
            "cast",
            {
                "brief": story.content(brief).payload(),
                "bible": story.content(treatment).bible if treatment else {},
                "scripts": [content.text for content in story.contents(scripts_of(story))],
                "kept": [content.payload() for content in story.contents(kept)],
                **({"decisions": story.content(naming).payload()["decisions"]} if naming else {}),
            },
        )

    def make(self, request: Request, tools: Tools) -> Made:
        assets = [Asset.model_validate(data) for data in tools.provider().write(request)]
        children = tuple(
            Child(asset.key, asset, position, shared=True)
            for asset, position in zip(assets, spread(len(assets)), strict=True)
        )
        return Made(CastList(keys=sorted(asset.key for asset in assets)), children)


class PaintKeys(BaseStep):
    """A picture of each asset: its image key."""

    name, stage, kind = "picture", "assets", "picture"
    version = 3
    capability, unit, queue, batch = "image", "image", "media", 4

    def targets(self, story: Story) -> Iterable[Target]:
        style = inputs_from("style", story.one("style"), "preset") | capsule_inputs(story, "visual", "assets")
        for key, item in asset_items(story).items():
            inputs = style | asset_inputs(key, item)
            yield self.target(story, key, "key", inputs, parent=item.node, needs=["cast:cast"])
            for look in looks_of(story, item):
                dressed, path = inputs | look_inputs(key, look), f"{key}/{look.slot}"
                yield self.target(story, path, "key", dressed, parent=look.node, needs=["cast:cast"])

    def request(self, story: Story, target: Target) -> Request:
        item, style = story.parent_of(target.parent), story.sole("style")
        asset, look = story.content(item), {}
        if isinstance(asset, Look):
            base: Asset = story.content(story.parent_of(item.parent))
            look = {"look": asset.payload(), "base": base.payload()}
            asset = worn(asset, base, seed_of(story))
        arguments = {
            **look,
            "asset": asset.payload(),
            "style": style_by(story, "assets", style.values["preset"]),
            "seed": seed_of(story),
            **capsule_arguments(story, "visual", "assets"),
        }
        # In words, too, by the template of its type: previz draws from the parameters, models from these.
        name = f"picture_{type_of(asset)}"
        told = told_of_asset(picture_templates(story)[name], PICTURES[name], arguments)
        return Request("portrait", arguments, told)

    def wished(self, request: Request, candidate: int, guidance: str) -> Request:
        asked = super().wished(request, candidate, guidance)
        return replace(asked, arguments=recast(asked.arguments))

    def make(self, request: Request, tools: Tools) -> Made:
        picture, becomes = tools.provider().paint(request, tools), request.arguments.get("becomes", {})
        shape = {"media": picture.sha, "width": picture.width, "height": picture.height}
        return Made(Picture.model_validate({**shape, "becomes": becomes}))


class PaintSheets(PaintKeys):
    """Views of an asset on one sheet, for those of which somebody wants one."""

    name = "sheet"
    batch, version = 2, 1

    def targets(self, story: Story) -> Iterable[Target]:
        style = inputs_from("style", story.one("style"), "preset") | capsule_inputs(story, "visual", "assets")
        for key, item in asset_items(story).items():
            if item.values.get("sheet"):
                inputs = style | asset_inputs(key, item)
                yield self.target(story, key, "sheet", inputs, parent=item.node, needs=["cast:cast"])

    def request(self, story: Story, target: Target) -> Request:
        return replace(super().request(story, target), task="sheet")

    def wished(self, request: Request, candidate: int, guidance: str) -> Request:
        return BaseStep.wished(self, request, candidate, guidance)
