from pipeline.admin import generations, jobs

__all__ = ["generations", "jobs"]
