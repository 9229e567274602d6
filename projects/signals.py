"""What projects tell the apps above them. ``config.wiring`` connects the listeners."""

from django.dispatch import Signal

# Sent inside the deleting transaction, before the project's own rows go: sender Project, ``project``.
project_deleting = Signal()

# Sent inside the transaction in which somebody brings texts to an episode: sender Project, ``branch``,
# ``episode`` (its node), ``texts`` (a list of ``projects.materials.Brought``), ``by``. May raise Invalid.
texts_brought = Signal()
