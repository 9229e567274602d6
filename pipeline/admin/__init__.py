from pipeline.admin import connections, evaluation, generations, jobs, staging

__all__ = ["connections", "evaluation", "generations", "jobs", "staging"]
