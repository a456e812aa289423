"""Burp, XML: each issue is a record. Requests and responses are never read: they hold sessions."""

from tinhso.lib.scan_reports.drafts import Collected, Draft, machine_at
from tinhso.lib.scan_reports.opening import Source
from tinhso.lib.scan_reports.report import FindingKind, Severity
from tinhso.lib.scan_reports.severity import severity_of
from tinhso.lib.scan_reports.xml_stream import Node, read_steps


def read_burp(source: Source, collected: Collected) -> None:
    for step in read_steps(source, records=("issue",), around=("issues",)):
        if step.what == "start":
            collected.version = step.node.get("burpVersion")
            collected.ended_at = collected.moment(step.node.get("exportTime"))
        elif step.what == "record":
            collected.each(step.node, _issue, collected)


def _issue(node: Node, collected: Collected) -> Draft | None:
    if node.words("severity").lower() == "false positive":
        return None
    severity = severity_of("burp", node.words("severity"))
    host = node.first("host") or Node("host", {})
    machine, port = machine_at(host.text, host.get("ip"))
    return Draft(
        title=node.words("name"),
        rule=node.words("type"),
        severity=severity,
        kind=FindingKind.INFORMATION if severity is Severity.INFORMATION else FindingKind.VULNERABILITY,
        machine=machine,
        cves=node.words("issueBackground"),
        port=port,
        protocol="tcp",
        location=node.words("location") or node.words("path"),
        description=node.words("issueBackground"),
        solution="\n\n".join(
            filter(None, [node.words("remediationDetail"), node.words("remediationBackground")])
        ),
        evidence=node.words("issueDetail"),
        at=collected.ended_at,
        markup=True,
    )
