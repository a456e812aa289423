from dataclasses import dataclass

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class OtherSessionsEnded(Event):
    """An account ended its sessions on all other machines."""

    user: int


@dataclass(frozen=True, kw_only=True)
class OwnDeviceKept(Event):
    """A citizen called a device their own: its session goes on for so many days, and asks once more before each deed."""

    user: int
    days: int


@dataclass(frozen=True, kw_only=True)
class SessionEnded(Event):
    """An account ended one of its own sessions."""

    user: int


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(Event):
    """An administrator ended all sessions of an account, which may sign in again; how many there were."""

    user: int
    sessions: int


@dataclass(frozen=True, kw_only=True)
class AllSessionsEnded(Event):
    """An administrator ended every session of everybody; how many there were."""

    sessions: int
