"""Reports that are tables: which tool writes which headings, and where in a row what stands.

OpenVAS, Nessus and Tenable, Qualys in four layouts, and lists of detections of any antivirus, in Vietnamese or English.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tinhso.lib.scan_reports.csv_stream import Row
from tinhso.lib.scan_reports.drafts import Collected, Draft, NotUnderstood, machine_of
from tinhso.lib.scan_reports.report import FindingKind, Severity
from tinhso.lib.scan_reports.severity import severity_of, severity_of_score

Names = tuple[str, ...]
INFORMATION_TYPES = ("ig", "info", "information gathered", "log")


@dataclass(frozen=True)
class Layout:
    """The headings (folded) that must be there, and those in which each part of a finding stands, the surest first."""

    tool: str
    needs: tuple[Names, ...]
    """Of each group one heading has to be there."""
    title: Names
    rule: Names = ()
    address: Names = ()
    name: Names = ()
    mac: Names = ()
    severity: Names = ()
    scores: Names = ()
    vector: Names = ()
    cves: Names = ()
    port: Names = ()
    protocol: Names = ()
    location: Names = ()
    description: Names = ()
    solution: Names = ()
    evidence: Names = ()
    at: Names = ()
    status: Names = ()
    type: Names = ()
    skipped: Names = ("fixed", "resolved", "remediated")
    kind: FindingKind = FindingKind.VULNERABILITY
    markup: bool = False
    month_first: bool = False

    def fits(self, headings: Iterable[str]) -> bool:
        found = set(headings)
        return all(found & set(group) for group in self.needs)


def read_layout(layout: Layout) -> Callable[[Iterable[Row], Collected], None]:
    def read(rows: Iterable[Row], collected: Collected) -> None:
        for row in rows:
            collected.each(row, _row, layout)

    return read


def _row(row: Row, layout: Layout) -> Draft | None:
    if row.broken:
        raise NotUnderstood("dòng có nhiều ô hơn số cột")
    title, rule = row.get(*layout.title), row.get(*layout.rule)
    address, name = row.get(*layout.address), row.get(*layout.name)
    if not address and not name:
        raise NotUnderstood("không nói máy nào")
    if not title and not rule:
        raise NotUnderstood("không nói tìm thấy gì")
    if row.get(*layout.status).lower() in layout.skipped:
        return None
    severity = _severity(row, layout)
    return Draft(
        title=title,
        rule=rule,
        severity=severity,
        kind=_kind(row, layout, severity),
        machine=machine_of(addresses=address.split(",")[:50], mac=row.get(*layout.mac), name=name),
        cves=row.get(*layout.cves),
        cvss=next((text for one in layout.scores if (text := row.get(one)) and text[0].isdigit()), ""),
        vector=row.get(*layout.vector),
        port=_port(row.get(*layout.port)),
        protocol=row.get(*layout.protocol),
        location=row.get(*layout.location),
        description="\n\n".join(dict.fromkeys(text for one in layout.description if (text := row.get(one)))),
        solution=row.get(*layout.solution),
        evidence=row.get(*layout.evidence),
        at=row.get(*layout.at),
        markup=layout.markup,
        month_first=layout.month_first,
    )


def _port(text: str) -> str:
    """Spreadsheets write 443 as 443.0."""
    return text.removesuffix(".0")


def _severity(row: Row, layout: Layout) -> Severity:
    word = row.get(*layout.severity)
    if word:
        return severity_of(layout.tool, word)
    if layout.kind is FindingKind.MALWARE:
        return severity_of("antivirus", "detection")
    score = next((text for one in layout.scores if (text := row.get(one)) and text[0].isdigit()), "")
    return severity_of_score(float(score.split()[0])) if score else Severity.INFORMATION


def _kind(row: Row, layout: Layout, severity: Severity) -> FindingKind:
    if layout.kind is FindingKind.MALWARE:
        return layout.kind
    informs = severity is Severity.INFORMATION or row.get(*layout.type).lower() in INFORMATION_TYPES
    return FindingKind.INFORMATION if informs else layout.kind
