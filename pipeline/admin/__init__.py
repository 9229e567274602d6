from pipeline.admin import connections, generations, jobs

__all__ = ["connections", "generations", "jobs"]
