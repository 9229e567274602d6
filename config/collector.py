"""Garbage collection, as a server that loads thousands of small objects for a page wants it."""

import gc

# Objects made, less those let go, before the collector looks for cycles. Python's own 700 make it look a
# hundred times while a film of nine hundred shots is read, and find nothing: a page's objects all stay
# until the page is done, and then go by their counts.
_YOUNG = 300_000


def settle() -> None:
    """Call once when everything is imported: what is there now stays, and is never looked at again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, 10, 10)
