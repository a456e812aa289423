"""ZAP, XML and JSON ("traditional"): each alert of a site is a record, its pages are the evidence.

The report does not say which sites had no alert: no scope.
"""

from collections.abc import Iterable
from typing import Any

from tinhso.lib.scan_reports.drafts import Collected, Draft, machine_at
from tinhso.lib.scan_reports.opening import Source
from tinhso.lib.scan_reports.report import FindingKind, Severity
from tinhso.lib.scan_reports.secrets import plain_address
from tinhso.lib.scan_reports.severity import severity_of
from tinhso.lib.scan_reports.xml_stream import Node, read_steps

FIELDS = ("pluginid", "alertRef", "alert", "name", "riskcode", "confidence", "desc", "solution")
MOST_PAGES = 50


def read_zap_xml(source: Source, collected: Collected) -> None:
    site: dict[str, str] = {}
    for step in read_steps(source, records=("alertitem",), around=("OWASPZAPReport", "site")):
        node = step.node
        if step.what == "start" and node.tag == "site":
            site = node.attributes
        elif step.what == "start":
            _begin(node.attributes, collected)
        elif step.what == "record":
            collected.each(node, _item, site, collected)


def read_zap_json(values: Iterable[Any], collected: Collected) -> None:
    for report in values:
        _begin({key.lstrip("@"): text for key, text in report.items() if isinstance(text, str)}, collected)
        sites = report.get("site") or []
        for entry in sites if isinstance(sites, list) else [sites]:
            site = {key.lstrip("@"): str(text) for key, text in entry.items() if not isinstance(text, list)}
            for alert in entry.get("alerts") or []:
                collected.each(alert, _alert, site, collected)


def _begin(attributes: dict[str, str], collected: Collected) -> None:
    collected.version = attributes.get("version", "")
    collected.ended_at = collected.moment(attributes.get("generated"))


def _fields(node: Node) -> dict[str, Any]:
    pages = [{one.tag: one.text for one in page.children} for page in node.everywhere("instance")]
    if not pages and node.words("uri"):
        pages = [{"uri": node.words("uri")}]
    return {name: node.words(name) for name in FIELDS} | {"instances": pages}


def _item(node: Node, site: dict[str, str], collected: Collected) -> Draft | None:
    return _alert(_fields(node), site, collected)


def _alert(alert: dict[str, Any], site: dict[str, str], collected: Collected) -> Draft | None:
    if str(alert.get("confidence")) == "0":  # somebody said in ZAP that it is a false positive
        return None
    severity = severity_of("zap", alert.get("riskcode"))
    pages = [one for one in alert.get("instances") or [] if isinstance(one, dict)][:MOST_PAGES]
    addresses = list(dict.fromkeys(plain_address(str(one.get("uri") or "")) for one in pages))
    machine, port = machine_at(site.get("name") or (addresses or [""])[0])
    return Draft(
        title=alert.get("name") or alert.get("alert"),
        rule=alert.get("alertRef") or alert.get("pluginid"),
        severity=severity,
        kind=FindingKind.INFORMATION if severity is Severity.INFORMATION else FindingKind.VULNERABILITY,
        machine=machine,
        cves=alert.get("desc"),
        port=site.get("port") or port,
        protocol="tcp",
        location=min(addresses, default=""),
        description=alert.get("desc"),
        solution=alert.get("solution"),
        evidence="\n".join(
            f"{one.get('method') or ''} {plain_address(str(one.get('uri') or ''))} {one.get('param') or ''}"
            for one in pages
        ),
        at=collected.ended_at,
        markup=True,
    )
