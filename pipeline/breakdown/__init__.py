"""Breaking a script down: what each scene needs, how surely its names are known, on which story day it plays,
and the sheet that says so on paper.
"""

from pipeline.breakdown.days import story_days
from pipeline.breakdown.needs import Known, Need, guesses, needs_of
from pipeline.breakdown.sheets import Sheet, sheets_of

__all__ = ["Known", "Need", "Sheet", "guesses", "needs_of", "sheets_of", "story_days"]
