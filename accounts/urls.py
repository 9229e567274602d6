"""The way in, one's own page, and a team's settings."""

from django.urls import include, path

from accounts.views import api_keys, audit, embedded, invitations, profile, settings, shortcuts, teams

app_name = "accounts"

settings_urls = [
    path("", settings.team_settings, name="team_settings"),
    path("rename/", settings.team_rename, name="team_rename"),
    path("leave/", settings.team_leave, name="team_leave"),
    path("members/<uuid:membership_id>/role/", settings.member_role, name="member_role"),
    path("members/<uuid:membership_id>/remove/", settings.member_remove, name="member_remove"),
    path("invitations/", settings.invitation_send, name="invitation_send"),
    path(
        "invitations/<uuid:invitation_id>/withdraw/", settings.invitation_withdraw, name="invitation_withdraw"
    ),
    path("keys/", api_keys.api_keys, name="api_keys"),
    path("keys/<uuid:key_id>/revoke/", api_keys.api_key_revoke, name="api_key_revoke"),
    path("audit/", audit.audit, name="audit"),
]
urlpatterns = [
    path("", teams.landing, name="landing"),
    path("teams/", teams.teams, name="teams"),
    path("profile/", profile.profile, name="profile"),
    path("profile/theme/", profile.theme, name="theme"),
    path("profile/keys/", shortcuts.shortcuts, name="shortcuts"),
    path("profile/keys/reset/", shortcuts.shortcuts_reset, name="shortcuts_reset"),
    path("invitations/<str:secret>/", invitations.invitation, name="invitation"),
    path("demo/", embedded.demo, name="demo"),
    path("mail/", embedded.mail, name="mail"),
    path("t/<slug:team>/settings/", include(settings_urls)),
]
