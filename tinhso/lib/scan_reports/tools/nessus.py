"""Nessus v2 (.nessus): each ReportItem is a record. The plugin set of the policy is the scope of the checks."""

from tinhso.lib.scan_reports.drafts import Collected, Draft, machine_of
from tinhso.lib.scan_reports.opening import Source
from tinhso.lib.scan_reports.report import FindingKind, ReportedMachine, Severity
from tinhso.lib.scan_reports.severity import severity_of
from tinhso.lib.scan_reports.xml_stream import Node, read_steps

ADDRESS_TAGS, NAME_TAGS = ("host-ip",), ("host-fqdn", "hostname", "netbios-name")
SCORES = ("cvss4_base_score", "cvss3_base_score", "cvss_base_score")
VECTORS = ("cvss4_vector", "cvss3_vector", "cvss_vector")
EVERY_PORT = ("1-65535", "0-65535", "all")


def read_nessus(source: Source, collected: Collected) -> None:
    name = ""
    tags: dict[str, str] = {}
    for step in read_steps(source, records=("preference", "tag", "ReportItem"), around=("ReportHost",)):
        node = step.node
        if step.what == "start":
            name, tags = node.get("name"), {}
        elif step.what == "end":
            if tags.get("HOST_END"):
                collected.reach(_machine(name, tags))
                _looked_until(tags, collected)
        elif node.tag == "tag":
            tags[node.get("name")] = node.text[:1000]
        elif node.tag == "preference":
            _preference(node, collected)
        else:
            collected.each(node, _item, _machine(name, tags), tags)


def _looked_until(tags: dict[str, str], collected: Collected) -> None:
    """A scan without any finding has its time from the machines that it looked at: it closes what they showed before."""
    ended = collected.moment(tags.get("HOST_END_TIMESTAMP") or tags["HOST_END"])
    collected.ended_at = max(filter(None, (collected.ended_at, ended)), default=None)


def _machine(name: str, tags: dict[str, str]) -> ReportedMachine:
    mac = (tags.get("mac-address", "").split() or [""])[0]
    title = next((tags[one] for one in NAME_TAGS if tags.get(one)), "")
    return machine_of(addresses=[*(tags.get(one) for one in ADDRESS_TAGS), name], mac=mac, name=title)


def _preference(node: Node, collected: Collected) -> None:
    """Of the policy only what says what was looked at: the rest may hold passwords."""
    name, value = node.words("name"), node.words("value")
    if name == "plugin_set":
        rules = tuple(one.strip() for one in value.split(";") if one.strip().isdigit())
        collected.rules = rules[: collected.limits.rules] if len(rules) <= collected.limits.rules else ()
    elif name == "port_range":
        collected.ports, collected.every_port = value, value in EVERY_PORT
    elif name == "sc_version":
        collected.version = value


def _item(node: Node, machine: ReportedMachine, tags: dict[str, str]) -> Draft | None:
    result = node.words("compliance-result").upper()
    if result == "PASSED":
        return None
    severity = severity_of("nessus", node.get("severity"))
    return Draft(
        title=node.get("pluginName") or node.words("compliance-check-name"),
        rule=node.get("pluginID"),
        severity=severity,
        kind=_kind(node, severity, is_check=bool(result)),
        machine=machine,
        cves=" ".join(one.text for one in node.all("cve")),
        cvss=next((text for one in SCORES if (text := node.words(one))), ""),
        vector=next((text for one in VECTORS if (text := node.words(one))), ""),
        port=node.get("port"),
        protocol=node.get("protocol"),
        location=node.words("compliance-check-name"),
        description="\n\n".join(filter(None, [node.words("synopsis"), node.words("description")])),
        solution=node.words("solution"),
        evidence=node.words("plugin_output"),
        at=tags.get("HOST_END_TIMESTAMP") or tags.get("HOST_END") or tags.get("HOST_START"),
    )


def _kind(node: Node, severity: Severity, *, is_check: bool) -> FindingKind:
    if is_check:
        return FindingKind.MISCONFIGURATION
    if severity is Severity.INFORMATION:
        return FindingKind.INFORMATION
    return FindingKind.MALWARE if node.get("pluginFamily") == "Backdoors" else FindingKind.VULNERABILITY
