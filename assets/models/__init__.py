from assets.models.media import Media

__all__ = ["Media"]
