"""Choosing a character's voice: every voice there is, heard with a line of the character's own."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from pipeline.actions.assets import give_voice
from pipeline.outline import asset_items
from pipeline.providers.registry import PROVIDERS
from pipeline.queries.places import Place
from pipeline.registry import STEP_OF
from pipeline.stages.assets.trying import begin, trying
from pipeline.stages.assets.views import address_of_asset
from pipeline.trials import Trial
from pipeline.views.history import changed_url
from pipeline.views.places import stage_context, stage_door
from projects.actions.edits import head_or_404
from projects.kinds import Asset
from projects.kinds.world import Voice
from projects.queries.story import Item

LINE_MAX = 300
REGISTERS = (("woman", "Women"), ("man", "Men"), ("child", "Children"))


class VoiceForm(forms.Form):
    """How a voice is played: accent, pitch, pace and the line it is heard with."""

    name = forms.CharField(max_length=60, required=False)
    pitch = forms.IntegerField(min_value=0, max_value=99, required=False)
    rate = forms.IntegerField(min_value=80, max_value=300, required=False)
    variant = forms.CharField(max_length=60, required=False)
    line = forms.CharField(max_length=LINE_MAX, required=False)

    def voice(self, base: Voice) -> Voice:
        """``base`` as the form changes it. Call it when the form is valid."""
        data = {name: self.cleaned_data[name] for name in ("name", "pitch", "rate", "variant")}
        return base.model_copy(
            update={name: value for name, value in data.items() if value not in ("", None)}
        )


def _character(place: Place, node: UUID) -> tuple[Item, Asset]:
    item = place.story.by_node.get(node)
    if item is None or item.kind != "asset" or item.values["type"] != "character":
        raise Http404("No such character here.")
    return item, place.story.content(item)


def own_line(place: Place, key: str) -> str:
    """The character's own line to be heard with: the first that is long enough, else the longest."""
    lines = (one for shot in place.story.of("shot") for one in shot.values["utterances"])
    said = [str(one["text"]) for one in lines if one["speaker"] == key]
    fitting = next((text for text in said if 25 <= len(text) <= 140), "")
    return (fitting or max(said, key=len, default=""))[:LINE_MAX].strip()


def _language(place: Place) -> str:
    brief = place.story.one("brief")
    return str(brief.values["language"]) if brief else "en"


@require_safe
@stage_door("assets")
def page(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Every voice by register, with accent, pitch and pace to try, heard with the character's own line."""
    item, asset = _character(place, node)
    language, house = _language(place), PROVIDERS["previz"]
    base = _base(place, asset)
    form = VoiceForm(request.GET)
    valid = form.is_valid()
    tried = form.voice(base) if valid else base
    line = (form.cleaned_data.get("line", "") if valid else "") or own_line(place, asset.key)
    others = [one for one in asset_items(place.story).values() if one.node != node]
    taken = [(one.name, one.voice) for one in place.story.contents(others) if one.voice]
    listed = house.voices(tried, taken)
    trial = _trial(place, asset, [offer["voice"] for offer in listed], line)
    heard = trying(request, place, trial, "wav")
    offers = [_offer(asset, offer, heard) for offer in listed]
    context = stage_context(
        request,
        place,
        asset=asset,
        url=address_of_asset(place, item),
        groups=[
            {"title": title, "offers": [offer for offer in offers if offer["register"] == register]}
            for register, title in REGISTERS
        ],
        accents=house.accents(language),
        tried=tried,
        line=line,
        line_max=LINE_MAX,
        errors=[] if valid else [text for found in form.errors.values() for text in found],
        current=_offer(asset, {"voice": asset.voice}, heard) if asset.voice else None,
        **heard,
        here=request.get_full_path(),
        begin_url=place.url("", str(node), "voices", "speak"),
        begin_fields=[*_played(tried), ("line", line)],
    )
    return render_page(request, "pipeline/stages/voices.html", context, partial="voice-trial")


def _played(voice: Voice) -> list[tuple[str, Any]]:
    return [(name, getattr(voice, name)) for name in ("name", "variant", "pitch", "rate")]


def _part(voice: Voice) -> str:
    return " ".join(str(value) for _, value in _played(voice))


def _offer(asset: Asset, offer: dict[str, Any], heard: dict[str, Any]) -> dict[str, Any]:
    played: Voice = offer["voice"]
    return {
        **offer,
        "src": heard["srcs"].get(_part(played), ""),
        "mute": _part(played) in heard["mute"],
        "chosen": asset.voice is not None and asset.voice.variant == played.variant,
    }


def _trial(place: Place, asset: Asset, voices: list[Voice], line: str) -> Trial:
    """The voice that the character has and all that are listed, each with the line."""
    language = _language(place)
    parts = {
        _part(voice): {
            "called": f"{asset.name}, {voice.variant}",
            "voice": voice.model_dump(mode="json"),
            "language": language,
            "line": line,
        }
        for voice in ([asset.voice] if asset.voice else []) + voices
    }
    project, version = place.branch.project_id, STEP_OF["line"].version
    return Trial("voices", f"Voices for {asset.name}", project, version, parts)


@require_POST
@stage_door("assets", Role.EDITOR)
def speak(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Have every voice say the line, with the accent, pitch and pace that were posted."""
    _, asset = _character(place, node)
    form, back = VoiceForm(request.POST), place.url("", str(node), "voices")
    tried = form.voice(_base(place, asset)) if form.is_valid() else None
    if tried is None or not _is_known(place, tried):
        messages.error(request, "There is no such voice. Choose one of those that are listed.")
        return redirect(back)
    line = form.cleaned_data["line"] or own_line(place, asset.key)
    voices = [offer["voice"] for offer in PROVIDERS["previz"].voices(tried, [])]
    query = urlencode([*_played(tried), ("line", line)])
    return begin(request, _trial(place, asset, voices, line), f"{back}?{query}")


@require_POST
@stage_door("assets", Role.EDITOR)
def choose(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Give the character the posted voice (``name``, ``variant``, ``pitch``, ``rate``)."""
    head, form = head_or_404(place.branch, node, "asset"), VoiceForm(request.POST)
    change = None
    chosen = form.voice(_base(place, head.content)) if form.is_valid() else None
    if chosen is None or not form.cleaned_data["variant"] or not _is_known(place, chosen):
        messages.error(request, "There is no such voice. Choose one of those that are listed.")
        return redirect(place.url("", str(node), "voices"))
    try:
        change = give_voice(head, chosen, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    if change is not None:
        messages.success(request, f"{head.content.name} has a voice now, and keeps it.")
    return redirect(changed_url(place, change, query=f"asset={node}"))


def _base(place: Place, asset: Asset) -> Voice:
    """The character's voice as it is, or one in the film's language."""
    return asset.voice or Voice(name=PROVIDERS["previz"].accents(_language(place))[0][0], variant="m3")


def _is_known(place: Place, voice: Voice) -> bool:
    """Whether the house engine has such a voice in the film's language."""
    house = PROVIDERS["previz"]
    if voice.name not in dict(house.accents(_language(place))):
        return False
    return voice.variant in {offer["voice"].variant for offer in house.voices(voice, [])}
