"""The code that shows that a new address is its owner's, and how it gets there. What sends stands above people:

CARRIERS = [ContactCarrier("phone", is_there, send)]
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from tinhso.kernel.people.models import ContactChange, User
from tinhso.kernel.site.declare import all_of

MINUTES, MOST_TRIES = 10, 5
MOST_AN_HOUR, MOST_TO_ONE = 6, 3  # codes of one account; to one address, whoever asks


@dataclass(frozen=True)
class ContactCarrier:
    """Slot: `is_there()` says whether this instance can send there at all; `send(change)` queues, in the transaction of the
    deed, the code to the new address, or where the change holds the word to the former one."""

    channel: str
    is_there: Callable[[], bool]
    send: Callable[[UUID], None]


def carriers() -> dict[str, ContactCarrier]:
    """Those that are there, by channel."""
    return {one.channel: one for one in all_of(ContactCarrier) if one.is_there()}


def code_of(change_id: UUID) -> str:
    digest = hmac.new(settings.SECRET_KEY.encode(), f"contact|{change_id}".encode(), sha256).digest()
    return f"{int.from_bytes(digest[:8]) % 10**6:06}"


def waiting_changes(user: User) -> "QuerySet[ContactChange]":
    """Whose code is still good for something. One query."""
    young = timezone.now() - timedelta(minutes=MINUTES)
    return ContactChange.objects.filter(
        user=user, confirmed_at=None, asked_at__gt=young, tries__lt=MOST_TRIES
    ).order_by("channel")
