"""What makes two records the same weakness: machine, kind, check or CVE, port and place; never the tool's words or a version."""

import re
from hashlib import sha256

from tinhso.lib.scan_reports.report import ReportedFinding

_VERSION = re.compile(r"[-_@ ]?v?\d+(?:[.:]\d+)+[\w.+~:-]*", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")


def machine_place(pk: int) -> str:
    return f"m{pk}"


def unregistered_place(pk: int) -> str:
    return f"u{pk}"


def check_of(tool: str, finding: ReportedFinding) -> str:
    """The check that showed it: the tool's own number, with the tool."""
    return f"{tool}:{finding.rule}"[:250]


def steady_location(location: str) -> str:
    """The place without versions: an upgrade that does not mend is the same finding, not a new one."""
    return _BLANKS.sub(" ", _VERSION.sub("", location)).strip().lower()


def weakness_of(check: str, finding: ReportedFinding) -> str:
    """What it is, on whatever machine. Tools agree on a CVE where a record has exactly one; a record of none, or of many, is what
    its own check says."""
    parts = (
        finding.kind,
        finding.cves[0].upper() if len(finding.cves) == 1 else check,
        "" if finding.port is None else str(finding.port),
        finding.protocol.lower(),
        steady_location(finding.location),
    )
    return _digest(*parts)


def fingerprint_of(place: str, weakness: str) -> str:
    return _digest(place, weakness)


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()
