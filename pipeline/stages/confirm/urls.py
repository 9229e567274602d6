"""What can be done on the page of this stage."""

from django.urls import path

from pipeline.stages.confirm import continuity, views

urlpatterns = [
    path("confirm/", views.confirm, name="confirm_confirm"),
    path("continuity/", continuity.findings, name="confirm_continuity"),
    path("continuity/accept/", continuity.accept, name="confirm_accept"),
    path("continuity/reopen/", continuity.reopen, name="confirm_reopen"),
    path("continuity/gate/", continuity.gate, name="confirm_gate"),
]
