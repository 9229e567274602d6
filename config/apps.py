"""The studio itself: knows every app and connects them."""

from django.apps import AppConfig


class StudioConfig(AppConfig):
    """Wires what lower apps announce to those above and beside them."""

    name = "config"

    def ready(self) -> None:
        from config.wiring import connect  # the other apps exist only now

        connect()
