"""What one line of a network log says, in the same words whatever wrote it. Who was signed in and which page was asked for is never read."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum

from tinhso.lib.dates import HANOI


class RowKind(StrEnum):
    DNS = "dns"
    CONNECTION = "connection"
    WEB = "web"


@dataclass(frozen=True, slots=True)
class LogRow:
    """`at` is aware, addresses are canonical, names are small letters without the last dot; what a line does not say is empty."""

    kind: RowKind
    at: datetime
    client: str
    name: str = ""
    """The name that was asked for, or the host of the page."""
    type: str = ""
    """Type of the question ("A"), method of the page ("CONNECT")."""
    answer: str = ""
    """Addresses and names of the answer, parted by a blank."""
    rcode: str = ""
    is_answer: bool = False
    """Whether the line tells of an answer: logs that write question and answer apart have two lines for one lookup."""
    destination: str = ""
    port: int | None = None
    protocol: str = ""
    sent: int | None = None
    """Bytes from the client."""
    received: int | None = None
    duration: float | None = None
    """Seconds."""


@dataclass(frozen=True, slots=True)
class LineFault:
    """A line that was not understood: its number, why, and at most 200 characters free of secrets."""

    line: int
    reason: str
    excerpt: str


@dataclass
class LogCounts:
    """Lines = rows + rejected + skipped, once all were read."""

    lines: int = 0
    rows: int = 0
    rejected: int = 0
    skipped: int = 0


@dataclass(frozen=True)
class LogLimits:
    """`zone` is that of times without one, `until` the latest moment that is believed: it also tells the year of times without one."""

    file_bytes: int = 2 * 1024**3
    unpacked_bytes: int = 8 * 1024**3
    ratio: int = 200
    line_bytes: int = 1024 * 1024
    faults: int = 10_000
    """After so many lines that cannot be read the file is refused: it is another kind of file."""
    zone: tzinfo = HANOI
    until: datetime = datetime(2100, 1, 1, tzinfo=UTC)


class NotUnderstood(ValueError):
    """Why a line is rejected, in Vietnamese."""
