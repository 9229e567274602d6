"""What this app announces. ``config`` wires the listeners, so that nothing here knows who listens."""

from django.dispatch import Signal

# Sent with ``team`` and ``by`` inside the transaction and the scope that make the team: a listener
# that fails undoes the team. Billing grants the first credits here.
team_created = Signal()
