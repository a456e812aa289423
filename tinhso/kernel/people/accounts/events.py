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
    """An administrator handed out a link by which the password of an account can be set."""

    user: int


@dataclass(frozen=True, kw_only=True)
class SecondFactorRemoved(Event):
    """An administrator removed every second factor of an account whose owner lost them and showed an identity paper."""

    user: int
    factors: int


@dataclass(frozen=True, kw_only=True)
class PasswordSet(Event):
    """Somebody set the password of their account by an activation link."""

    user: int
