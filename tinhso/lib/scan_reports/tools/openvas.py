"""OpenVAS and Greenbone, XML: each result is a record; a host whose scan has an end was looked at."""

import re

from tinhso.lib.scan_reports.drafts import Collected, Draft, machine_of
from tinhso.lib.scan_reports.opening import Source
from tinhso.lib.scan_reports.report import FindingKind, Severity
from tinhso.lib.scan_reports.severity import severity_of, severity_of_score
from tinhso.lib.scan_reports.xml_stream import Node, read_steps

_PORT = re.compile(r"(?:[\w .-]{0,60}\()?(\d{1,6})/(\w{1,10})\)?")


def read_openvas(source: Source, collected: Collected) -> None:
    for step in read_steps(source, records=("result", "host", "gmp", "scan_start", "scan_end")):
        node = step.node
        if node.tag == "result":
            collected.each(node, _result)
        elif node.tag == "host" and node.words("end"):
            names = [one.words("value") for one in node.all("detail") if one.words("name") == "hostname"]
            collected.reach(machine_of(addresses=[node.words("ip")], name=names[0] if names else ""))
        elif node.tag == "gmp":
            collected.version = node.words("version")
        elif node.tag == "scan_start":
            collected.started_at = collected.moment(node.text)
        elif node.tag == "scan_end":
            collected.ended_at = collected.moment(node.text)


def _result(node: Node) -> Draft | None:
    threat, nvt = node.words("threat"), node.first("nvt") or Node("nvt", {})
    if threat.lower() in ("error", "false positive") or node.words("severity").startswith("-"):
        return None
    score = node.words("severity")
    severity = severity_of("openvas", threat) if threat else severity_of_score(float(score or 0))
    tags = dict(part.partition("=")[::2] for part in nvt.words("tags").split("|"))
    refs = " ".join(one.get("id") for one in nvt.everywhere("ref") if one.get("type").lower() == "cve")
    found = _PORT.fullmatch(node.words("port"))
    where = node.first("host") or Node("host", {})
    summary = [tags.get(name, "").strip() for name in ("summary", "insight", "impact", "affected")]
    return Draft(
        title=nvt.words("name") or node.words("name"),
        rule=nvt.get("oid"),
        severity=severity,
        kind=FindingKind.INFORMATION if severity is Severity.INFORMATION else FindingKind.VULNERABILITY,
        machine=machine_of(addresses=[where.text], name=where.words("hostname") or node.words("hostname")),
        cves=f"{nvt.words('cve')} {refs} {nvt.get('oid')}",
        cvss=score,
        vector=tags.get("cvss_base_vector", ""),
        port=found[1] if found else "",
        protocol=found[2] if found else "",
        description="\n\n".join(one for one in summary if one) or node.words("nvt", "summary"),
        solution=nvt.words("solution") or tags.get("solution", ""),
        evidence=node.words("description"),
        at=node.words("creation_time") or node.words("modification_time"),
    )
