"""Who listens to what. Receivers stand in the apps' `receivers.py` and are found when first asked for."""

from collections.abc import Callable
from functools import lru_cache

from django.apps import apps
from django.utils.module_loading import autodiscover_modules

from tinhso.kernel.events.event import Event, name_of
from tinhso.kernel.events.models import EventRow

Receiver = Callable[[EventRow], object]

LISTENING: dict[str, dict[str, Receiver]] = {}
"""Name of the event → name of the receiver → the receiver."""


def listen(kind: type[Event]) -> Callable[[Receiver], Receiver]:
    """Decorate a receiver in `receivers.py`: it runs after the commit, in its own transaction, once per event.

    It gets the row of the event and must bear being tried again after a failure.
    """

    def register(receiver: Receiver) -> Receiver:
        LISTENING.setdefault(name_of(kind), {})[receiver_name(receiver)] = receiver
        return receiver

    return register


def receivers_of(event_name: str) -> dict[str, Receiver]:
    """The receivers of this event by name; empty if nobody listens."""
    _discover()
    return LISTENING.get(event_name, {})


def receiver_name(receiver: Receiver) -> str:
    """The label of the receiver's app and its function, so that moving a file delivers nothing twice."""
    config = apps.get_containing_app_config(receiver.__module__)
    name: str = receiver.__qualname__.rpartition(".")[2]
    return f"{config.label if config else receiver.__module__}.{name}"


@lru_cache
def _discover() -> None:
    autodiscover_modules("receivers")
