"""Addresses of the team's library; part of ``pipeline.urls``."""

from django.urls import path

from pipeline.views import library, library_edits, library_looks, voices

_HERE = "t/<slug:team>/library/"
_ONE = _HERE + "<uuid:library_id>/"
_VOICES = _HERE + "voices/"

urlpatterns = [
    path(_HERE, library.library, name="library"),
    path(_HERE + "new/", library_edits.library_new, name="library_new"),
    path(_VOICES, voices.library_voices, name="library_voices"),
    path(_VOICES + "new/", voices.voice_new, name="voice_new"),
    path(_VOICES + "<uuid:voice_id>/", voices.voice_edit, name="voice_edit"),
    path(_VOICES + "<uuid:voice_id>/<slug:what>/", voices.voice_change, name="voice_change"),
    path(_ONE, library.library_asset, name="library_asset"),
    path(_ONE + "edit/", library_edits.library_edit, name="library_edit"),
    path(_ONE + "looks/<slug:what>/", library_looks.library_looks, name="library_looks"),
    path(_ONE + "<slug:what>/", library_edits.library_change, name="library_change"),
]
