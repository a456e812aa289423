from dataclasses import dataclass

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class AccountChanged(Event):
    """Name, e-mail or telephone of an account was changed from a list."""

    user: int


@dataclass(frozen=True, kw_only=True)
class AccountsTaken(Event):
    """A list of accounts was taken: so many made and changed, posts and delegations given, lines refused."""

    made: int
    changed: int
    posts: int
    delegations: int
    refused: int
