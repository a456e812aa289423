"""Wazuh: alerts as JSON lines, the answer of the vulnerability API (4.7), the index of states (4.8).

An alert is a finding where it is about a weakness, a failed check of the settings or malware; other alerts are skipped.
"""

from collections.abc import Iterable
from typing import Any

from tinhso.lib.scan_reports.drafts import Collected, Draft, machine_of
from tinhso.lib.scan_reports.report import FindingKind, ReportedMachine, Severity
from tinhso.lib.scan_reports.severity import severity_of, severity_of_score

MALWARE_GROUPS = {"virus", "malware", "clamd", "rootcheck", "virustotal", "yara"}


def read_wazuh_list(values: Iterable[Any], collected: Collected) -> None:
    """`data.affected_items` of 4.7 and `hits.hits` of 4.8."""
    for answer in values:
        for item in (answer.get("data") or {}).get("affected_items") or []:
            collected.each(item, _item)
        for hit in (answer.get("hits") or {}).get("hits") or []:
            collected.each(hit, _hit)


def _item(item: dict[str, Any]) -> Draft | None:
    if str(item.get("status") or "VALID").upper() != "VALID":
        return None
    package = f"{item.get('name')} {item.get('version') or ''}"
    return Draft(
        title=item.get("title") or f"{item['cve']}: {package}",
        rule=item["cve"],
        severity=severity_of("wazuh", item.get("severity")),
        machine=machine_of(addresses=[item.get("agent_ip")], name=item.get("agent_name")),
        cves=item["cve"],
        cvss=item.get("cvss3_score") or item.get("cvss2_score"),
        location=package,
        evidence=item.get("condition"),
        at=item.get("detection_time"),
    )


def _agent(agent: object) -> ReportedMachine:
    found = agent if isinstance(agent, dict) else {}
    return machine_of(addresses=[found.get("ip")], name=found.get("name"))


def _hit(hit: dict[str, Any]) -> Draft:
    return _state(hit["_source"])


def _state(state: dict[str, Any]) -> Draft:
    weakness, package = state["vulnerability"], state.get("package") or {}
    score = weakness.get("score") or {}
    named = str(weakness.get("severity") or "").strip("- ")
    return Draft(
        title=f"{weakness['id']}: {package.get('name')} {package.get('version') or ''}",
        rule=weakness["id"],
        severity=severity_of("wazuh", named) if named else severity_of_score(float(score.get("base") or 0)),
        machine=_agent(state.get("agent")),
        cves=weakness["id"],
        cvss=score.get("base"),
        location=f"{package.get('name')} {package.get('version') or ''}",
        description=weakness.get("description"),
        evidence=(weakness.get("scanner") or {}).get("condition"),
        at=weakness.get("detected_at"),
    )


def read_wazuh_alerts(values: Iterable[Any], collected: Collected) -> None:
    for alert in values:
        collected.each(alert, _alert)


def _alert(alert: dict[str, Any]) -> Draft | None:
    rule, data = alert["rule"], alert.get("data")
    data = data if isinstance(data, dict) else {}
    if isinstance(data.get("vulnerability"), dict):
        return _weakness_alert(alert, data["vulnerability"])
    if isinstance(data.get("sca"), dict):
        return _check_alert(alert, data["sca"])
    groups = {str(one).lower() for one in rule.get("groups") or []}
    if not groups & MALWARE_GROUPS or float(rule.get("level") or 0) < 5:
        return None
    return Draft(
        title=rule.get("description"),
        rule=rule.get("id"),
        severity=severity_of_score(float(rule.get("level") or 0), "wazuh"),
        kind=FindingKind.MALWARE,
        machine=_agent(alert.get("agent")),
        location=data.get("file") or data.get("path") or data.get("url"),
        evidence=alert.get("full_log"),
        at=alert.get("timestamp"),
    )


def _weakness_alert(alert: dict[str, Any], weakness: dict[str, Any]) -> Draft | None:
    if str(weakness.get("status") or "Active").lower() in ("solved", "obsolete"):
        return None
    package = weakness.get("package") or {}
    scores = weakness.get("cvss") or {}
    score = (scores.get("cvss3") or scores.get("cvss2") or {}).get("base_score")
    named = weakness.get("severity")
    return Draft(
        title=weakness.get("title") or f"{weakness['cve']}: {package.get('name')}",
        rule=weakness["cve"],
        severity=severity_of("wazuh", named) if named else severity_of_score(float(score or 0)),
        machine=_agent(alert.get("agent")),
        cves=weakness["cve"],
        cvss=score,
        location=f"{package.get('name')} {package.get('version') or ''}",
        description=weakness.get("rationale"),
        evidence=package.get("condition"),
        at=alert.get("timestamp"),
    )


def _check_alert(alert: dict[str, Any], sca: dict[str, Any]) -> Draft | None:
    check = sca.get("check")
    if not isinstance(check, dict) or check.get("result") != "failed":
        return None
    level = float(alert["rule"].get("level") or 0)
    return Draft(
        title=check.get("title"),
        rule=f"sca:{check.get('id')}",
        severity=max(severity_of_score(level, "wazuh"), Severity.LOW, key=_rank),
        kind=FindingKind.MISCONFIGURATION,
        machine=_agent(alert.get("agent")),
        description=check.get("description") or check.get("rationale"),
        solution=check.get("remediation"),
        location=sca.get("policy"),
        at=alert.get("timestamp"),
    )


def _rank(severity: Severity) -> int:
    return -list(Severity).index(severity)
