"""Whose a file is: an account's, or, where nobody may be named, of whoever holds the ticket of a draft.

What comes with a report, a feedback or a complaint names no account from its first piece on: neither the row nor the event
does. It belongs to the draft it was sent for (`scope`). A view that has made sure that the draft is this browser's, or this
account's, acts as its `Holder`; the ticket of an upload in pieces carries the same, signed, for one browser.
"""

import hmac
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.db.models import Q

from tinhso.kernel.events.public import SYSTEM, Actor


@dataclass(frozen=True)
class Holder:
    """Whoever may show the ticket of this draft; the log names the system in their place."""

    scope: str


Owner = Actor | Holder


def scope_in_browser(kind: str, key: str, browser: str) -> str:
    """The scope of a draft that only this browser holds: neither can be read out of it."""
    words = f"files|{kind}|{key}|{browser}".encode()
    return f"{kind}:{hmac.new(settings.SECRET_KEY.encode(), words, sha256).hexdigest()[:40]}"


def teller(by: Owner) -> Actor:
    """Who stands in the event."""
    return by if isinstance(by, Actor) else SYSTEM


def owned_by(by: Owner) -> Q:
    """The condition on files and uploads. A signed-out visitor's belongs to whoever knows its random id."""
    if isinstance(by, Holder):
        return Q(nameless=True, scope=by.scope, uploaded_by=None)
    return Q(nameless=False, uploaded_by_id=by.user_id)


def columns_of(by: Owner) -> dict[str, object]:
    """What a new row says of its owner."""
    if isinstance(by, Holder):
        return {"nameless": True, "scope": by.scope, "uploaded_by_id": None}
    return {"nameless": False, "uploaded_by_id": by.user_id}
