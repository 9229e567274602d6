from pipeline.admin import jobs

__all__ = ["jobs"]
