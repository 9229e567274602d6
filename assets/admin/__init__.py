from assets.admin import media

__all__ = ["media"]
