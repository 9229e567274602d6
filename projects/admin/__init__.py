from projects.admin import comments, content, history, library, projects

__all__ = ["comments", "content", "history", "library", "projects"]
