"""Paper, in columns of a tenth of an inch and lines of a sixth."""

from typing import NamedTuple


class Paper(NamedTuple):
    """``lines`` a page between the margins, ``action`` columns wide, ``right`` the first column of the
    margin, ``dual`` the width of each of two speeches side by side.
    """

    lines: int
    action: int
    right: int
    dual: int


PAPERS = {
    "letter": Paper(lines=55, action=61, right=76, dual=28),
    "a4": Paper(lines=57, action=58, right=73, dual=27),
}
ACTION, DIALOGUE, PARENTHETICAL, CUE = 15, 25, 31, 37
DIALOGUE_WIDTH, PARENTHETICAL_WIDTH, CUE_WIDTH = 35, 26, 36
# Dual dialogue: two columns side by side in the width of the action.
DUAL_BETWEEN, DUAL_CUE, DUAL_PARENTHETICAL = 3, 8, 4
