"""COPY writer of calls, and events of years that were loaded, for the demo and import; nothing hears of them."""

from collections.abc import Sequence
from datetime import datetime

from tinhso.exchange.calls.proof.older_rows import copy_sealed
from tinhso.exchange.data_uses.person_uses import word_of
from tinhso.exchange.models import ExchangeCall
from tinhso.exchange.registry.instance import instance_code
from tinhso.exchange.subscriptions.actions.spread_events import spread_events
from tinhso.exchange.topics.actions.publish_events import publish_loaded
from tinhso.kernel.events.public import SYSTEM

__all__ = ["ExchangeCall", "copy_calls", "instance_code", "publish_loaded", "spread_events", "word_of"]


def copy_calls(calls: Sequence[ExchangeCall], *, now: datetime) -> int:
    """Write and seal them in the caller's transaction; how many."""
    return copy_sealed(calls, by=SYSTEM, now=now)
