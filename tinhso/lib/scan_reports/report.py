"""What a report of a scanner says, in the same words whatever tool wrote it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FindingKind(StrEnum):
    """What was found on a machine; the three counts of the account are malware, botnet and vulnerability."""

    VULNERABILITY = "vulnerability"
    MISCONFIGURATION = "misconfiguration"
    MALWARE = "malware"
    BOTNET = "botnet"
    """The machine contacts an address known as malicious."""
    INFORMATION = "information"


class Severity(StrEnum):
    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFORMATION = "information"


@dataclass(frozen=True)
class ReportedMachine:
    """A machine as the report names it; what it does not say is empty. Addresses are canonical, the MAC is lower case with colons."""

    addresses: tuple[str, ...] = ()
    mac: str = ""
    name: str = ""
    """Host name, or the target (image, package file, site) where a tool looks at no machine."""


@dataclass(frozen=True)
class ReportedFinding:
    """One weakness of one machine, as one record of the report says it. Texts are cut at the limits of the reader and free of secrets."""

    machine: ReportedMachine
    kind: FindingKind
    severity: Severity
    title: str
    rule: str
    """The tool's own number of the check (plugin, template, alert, rule); a CVE where it has none."""
    cves: tuple[str, ...] = ()
    cvss: float | None = None
    """Base score 0.0 to 10.0, the newest version that the report gives."""
    cvss_vector: str = ""
    port: int | None = None
    protocol: str = ""
    location: str = ""
    """Where on the machine: package and version, path of a file, address of a page without its query."""
    package: str = ""
    """The package URL of the part that is weak, without version and qualifiers; empty where the tool names none."""
    package_version: str = ""
    description: str = ""
    solution: str = ""
    evidence: str = ""
    seen_at: datetime | None = None
    """Aware; None where the report gives no time."""
    moments: tuple[datetime, ...] = ()
    """When it was seen, of a record that stands for several sightings; `seen_at` is the last of them."""
    record: int = 0
    """Which record of the file, counted from one, so that a reader can find it."""


@dataclass(frozen=True)
class RejectedRecord:
    """A record that was not understood: where it stands and why, in Vietnamese."""

    record: int
    reason: str
    excerpt: str = ""
    """At most 200 characters, free of secrets."""


@dataclass(frozen=True)
class ReportScope:
    """What the scan looked at: a later report closes findings inside its own scope alone.

    A scan that does not say what it looked at has no machines: it closes nothing.
    """

    machines: tuple[ReportedMachine, ...] = ()
    """Machines that were reached and looked at to the end, with and without findings."""
    ports: str = ""
    """As the tool names them ("1-1024", "443"); empty where all or unknown."""
    every_port: bool = False
    """Whether the whole machine was looked at, not chosen ports alone."""
    rules: tuple[str, ...] = ()
    """The checks that were run, where the report lists them; empty where unknown."""
    every_rule: bool = False
    """Whether the tool's whole set of checks was run, as the report says."""


@dataclass(frozen=True)
class ScanReport:
    """A report that was read. Records = findings + rejected + those that say nothing about a weakness (`skipped`)."""

    tool: str
    """Short name of the format: "nmap", "nessus", "openvas", "zap", …"""
    tool_version: str
    scope: ReportScope
    findings: tuple[ReportedFinding, ...]
    rejected: tuple[RejectedRecord, ...]
    skipped: int = 0
    """Records that are read and say nothing about a weakness (a closed port, a passed check)."""
    started_at: datetime | None = None
    ended_at: datetime | None = None


class ReportRefused(ValueError):
    """The file as a whole is turned away; `str()` is a sentence in Vietnamese for whoever sent it."""
