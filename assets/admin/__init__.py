from assets.admin import capsules, media

__all__ = ["capsules", "media"]
