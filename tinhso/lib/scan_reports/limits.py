"""How much of a report is read; beyond it the file is refused or a text is cut, with a sentence."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from tinhso.lib.dates import HANOI

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class ReportLimits:
    """`zone` is that of times without one: most tools write the clock of the machine that scans."""

    file_bytes: int = 200 * MEGABYTE
    unpacked_bytes: int = 400 * MEGABYTE
    ratio: int = 200
    """Unpacked over packed, asked above ten megabytes."""
    document_bytes: int = 64 * MEGABYTE
    """A JSON document that is one value is read whole; lists and lines are read one by one."""
    values: int = 20_000_000
    """Of such a document: each may be an object, many times as large in memory as in the file."""
    line_bytes: int = 8 * MEGABYTE
    records: int = 200_000
    texts: int = 150_000_000
    """Characters of all texts that are retained together; repeated ones count once."""
    depth: int = 100
    children: int = 50_000
    """Elements inside one record of XML."""
    record_text: int = 4_000_000
    """Characters inside one record of XML; what lies beyond is left out."""
    attribute_text: int = 200_000
    title: int = 300
    location: int = 500
    description: int = 4000
    solution: int = 2000
    evidence: int = 2000
    excerpt: int = 200
    cves: int = 500
    machines: int = 100_000
    rules: int = 300_000
    not_after: datetime | None = None
    """A time after this is not believed and left empty, as one before 1990."""
    zone: tzinfo = HANOI
