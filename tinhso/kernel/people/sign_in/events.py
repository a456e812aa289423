from dataclasses import dataclass
from datetime import datetime

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """An account signed in; `way` is password, eid or demo.

    By eid also the level, and how (`amr`) and when the provider says that it saw the person.
    """

    user: int
    way: Code
    level: int = 0
    methods: tuple[Code, ...] = ()
    seen_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class AccountLocked(Event):
    """Too many wrong passwords: the account cannot sign in until `until`."""

    user: int
    failures: int
    until: datetime


@dataclass(frozen=True, kw_only=True)
class CitizenRegistered(Event):
    """A citizen made an account of their own, for that person; nobody has proved the identity."""

    user: int
    person: int
