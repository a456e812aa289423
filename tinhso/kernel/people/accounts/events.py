from dataclasses import dataclass

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class AccountMade(Event):
    """An account was made, from a list or by an administrator; its owner sets the first password by an activation link."""

    user: int


@dataclass(frozen=True, kw_only=True)
class AccountDisabled(Event):
    """An account that was idle for too long, or by an administrator's decision, can no longer sign in."""

    user: int
    idle_days: int


@dataclass(frozen=True, kw_only=True)
class AccountEnabled(Event):
    """An administrator let a disabled or locked account sign in again."""

    user: int


@dataclass(frozen=True, kw_only=True)
class ActivationGiven(Event):
    """An administrator had a link by which the password of an account can be set sent to its owner (until 0.1.0: was shown it)."""

    user: int


@dataclass(frozen=True, kw_only=True)
class ActivationPrinted(Event):
    """A head handed an officer, on paper, the link by which the password of the account can be set."""

    user: int


@dataclass(frozen=True, kw_only=True)
class ActivationsExported(Event):
    """Before any head could act, links for so many accounts were written into a file on the machine itself."""

    accounts: int


@dataclass(frozen=True, kw_only=True)
class SecondFactorRemoved(Event):
    """A head, or where none can act an administrator, removed every second factor of an account whose owner lost them and showed an identity paper."""

    user: int
    factors: int


@dataclass(frozen=True, kw_only=True)
class PasswordSet(Event):
    """Somebody set the password of their account by an activation link."""

    user: int
