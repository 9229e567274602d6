"""Screenplays as PDF files, printed exactly as ``projects.screenplay.layout`` lays them on pages.

The files are small and always the same for the same screenplay: no library writes them, and no clock. What is
printed also lies in the file as Fountain, so that a PDF that was made here is read back without loss.
"""

from projects.screenplay.pdf.printing import ATTACHED, write

__all__ = ["ATTACHED", "write"]
