"""Under the address of stage 8: states by hand, one or many at once; one asset through the film."""

from django.urls import path

from pipeline.stages.state import changing, timeline, views

urlpatterns = [
    path("<uuid:node>/save/", views.save, name="state_save"),
    path("<uuid:node>/change/", changing.change, name="state_change"),
    path("<uuid:node>/restore/", changing.restore, name="state_restore"),
    path("timeline/", timeline.timeline, name="state_timeline"),
    path("mark/", changing.mark, name="state_mark"),
    path("renew/", views.renew, name="state_renew"),
]
