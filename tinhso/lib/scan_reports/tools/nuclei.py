"""Nuclei, JSON lines or a list: each match is a record. Requests, responses and extracted values are never read."""

from collections.abc import Iterable
from typing import Any

from tinhso.lib.scan_reports.drafts import Collected, Draft, NotUnderstood, machine_at, mapping
from tinhso.lib.scan_reports.report import FindingKind, Severity
from tinhso.lib.scan_reports.severity import severity_of

MALWARE_TAGS = {"malware", "backdoor", "webshell"}
SETTING_TAGS = {"misconfig", "misconfiguration", "exposure", "default-login"}


def read_nuclei(values: Iterable[Any], collected: Collected) -> None:
    for value in values:
        collected.each(value, _match)


def _match(match: dict[str, Any]) -> Draft:
    info = match.get("info")
    if not isinstance(info, dict):
        raise NotUnderstood("không có phần info của Nuclei")
    about = mapping(info.get("classification"))
    place = str(match.get("matched-at") or match.get("matched") or match.get("host") or "")
    machine, port = machine_at(place or match.get("host"), match.get("ip"))
    severity = severity_of("nuclei", info.get("severity"))
    name, part = info.get("name"), match.get("matcher-name") or match.get("matcher_name")
    rule = match.get("template-id") or match.get("templateID")
    return Draft(
        title=f"{name} ({part})" if part else name,
        rule=f"{rule}:{part}" if part else rule,
        severity=severity,
        kind=_kind(info, severity),
        machine=machine,
        cves=f"{rule} {about.get('cve-id')} {info.get('reference')}",
        cvss=about.get("cvss-score"),
        vector=about.get("cvss-metrics"),
        port=match.get("port") or port,
        protocol=match.get("type") if match.get("type") in ("tcp", "udp") else "",
        location=place if "://" in place else "",
        description=info.get("description"),
        solution=info.get("remediation"),
        at=match.get("timestamp"),
    )


def _kind(info: dict[str, Any], severity: Severity) -> FindingKind:
    tags = info.get("tags") or ()
    named = {one.strip().lower() for one in (tags.split(",") if isinstance(tags, str) else map(str, tags))}
    if named & MALWARE_TAGS:
        return FindingKind.MALWARE
    if severity is Severity.INFORMATION:
        return FindingKind.INFORMATION
    return FindingKind.MISCONFIGURATION if named & SETTING_TAGS else FindingKind.VULNERABILITY
