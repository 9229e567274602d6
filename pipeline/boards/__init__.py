"""Storyboards: a film's shots as boards, on a page, in a PDF for print, as one contact sheet."""

from pipeline.boards.board import Board, boards_of
from pipeline.boards.contact import contact_sheet
from pipeline.boards.options import Options
from pipeline.boards.printing import Heading, Jpeg, pixels_wide, storyboard_pdf

__all__ = [
    "Board",
    "Heading",
    "Jpeg",
    "Options",
    "boards_of",
    "contact_sheet",
    "pixels_wide",
    "storyboard_pdf",
]
