"""What projects tell the apps above them. ``config.wiring`` connects the listeners."""

from django.dispatch import Signal

# Sent inside the deleting transaction, before the project's own rows go: sender Project, ``project``.
project_deleting = Signal()
