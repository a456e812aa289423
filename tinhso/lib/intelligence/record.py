"""What a list of indicators says, in the same words whatever wrote it, and how much of one is read."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tinhso.lib.scan_reports.limits import MEGABYTE, ReportLimits

MOST_RECORDS = 1_000_000
MOST_REJECTED = 2000
LIMITS = ReportLimits(
    file_bytes=64 * MEGABYTE,
    unpacked_bytes=256 * MEGABYTE,
    document_bytes=64 * MEGABYTE,
    records=MOST_RECORDS,
)


class IndicatorKind(StrEnum):
    NAME = "name"
    """A host: it stands for all below it."""
    ADDRESS = "address"
    NETWORK = "network"
    URL = "url"
    """Host and path; scheme, port of the scheme, query and fragment are left out."""
    FILE = "file"
    """The digest of a file: MD5, SHA-1, SHA-256 or SHA-512, told apart by its length."""
    EMAIL = "email"


class Tlp(StrEnum):
    """How far it may be handed on, the widest first (TLP 2.0; `white` of 1.0 is `clear`)."""

    CLEAR = "clear"
    GREEN = "green"
    AMBER = "amber"
    AMBER_STRICT = "amber_strict"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Atom:
    """One value that can be looked for by itself, in its one way of writing."""

    kind: IndicatorKind
    value: str


@dataclass(frozen=True, slots=True)
class ListedIndicator:
    """What one record says of one value; what it does not say is empty."""

    atom: Atom
    external_id: str = ""
    title: str = ""
    confidence: int | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    revoked: bool = False
    tlp: Tlp | None = None


@dataclass(frozen=True, slots=True)
class ListedWeakness:
    """What KEV or EPSS says of one CVE."""

    cve: str
    exploited_since: datetime | None = None
    title: str = ""
    due: datetime | None = None
    ransomware: bool = False
    epss: float | None = None
    percentile: float | None = None


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A record that was not read: its line or path in the file and why, in Vietnamese."""

    place: str
    reason: str
    excerpt: str = ""


class RecordFault(ValueError):
    """Why one record is not read, in Vietnamese."""


@dataclass
class IntelligenceList:
    """A file that was read. `skipped` records are read and name nothing to look for (a report, a relation, a context value)."""

    format: str
    indicators: list[ListedIndicator] = field(default_factory=list)
    weaknesses: list[ListedWeakness] = field(default_factory=list)
    rejected: list[NotUnderstood] = field(default_factory=list)
    rejected_count: int = 0
    skipped: int = 0
    is_whole: bool = False
    """Whether the file is the whole list, as KEV and EPSS are: what it leaves out is no longer in it."""
    issued_at: datetime | None = None
    rejects_most: int = MOST_REJECTED

    def reject(self, place: str, reason: str, excerpt: str = "") -> None:
        self.rejected_count += 1
        if len(self.rejected) < self.rejects_most:
            self.rejected.append(NotUnderstood(place, reason, excerpt))

    @property
    def records(self) -> int:
        return len(self.indicators) + len(self.weaknesses)
