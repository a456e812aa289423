"""Trivy, JSON of every schema: each weakness, failed check and secret is a record; licences and passed checks say none.

The target is an image, a folder or a machine; which machine runs it, Trivy does not know: no scope.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from tinhso.lib.scan_reports.drafts import Collected, Draft, machine_of, mapping, read_score
from tinhso.lib.scan_reports.report import FindingKind, ReportedMachine
from tinhso.lib.scan_reports.severity import severity_of

SCORES = ("V40Score", "V4Score", "V3Score", "V2Score")


def read_trivy(values: Iterable[Any], collected: Collected) -> None:
    for report in values:
        if not isinstance(report, dict):
            continue
        made = report.get("CreatedAt")
        collected.ended_at = collected.moment(made) or collected.ended_at
        about = report.get("Trivy")
        collected.version = str(about.get("Version") or "") if isinstance(about, dict) else collected.version
        for target, result in _results(report):
            machine = machine_of(name=target)
            for record, read in _records(result):
                collected.each(record, read, machine, result, made)


def _results(report: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The results with their target: of one report, of an old one that is itself a result, of a cluster."""
    name = str(report.get("ArtifactName") or "")
    for result in report.get("Results") or []:
        if isinstance(result, dict):
            yield name or str(result.get("Target")), result
    if "Target" in report:
        yield str(report["Target"]), report
    for part in ("Vulnerabilities", "Misconfigurations", "Resources"):
        for thing in (report.get(part) or []) if "ClusterName" in report else []:
            where = "/".join(str(thing.get(key) or "") for key in ("Namespace", "Kind", "Name"))
            for result in thing.get("Results") or []:
                yield where, result


def _records(result: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    yield from ((one, _weakness) for one in result.get("Vulnerabilities") or [])
    yield from ((one, _check) for one in result.get("Misconfigurations") or [])
    yield from ((one, _secret) for one in result.get("Secrets") or [])
    yield from ((one, _nothing) for one in result.get("Licenses") or [])


def _weakness(one: dict[str, Any], machine: ReportedMachine, result: dict[str, Any], made: object) -> Draft:
    score, vector = _best_score(one)
    number, package = one["VulnerabilityID"], one.get("PkgName")
    fixed = one.get("FixedVersion")
    where = one.get("PkgPath") or result.get("Target")
    return Draft(
        title=f"{number}: {one.get('Title') or package}",
        rule=number,
        severity=severity_of("trivy", one.get("Severity") or "UNKNOWN"),
        machine=machine,
        cves=number,
        cvss=score,
        vector=vector,
        location=f"{package} {one.get('InstalledVersion') or ''} ({where})",
        purl=mapping(one.get("PkgIdentifier")).get("PURL"),
        description=one.get("Description"),
        solution=f"Nâng {package} lên {fixed}" if fixed else "",
        at=made,
    )


def _best_score(one: dict[str, Any]) -> tuple[float | None, str]:
    """Of the newest version that any source gives, that of the source of the severity first."""
    by_source = mapping(one.get("CVSS"))
    first = by_source.get(str(one.get("SeveritySource")))
    sources = [entry for entry in [first, *by_source.values()] if isinstance(entry, dict)]
    for name in SCORES:
        for entry in sources:
            if (score := read_score(entry.get(name))) is not None:
                return score, str(entry.get(name.replace("Score", "Vector")) or "")
    return None, ""


def _check(
    one: dict[str, Any], machine: ReportedMachine, result: dict[str, Any], made: object
) -> Draft | None:
    if one.get("Status") not in (None, "FAIL"):
        return None
    cause = mapping(one.get("CauseMetadata"))
    begins = cause.get("StartLine")
    return Draft(
        title=one.get("Title"),
        rule=one.get("ID") or one.get("AVDID"),
        severity=severity_of("trivy", one.get("Severity")),
        kind=FindingKind.MISCONFIGURATION,
        machine=machine,
        location=f"{result.get('Target')}:{begins}" if begins else result.get("Target"),
        description=one.get("Description"),
        solution=one.get("Resolution"),
        evidence=one.get("Message"),
        at=made,
    )


def _secret(one: dict[str, Any], machine: ReportedMachine, result: dict[str, Any], made: object) -> Draft:
    """Where the secret lies, never the lines around it."""
    return Draft(
        title=one.get("Title"),
        rule=one.get("RuleID"),
        severity=severity_of("trivy", one.get("Severity")),
        kind=FindingKind.MISCONFIGURATION,
        machine=machine,
        location=f"{result.get('Target')}:{one.get('StartLine')}",
        description="Bí mật nằm trong tệp; nội dung không được đọc vào đây.",
        at=made,
    )


def _nothing(*_: object) -> None:
    return None
