"""How the link to set a password gets to its owner, past whoever asked for it. What sends stands above people:

CARRIERS = [ActivationCarrier("email", is_there, send)]
"""

from collections.abc import Callable
from dataclasses import dataclass

from tinhso.kernel.people.models import User
from tinhso.kernel.site.declare import all_of


@dataclass(frozen=True)
class ActivationCarrier:
    """Slot: `is_there()` says whether this instance can send there at all; `send(user id)` queues the link in the transaction
    of the deed. `channel` is the account's column with the address, and the first of them in the alphabet is taken."""

    channel: str
    is_there: Callable[[], bool]
    send: Callable[[int], None]


def carrier_to(user: User) -> ActivationCarrier | None:
    """Mail before SMS; None where the account has no address that this instance reaches."""
    there = sorted((one for one in all_of(ActivationCarrier) if one.is_there()), key=lambda one: one.channel)
    return next((one for one in there if getattr(user, one.channel)), None)
