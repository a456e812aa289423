"""What a system declares in its `slots.py` of words that others write and a moderator reads first.

MODERATED = [ModeratedKind("citizen.comment", _("Bình luận"), waiting=…, find=…, may_decide=…, decide=…)]
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Protocol

from django.utils.functional import Promise

from tinhso.kernel.events.actor import Actor

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Decide(Protocol):
    """The system's own deed: lets the words of this row through, or hides them; `seen` is the digest that was read."""

    def __call__(self, row: Any, *, seen: str, shown: bool, by: Actor, now: datetime) -> None: ...


@dataclass(frozen=True)
class ModeratedKind:
    """One kind of words that wait for a moderator.

    `waiting` gives the rows that wait for this officer, the oldest first, and none to who may not decide; `find` one row by
    its key, held until the deed is done; `may_decide` says whether this is its moderator.
    """

    code: str
    label: str | Promise
    waiting: "Callable[[Actor], QuerySet[Any]]"
    find: Callable[[int], Any | None]
    may_decide: Callable[[Any, Actor], bool]
    decide: Decide
    order: int = 50


def digest_of(text: str) -> str:
    """Tells the words that somebody read from others that were written meanwhile."""
    return sha256(text.encode()).hexdigest()[:16]
