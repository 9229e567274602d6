"""The REST API, version 1: /api/v1/. Programs act as members: same doors, actions and refusals as pages."""
