"""The twelve stages, each its own folder; they are listed in ``catalogue``."""
