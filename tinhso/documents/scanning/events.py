"""What happens to scans. No word of what stands on them."""

from dataclasses import dataclass

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class ScanReceived(Event):
    """A clerk handed a scan in; a job splits it."""

    scan_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class ScanSplit(Event):
    """The job has split a scan into so many documents, or could not (`state`)."""

    scan_id: int
    agency_id: int
    state: Code
    parts: int


@dataclass(frozen=True, kw_only=True)
class ScanTextRead(Event):
    """The job has read the text of one document of a scan, or found nothing that reads it (`state`)."""

    scan_id: int
    part_id: int
    state: Code


@dataclass(frozen=True, kw_only=True)
class ScanFrozen(Event):
    """A mark of secrecy was found on a scan: nobody opens it any more, no text of it is kept, the agency's heads are told."""

    scan_id: int
    agency_id: int
