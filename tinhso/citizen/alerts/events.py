"""What happens to alerts. Their words are public and stand in their rows."""

from dataclasses import dataclass

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class AlertWritten(Event):
    """An officer wrote an alert; one of the highest level waits for two others."""

    alert_id: int
    kind: Code
    risk_level: int | None
    waits: bool


@dataclass(frozen=True, kw_only=True)
class AlertApproved(Event):
    """One of the two persons let an alert of the highest level out."""

    alert_id: int
    approvals: int


@dataclass(frozen=True, kw_only=True)
class AlertIssued(Event):
    """An alert is public; `areas` units were named, 0 means the whole province."""

    alert_id: int
    kind: Code
    risk_level: int | None
    areas: int
    relayed: bool
    replaces_id: int | None


@dataclass(frozen=True, kw_only=True)
class AlertCancelled(Event):
    """An alert was taken back, or never let out."""

    alert_id: int


@dataclass(frozen=True, kw_only=True)
class AlertPlacesChosen(Event):
    """An account chose for how many communes it is told alerts."""

    user_id: int
    places: int
