"""Addresses of jobs; part of ``pipeline.urls``."""

from django.urls import path

from pipeline.views import jobs

urlpatterns = [
    path("t/<slug:team>/jobs/", jobs.jobs, name="jobs"),
    path("t/<slug:team>/jobs/ring/", jobs.ring, name="jobs_ring"),
    path("t/<slug:team>/jobs/<uuid:job_id>/cancel/", jobs.job_cancel, name="job_cancel"),
    path("t/<slug:team>/jobs/<uuid:job_id>/retry/", jobs.job_retry, name="job_retry"),
]
