"""Qualys, XML: the asset report, the scan, the detections of the API and the report of web applications.

Details of a check stand in a glossary after the machines, so a report with one is read twice.
"""

from tinhso.lib.scan_reports.drafts import Collected, Draft, machine_at, machine_of
from tinhso.lib.scan_reports.opening import Source
from tinhso.lib.scan_reports.report import FindingKind, ReportedMachine, Severity
from tinhso.lib.scan_reports.severity import severity_of
from tinhso.lib.scan_reports.xml_stream import Node, read_steps

MOST_GLOSSARY = 30_000
SCAN_RECORDS = ("VULN", "PRACTICE", "INFO", "SERVICE")
SITE_RECORDS = ("VULNERABILITY", "SENSITIVE_CONTENT", "INFORMATION_GATHERED")
INFORMATION = ("ig", "info", "information gathered", "service")


def read_qualys_assets(source: Source, collected: Collected) -> None:
    """ASSET_DATA_REPORT, and HOST_LIST_VM_DETECTION_OUTPUT of the API."""
    glossary = _glossary(source, "VULN_DETAILS")
    host = {"IP": "", "DNS": "", "NETBIOS": ""}
    records = ("VULN_INFO", "DETECTION", *host, "GENERATION_DATETIME", "LAST_SCAN_DATETIME")
    for step in read_steps(source, records=records, around=("HOST", "GLOSSARY")):
        node = step.node
        if step.what == "start" and node.tag == "HOST":
            host = dict.fromkeys(host, "")
        elif step.what == "record" and node.tag in host:
            host[node.tag] = node.text
        elif node.tag in ("GENERATION_DATETIME", "LAST_SCAN_DATETIME"):
            collected.ended_at = collected.moment(node.text) or collected.ended_at
        elif step.what == "record":
            machine = machine_of(addresses=[host["IP"]], name=host["DNS"] or host["NETBIOS"])
            collected.each(node, _detection, machine, glossary)


def _glossary(source: Source, tag: str) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for step in read_steps(source, records=(tag,)):
        if len(found) < MOST_GLOSSARY:
            found[step.node.words("QID")] = step.node
    return found


def _detection(node: Node, machine: ReportedMachine, glossary: dict[str, Node]) -> Draft | None:
    if (node.words("VULN_STATUS") or node.words("STATUS")).lower() == "fixed":
        return None
    number = node.words("QID")
    details = glossary.get(number, Node("", {}))
    severity = severity_of("qualys", node.words("SEVERITY") or details.words("SEVERITY"))
    return Draft(
        title=details.words("TITLE") or f"QID {number}",
        rule=number,
        severity=severity,
        kind=_kind(node.words("TYPE")),
        machine=machine,
        cves=" ".join(one.text for one in details.everywhere("ID")),
        cvss=next((text for name in ("CVSS3_SCORE", "CVSS_SCORE") if (text := _base(details, name))), ""),
        port=node.words("PORT"),
        protocol=node.words("PROTOCOL"),
        description="\n\n".join(filter(None, [details.words("THREAT"), details.words("IMPACT")])),
        solution=details.words("SOLUTION"),
        evidence=node.words("RESULT") or node.words("RESULTS"),
        at=node.words("LAST_FOUND") or node.words("LAST_FOUND_DATETIME"),
        markup=True,
    )


def _base(details: Node, name: str) -> str:
    part = "CVSS3_BASE" if name.startswith("CVSS3") else "CVSS_BASE"
    return details.words(name, part) or details.words(part)


def _kind(kind: str) -> FindingKind:
    """Qualys calls what it merely gathered "Ig", whatever level it gives it."""
    if kind.lower() in INFORMATION:
        return FindingKind.INFORMATION
    return FindingKind.VULNERABILITY


def read_qualys_scan(source: Source, collected: Collected) -> None:
    """SCAN: machines that answered, with their services, weaknesses and what was gathered."""
    place: dict[str, str] = {}
    machine, status = ReportedMachine(), ""
    machines: list[ReportedMachine] = []
    for step in read_steps(source, records=(*SCAN_RECORDS, "KEY"), around=("IP", "CAT")):
        node = step.node
        if node.tag == "KEY":
            status = node.text if node.get("value") == "STATUS" else status
            if node.get("value") == "DATE":
                collected.started_at = collected.moment(node.text)
        elif step.what == "start" and node.tag == "IP":
            machine = machine_of(addresses=[node.get("value")], name=node.get("name"))
            machines.append(machine)
        elif step.what == "start":
            place = node.attributes
        elif step.what == "record":
            collected.each(node, _scan_record, machine, place, collected)
    if status.upper() == "FINISHED":
        for one in machines:
            collected.reach(one)


def _scan_record(node: Node, machine: ReportedMachine, place: dict[str, str], collected: Collected) -> Draft:
    severity = severity_of("qualys", node.get("severity"))
    gathered = node.tag in ("INFO", "SERVICE")
    return Draft(
        title=node.words("TITLE"),
        rule=node.get("number"),
        severity=Severity.INFORMATION if gathered else severity,
        kind=FindingKind.INFORMATION if gathered else FindingKind.VULNERABILITY,
        machine=machine,
        cves=node.get("cveid"),
        cvss=node.words("CVSS3_BASE") or node.words("CVSS_BASE"),
        port=place.get("port"),
        protocol=place.get("protocol"),
        description="\n\n".join(filter(None, [node.words("DIAGNOSIS"), node.words("CONSEQUENCE")])),
        solution=node.words("SOLUTION"),
        evidence=node.words("RESULT"),
        at=collected.started_at,
        markup=True,
    )


def read_qualys_sites(source: Source, collected: Collected) -> None:
    """WAS_SCAN_REPORT and WAS_WEBAPP_REPORT. Payloads, requests and answers are never read."""
    glossary = _glossary(source, "QID")
    glossary = {key: node for key, node in glossary.items() if node.words("TITLE")}
    for step in read_steps(source, records=(*SITE_RECORDS, "GENERATION_DATETIME"), around=("GLOSSARY",)):
        if step.what == "record" and step.node.tag == "GENERATION_DATETIME":
            collected.ended_at = collected.moment(step.node.text)
        elif step.what == "record" and step.node.words("QID"):
            collected.each(step.node, _site_record, glossary, collected)


def _site_record(node: Node, glossary: dict[str, Node], collected: Collected) -> Draft:
    number = node.words("QID")
    details = glossary.get(number, Node("", {}))
    severity = severity_of("qualys", details.words("SEVERITY") or node.words("SEVERITY") or "1")
    machine, port = machine_at(node.words("URL"))
    gathered = node.tag == "INFORMATION_GATHERED"
    return Draft(
        title=details.words("TITLE") or f"QID {number}",
        rule=number,
        severity=Severity.INFORMATION if gathered else severity,
        kind=FindingKind.INFORMATION if gathered else FindingKind.VULNERABILITY,
        machine=machine,
        cves=" ".join(one.text for one in details.everywhere("CVE")),
        cvss=details.words("CVSS_V3", "BASE") or details.words("CVSS_BASE"),
        port=port,
        protocol="tcp",
        location=node.words("URL"),
        description="\n\n".join(filter(None, [details.words("DESCRIPTION"), details.words("IMPACT")])),
        solution=details.words("SOLUTION"),
        at=node.words("DETECTION_DATE") or node.words("LAST_TIME_DETECTED") or collected.ended_at,
        markup=True,
    )
