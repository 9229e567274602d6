"""Where files are fetched, and the library of style capsules."""

from django.urls import include, path, re_path

from assets.views import capsule_edits, capsules, media

app_name = "assets"

ONE = "<uuid:capsule_id>/"
PRESET = "studio/<slug:medium>/<slug:slug>/"
capsule_urls = [
    path("", capsules.capsules, name="capsules"),
    path("new/<slug:medium>/", capsule_edits.capsule_new, name="capsule_new"),
    path("import/", capsule_edits.capsule_import, name="capsule_import"),
    path(PRESET, capsules.preset, name="preset"),
    path(f"{PRESET}copy/", capsule_edits.preset_copy, name="preset_copy"),
    path(f"{PRESET}try/", capsule_edits.try_preset, name="preset_try"),
    path(ONE, capsules.capsule, name="capsule"),
    path(f"{ONE}edit/", capsule_edits.capsule_edit, name="capsule_edit"),
    path(f"{ONE}copy/", capsule_edits.capsule_copy, name="capsule_copy"),
    path(f"{ONE}export/", capsules.export, name="capsule_export"),
    path(f"{ONE}try/", capsule_edits.try_capsule, name="capsule_try"),
    path(f"{ONE}samples/text/", capsule_edits.sample_text, name="sample_text"),
    path(f"{ONE}samples/picture/", capsule_edits.sample_picture, name="sample_picture"),
    path(f"{ONE}change/<slug:what>/", capsule_edits.change, name="capsule_change"),
]
urlpatterns = [
    path("t/<slug:team>/capsules/", include(capsule_urls)),
    re_path(
        r"^t/(?P<team>[-\w]+)/media/(?P<sha>[0-9a-f]{64})\.(?P<extension>\w{2,5})$",
        media.media,
        name="media",
    ),
]
