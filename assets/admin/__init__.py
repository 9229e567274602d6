from assets.admin import capsules, library, media

__all__ = ["capsules", "library", "media"]
