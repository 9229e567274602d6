from projects.admin import content, history, projects

__all__ = ["content", "history", "projects"]
