"""Under the address of stage 7: cells and rows of the shot table, and the table as a file."""

from django.urls import path

from pipeline.stages.shots import assigning, boards, editing, views

urlpatterns = [
    path("cell/", editing.cell, name="shots_cell"),
    path("renew/", views.renew, name="shots_renew"),
    path("boards/", boards.boards, name="shots_boards"),
    path("storyboard.pdf", boards.storyboard, name="shots_storyboard"),
    path("contact-sheet.png", boards.contact, name="shots_contact"),
    path("shots.csv", views.download, name="shots_csv"),
    path("<uuid:node>/assign/", assigning.assign, name="shots_assign"),
    path("<uuid:node>/add/", editing.add, name="shots_add"),
    path("<uuid:node>/move/", editing.move, name="shots_move"),
    path("<uuid:node>/remove/", editing.remove, name="shots_remove"),
]
