"""What happens to reports of scanners. Names of files and what could not be read stand in their rows."""

from dataclasses import dataclass

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class ReportReceived(Event):
    """A scanner's report was received for an agency, or for all, and waits to be read."""

    import_id: int
    agency_id: int | None


@dataclass(frozen=True, kw_only=True)
class ReportFiled(Event):
    """A report was read: how many records, new findings, repeated ones, findings that it closes, records not understood."""

    import_id: int
    agency_id: int | None
    tool: Code
    records: int
    new: int
    repeated: int
    closed: int
    rejected: int


@dataclass(frozen=True, kw_only=True)
class ReportRejected(Event):
    """A report could not be read as a whole: its page says why."""

    import_id: int
    agency_id: int | None


@dataclass(frozen=True, kw_only=True)
class MachineResolved(Event):
    """A coordinator said which machine of the register an unregistered one of reports is; its findings moved there."""

    unregistered_id: int
    machine_id: int
    findings: int
