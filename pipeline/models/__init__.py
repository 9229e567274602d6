from pipeline.models.connections import Connection, Routing
from pipeline.models.evaluation import EvaluationCase, EvaluationRun, EvaluationSet
from pipeline.models.generations import Generation
from pipeline.models.jobs import Job, JobDep, JobState, JobStep, JobTeam, Queue
from pipeline.models.runs import Run
from pipeline.models.staging import StagedText
from pipeline.models.templates import PromptTemplate
from pipeline.models.tuning import Tuning

__all__ = [
    "Connection",
    "EvaluationCase",
    "EvaluationRun",
    "EvaluationSet",
    "Generation",
    "Job",
    "JobDep",
    "JobState",
    "JobStep",
    "JobTeam",
    "PromptTemplate",
    "Queue",
    "Routing",
    "Run",
    "StagedText",
    "Tuning",
]
