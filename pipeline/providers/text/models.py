"""From a link in a team's order to a model that can be asked. Keys are opened here and nowhere else."""

import warnings
from collections.abc import Callable
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from pipeline.models import Connection
from pipeline.providers.base import ProviderError, Trouble
from pipeline.providers.sealing import unseal
from pipeline.providers.text.base import Model
from pipeline.queries.routing import STUDIO, Link

# Adapters are loaded when they are first used: what serves pages needs no vendor's library.
_ADAPTERS = {
    "google": ("pipeline.providers.text.gemini", "Gemini"),
    "openai": ("pipeline.providers.text.openai", "OpenAIText"),
    "compatible": ("pipeline.providers.text.openai", "Compatible"),
}

Connect = Callable[[Link], Model]


def connect(link: Link) -> Model:
    """The model behind a link. Raises ProviderError when the connection is gone, Refused for a lost key."""
    return adapter_for(link, _secret_of(link))


def adapter_for(link: Link, secret: str) -> Model:
    """The adapter for a link's provider, with a key."""
    module, name = _ADAPTERS[link.provider]
    with warnings.catch_warnings():  # what a vendor's library warns of is its own affair
        warnings.simplefilter("ignore")
        made: Any = getattr(import_module(module), name)
    address = link.address or settings.PROVIDER_ADDRESSES.get(link.provider, "")
    model: Model = made(link.name, link.model, secret, seconds=float(settings.TEXT_SECONDS), address=address)
    return model


def _secret_of(link: Link) -> str:
    if link.key.startswith(STUDIO):
        return next(
            secret for provider, _, secret in settings.STUDIO_TEXT_MODELS if provider == link.provider
        )
    with transaction.atomic():
        sealed = Connection.objects.filter(pk=UUID(link.key)).values_list("sealed", flat=True).first()
    if sealed is None:
        sentence = f"{link.name} is no longer connected. You were not charged."
        raise ProviderError(sentence, retry=False, trouble=Trouble.KEY)
    return unseal(sealed)
