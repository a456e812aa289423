"""Nikto, XML, JSON and CSV: each item is a record. Nikto gives no severity: the table does."""

from collections.abc import Iterable
from typing import Any

from tinhso.lib.scan_reports.csv_stream import Row
from tinhso.lib.scan_reports.drafts import Collected, Draft, NotUnderstood, machine_at, machine_of
from tinhso.lib.scan_reports.opening import Source
from tinhso.lib.scan_reports.report import FindingKind, ReportedMachine
from tinhso.lib.scan_reports.severity import severity_of
from tinhso.lib.scan_reports.xml_stream import Node, read_steps

CSV_NAMES = ("host", "ip", "port", "reference", "method", "url", "message")


def read_nikto_xml(source: Source, collected: Collected) -> None:
    details: dict[str, str] = {}
    for step in read_steps(source, records=("item", "statistics"), around=("niktoscan", "scandetails")):
        node = step.node
        if step.what == "start" and node.tag == "scandetails":
            details = node.attributes
        elif step.what == "start":
            collected.version = node.get("version") or collected.version
            collected.started_at = collected.moment(node.get("scanstart")) or collected.started_at
        elif step.what == "record" and node.tag == "item":
            collected.each(node, _item, details)
        elif step.what == "record":
            collected.ended_at = collected.moment(node.get("endtime")) or collected.ended_at


def _item(node: Node, details: dict[str, str]) -> Draft:
    machine = machine_of(addresses=[details.get("targetip")], name=details.get("targethostname"))
    text, page = node.words("description"), node.words("uri")
    return _draft(machine, details.get("targetport"), node.get("id"), text, page, details.get("starttime"))


def read_nikto_json(values: Iterable[Any], collected: Collected) -> None:
    for host in values:
        if not isinstance(host, dict):
            collected.each(host, _no_host)
            continue
        machine = machine_of(addresses=[host.get("ip")], name=host.get("host"))
        for entry in host.get("vulnerabilities") or []:
            collected.each(entry, _entry, host, machine)


def _no_host(_: Any) -> Draft:
    raise NotUnderstood("không phải kết quả của một máy")


def _entry(entry: dict[str, Any], host: dict[str, Any], machine: ReportedMachine) -> Draft:
    return _draft(machine, host.get("port"), entry.get("id"), entry.get("msg"), entry.get("url"), None)


def read_nikto_csv(rows: Iterable[Row], collected: Collected) -> None:
    for row in rows:
        if not row.get("ip") and not row.get("message"):
            collected.version = row.get("host").partition("/")[0].removeprefix("Nikto - v")
            continue
        collected.each(row, _row)


def _row(row: Row) -> Draft:
    machine, _ = machine_at(row.get("host"), row.get("ip"))
    return _draft(machine, row.get("port"), row.get("reference"), row.get("message"), row.get("url"), None)


def _draft(
    machine: ReportedMachine, port: object, rule: object, text: object, page: object, at: object
) -> Draft:
    if not text:
        raise NotUnderstood("không nói tìm thấy gì")
    return Draft(
        title=text,
        rule=rule,
        severity=severity_of("nikto", "item"),
        kind=FindingKind.MISCONFIGURATION,
        machine=machine,
        cves=text,
        port=port,
        protocol="tcp",
        location=page,
        description=text,
        at=at,
    )
