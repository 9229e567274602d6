from projects.admin import comments, content, history, projects

__all__ = ["comments", "content", "history", "projects"]
