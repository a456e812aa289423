from dataclasses import dataclass

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class NationalChangesApproved(Event):
    """A keeper approved so many changes that a copy of the national database brings; a job lets them hold."""

    import_id: int
    approval_id: int
    changes: int


@dataclass(frozen=True, kw_only=True)
class NationalChangesApplied(Event):
    """All that was approved at once has been written: how many procedures are new, changed, ended from that day."""

    import_id: int
    created: int
    changed: int
    ended: int
