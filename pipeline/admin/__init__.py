from pipeline.admin import connections, evaluation, generations, jobs

__all__ = ["connections", "evaluation", "generations", "jobs"]
