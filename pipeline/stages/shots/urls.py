"""Under the address of stage 7: cells and rows of the shot table, and the table as a file."""

from django.urls import path

from pipeline.stages.shots import assigning, boards, bringing, checking, editing, look, restructuring, views

urlpatterns = [
    path("cell/", editing.cell, name="shots_cell"),
    path("cells/", editing.cells, name="shots_cells"),
    path("back/", editing.back, name="shots_back"),
    path("forth/", editing.forth, name="shots_forth"),
    path("look/", look.choose, name="shots_look"),
    path("renew/", views.renew, name="shots_renew"),
    path("boards/", boards.boards, name="shots_boards"),
    path("boards/order/", boards.order, name="shots_order"),
    path("boards/<uuid:node>/fields/", boards.fields, name="shots_board_fields"),
    path("boards/animatic/", boards.animatic, name="shots_animatic"),
    path("shot-list.pdf", boards.shot_list, name="shots_list_pdf"),
    path("storyboard.pdf", boards.storyboard, name="shots_storyboard"),
    path("contact-sheet.png", boards.contact, name="shots_contact"),
    path("shots.csv", bringing.download, name="shots_csv"),
    path("bring/", bringing.bring, name="shots_bring"),
    path("take/", bringing.take, name="shots_take"),
    path("duplicate/", restructuring.duplicate, name="shots_duplicate"),
    path("merge/", restructuring.merge, name="shots_merge"),
    path("place/", restructuring.move_chosen, name="shots_place"),
    path("remove/", restructuring.remove_chosen, name="shots_remove_chosen"),
    path("lines/", checking.lines, name="shots_lines"),
    path("<uuid:node>/coverage/", checking.coverage, name="shots_coverage"),
    path("<uuid:node>/coverage/take/", checking.take_coverage, name="shots_coverage_take"),
    path("<uuid:node>/assign/", assigning.assign, name="shots_assign"),
    path("<uuid:node>/show/", assigning.show, name="shots_show"),
    path("<uuid:node>/add/", restructuring.add, name="shots_add"),
    path("<uuid:node>/begin/", restructuring.begin, name="shots_begin"),
    path("<uuid:node>/move/", restructuring.move, name="shots_move"),
    path("<uuid:node>/split/", restructuring.split, name="shots_split"),
    path("<uuid:node>/words/", restructuring.words, name="shots_words"),
    path("<uuid:node>/remove/", restructuring.remove, name="shots_remove"),
]
