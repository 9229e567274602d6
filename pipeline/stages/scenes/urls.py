"""Under the address of stage 6: changing a scene's breakdown by hand, its sheet, reading scripts again."""

from django.urls import path

from pipeline.stages.scenes import asking, sheets, views

urlpatterns = [
    path("<uuid:node>/save/", views.save, name="scenes_save"),
    path("<uuid:node>/correct/", views.correct, name="scenes_correct"),
    path("<uuid:node>/ask/", asking.ask, name="scenes_ask"),
    path("<uuid:node>/ask/<uuid:generation>/", asking.decide, name="scenes_asked"),
    path("<uuid:node>/sheet/", sheets.sheet, name="scenes_sheet"),
    path("sheets/", sheets.sheets, name="scenes_sheets"),
    path("breakdown.pdf", sheets.download, name="scenes_pdf"),
    path("renew/", views.renew, name="scenes_renew"),
]
