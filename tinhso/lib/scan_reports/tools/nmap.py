"""Nmap, `-oX`: each port is a record, and each weakness that a script of it reports.

A run that scanned no ports (`-sn`) looked at no machine; a host that timed out was not looked at to the end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tinhso.lib.scan_reports.drafts import Collected, Draft, machine_of, read_score
from tinhso.lib.scan_reports.opening import Source
from tinhso.lib.scan_reports.report import FindingKind, ReportedMachine, Severity
from tinhso.lib.scan_reports.severity import severity_of, severity_of_score
from tinhso.lib.scan_reports.xml_stream import Node, read_steps

OPEN_PORT = "open-port"
RECORDS = ("scaninfo", "status", "address", "hostname", "port", "script", "finished")
_RISK = re.compile(r"Risk factor:\s*(\w+)", re.IGNORECASE)
_SCRIPTS = re.compile(r"--script[= ]([\w,.-]+)")


@dataclass
class _Host:
    is_up: bool = False
    is_whole: bool = True
    addresses: list[str] = field(default_factory=list)
    mac: str = ""
    name: str = ""
    at: str = ""

    def machine(self) -> ReportedMachine:
        return machine_of(addresses=self.addresses, mac=self.mac, name=self.name)


def read_nmap(source: Source, collected: Collected) -> None:
    host = _Host()
    scanned: dict[str, str] = {}
    for step in read_steps(source, records=RECORDS, around=("nmaprun", "host")):
        node = step.node
        if step.what == "start" and node.tag == "nmaprun":
            _begin(node, collected)
        elif step.what == "start":
            host = _Host(
                is_whole=node.get("timedout") != "true", at=node.get("endtime") or node.get("starttime")
            )
        elif step.what == "end" and node.tag == "host":
            if host.is_up and host.is_whole and scanned:
                collected.reach(host.machine())
        elif node.tag == "scaninfo":
            scanned[node.get("protocol")] = node.get("services")
        elif node.tag == "finished":
            collected.ended_at = collected.moment(node.get("time"))
        elif step.what == "record":
            _host_record(node, host, collected)
    collected.ports = " ".join(f"{protocol}:{ports}" for protocol, ports in scanned.items())
    collected.every_port = scanned.get("tcp") in ("1-65535", "0-65535")


def _begin(node: Node, collected: Collected) -> None:
    collected.version, collected.started_at = node.get("version"), collected.moment(node.get("start"))
    named = _SCRIPTS.search(node.get("args"))
    scripts = named[1].split(",") if named else []
    collected.rules = (OPEN_PORT, *(one for one in scripts if "-vuln-" in one))


def _host_record(node: Node, host: _Host, collected: Collected) -> None:
    if node.tag == "status":
        host.is_up = node.get("state") == "up"
    elif node.tag == "address" and node.get("addrtype") == "mac":
        host.mac = node.get("addr")
    elif node.tag == "address":
        host.addresses.append(node.get("addr"))
    elif node.tag == "hostname":
        host.name = host.name if host.name and node.get("type") != "user" else node.get("name")
    elif node.tag == "port":
        collected.each(node, _port, host)
        for script in node.all("script"):
            _script(script, host, collected, node)
    elif node.tag == "script":
        _script(node, host, collected, None)


def _port(node: Node, host: _Host) -> Draft | None:
    state = node.first("state")
    if state is None or state.get("state") != "open":
        return None
    service = node.first("service") or Node("service", {})
    parts = [service.get(name) for name in ("name", "product", "version", "extrainfo")]
    number, protocol = node.get("portid"), node.get("protocol")
    return Draft(
        title=f"Cổng {number}/{protocol} mở: {' '.join(filter(None, parts))}".rstrip(": "),
        rule=OPEN_PORT,
        severity=Severity.INFORMATION,
        kind=FindingKind.INFORMATION,
        machine=host.machine(),
        port=number,
        protocol=protocol,
        evidence="\n".join(f"{one.get('id')}: {one.get('output')}" for one in node.all("script")[:20]),
        at=host.at,
    )


def _script(script: Node, host: _Host, collected: Collected, port: Node | None) -> None:
    name = script.get("id")
    for table in script.everywhere("table"):
        values = {one.get("key"): one.text for one in table.all("elem")}
        if name == "vulners" and "id" in values:
            collected.each(table, _vulners, values, host, port)
        elif "state" in values and "title" in values:
            collected.each(table, _weakness, values, script, host, port)


def _place(host: _Host, port: Node | None) -> dict[str, Any]:
    number, protocol = (port.get("portid"), port.get("protocol")) if port else ("", "")
    return {"machine": host.machine(), "port": number, "protocol": protocol, "at": host.at}


def _vulners(_: Node, values: dict[str, str], host: _Host, port: Node | None) -> Draft | None:
    if values.get("type") != "cve":
        return None
    score = read_score(values.get("cvss"))
    number = values["id"]
    severity = severity_of_score(score or 0.0)
    return Draft(
        f"{number} (vulners)", f"vulners:{number}", severity, cves=number, cvss=score, **_place(host, port)
    )


def _weakness(
    table: Node, values: dict[str, str], script: Node, host: _Host, port: Node | None
) -> Draft | None:
    if "VULNERABLE" not in values["state"].upper() or "NOT VULNERABLE" in values["state"].upper():
        return None
    scores = next((table_score for table_score in _scores(table)), None)
    risk = _RISK.search(script.get("output"))
    severity = (
        severity_of("nmap", risk[1]) if risk else severity_of_score(scores) if scores else Severity.HIGH
    )
    return Draft(
        values["title"],
        script.get("id"),
        severity,
        cves=f"{table.get('key')} {script.get('output')}",
        cvss=scores,
        description="\n".join(
            one.text
            for part in table.all("table")
            if part.get("key") == "description"
            for one in part.all("elem")
        ),
        **_place(host, port),
    )


def _scores(table: Node) -> Iterator[float]:
    for part in table.all("table"):
        if part.get("key") == "scores":
            yield from (score for one in part.all("elem") if (score := read_score(one.text)) is not None)
