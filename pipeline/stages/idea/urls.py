"""Under the address of stage 1: saving the brief, bringing texts."""

from django.urls import path

from pipeline.stages.idea import staging, summaries, texts, views

urlpatterns = [
    path("save/", views.save, name="idea_save"),
    path("texts/upload/", staging.upload, name="idea_upload"),
    path("texts/look/", staging.look, name="idea_look"),
    path("texts/staged/", staging.staged_bring, name="idea_staged"),
    path("texts/staged/order/", staging.staged_order, name="idea_staged_order"),
    path("texts/staged/<uuid:staged>/", staging.staged_change, name="idea_staged_change"),
    path("texts/paste/", texts.paste, name="idea_paste"),
    path("texts/order/", texts.order, name="idea_text_order"),
    path("texts/<uuid:node>/move/", texts.move, name="idea_text_move"),
    path("texts/<uuid:node>/", texts.text, name="idea_text"),
    path("texts/<uuid:node>/chapters/<slug:slot>/", texts.rewrite, name="idea_chapter"),
    path("texts/<uuid:node>/remove/", texts.remove, name="idea_text_remove"),
    path("texts/<uuid:node>/film/", texts.film_it, name="idea_text_film"),
    path("summaries/<uuid:node>/", summaries.summary, name="idea_summary"),
    path("summaries/<uuid:node>/save/", summaries.save, name="idea_summary_save"),
    path("summaries/<uuid:node>/restore/", summaries.restore, name="idea_summary_restore"),
    path("summaries/<uuid:node>/release/", summaries.release, name="idea_summary_release"),
]
