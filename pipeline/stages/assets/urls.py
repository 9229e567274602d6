"""Under the address of stage 5: the page of one asset, its edits, the style, takes, own pictures."""

from django.urls import path

from pipeline.stages.assets import (
    candidates,
    edits,
    enriching,
    looks,
    mentions,
    single,
    styling,
    trying,
    views,
    voices,
)

urlpatterns = [
    path("<uuid:node>/", single.asset, name="asset"),
    path("<uuid:node>/save/", edits.save, name="assets_save"),
    path("<uuid:node>/lock/", edits.lock, name="assets_lock"),
    path("<uuid:node>/relation/", edits.relation, name="assets_relation"),
    path("<uuid:node>/restore/", edits.restore, name="assets_restore"),
    path("<uuid:node>/candidates/", candidates.draw, name="assets_candidates"),
    path("<uuid:node>/looks/", looks.add, name="assets_look_add"),
    path("<uuid:node>/look/", looks.save, name="assets_look_save"),
    path("<uuid:node>/unlook/", looks.remove, name="assets_look_remove"),
    path("<uuid:node>/voices/", voices.page, name="assets_voices"),
    path("<uuid:node>/voices/speak/", voices.speak, name="assets_voice_speak"),
    path("<uuid:node>/voices/choose/", voices.choose, name="assets_voice_choose"),
    path("sheets/", candidates.sheets, name="assets_sheets"),
    path("<uuid:node>/take/", views.take, name="assets_take"),
    path("<uuid:node>/upload/", views.upload, name="assets_upload"),
    path("<uuid:node>/enrich/", enriching.ask, name="assets_enrich"),
    path("<uuid:node>/enrich/<uuid:generation>/", enriching.decide, name="assets_enriched"),
    path("enrich/", enriching.ask_all, name="assets_enrich_all"),
    path("mentions/", mentions.mentions, name="assets_mentions"),
    path("names/", mentions.decide, name="assets_names"),
    path("style/", styling.choose, name="assets_style"),
    path("style/preview/", styling.preview, name="assets_style_preview"),
    path("style/lock/", styling.lock, name="assets_style_lock"),
    path("style/preview/draw/", styling.draw, name="assets_style_draw"),
    path("trial/<uuid:job_id>/stop/", trying.stop, name="assets_trial_stop"),
    path("renew/", views.renew, name="assets_renew"),
]
