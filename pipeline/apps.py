"""The app's entry in Django."""

from django.apps import AppConfig


class PipelineConfig(AppConfig):
    """HOW: stages, providers, the render graph, generations and jobs."""

    name = "pipeline"
