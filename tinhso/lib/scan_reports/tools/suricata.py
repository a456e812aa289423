"""Suricata EVE: each alert is a record, other events are skipped.

A signature of command and control or of a trojan says that the machine of ours contacts what is malicious; any other alert
tells of traffic, not of a weakness of a machine, and is information. The machine is the target that the rule names, else the
private end, else the one that asked.
"""

from collections.abc import Iterable
from ipaddress import ip_address, ip_network
from typing import Any

from tinhso.lib.scan_reports.drafts import Collected, Draft, NotUnderstood, machine_of
from tinhso.lib.scan_reports.report import FindingKind
from tinhso.lib.scan_reports.severity import severity_of

CONTACT = (
    "command and control",
    "network trojan",
    "malware command",
    "botnet",
    "successful credential theft",
    "coin mining",
)
CONTACT_NAMES = ("cnc", "trojan", "botnet", "et malware", "et mobile_malware", "c2 ", "beacon")


PRIVATE = tuple(
    map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"))
)


def read_suricata(values: Iterable[Any], collected: Collected) -> None:
    for event in values:
        collected.each(event, _event)


def _event(event: dict[str, Any]) -> Draft | None:
    if "event_type" not in event:
        raise NotUnderstood("không có event_type của Suricata")
    if event["event_type"] != "alert":
        return None
    alert = event["alert"]
    here, there = _ends(event, alert)
    category, name = str(alert.get("category") or ""), str(alert.get("signature") or "")
    words = f"{category} {name}".lower()
    contact = any(one in words for one in (*CONTACT, *CONTACT_NAMES))
    application = event.get("app_proto") or event.get("proto")
    return Draft(
        title=name,
        rule=alert.get("signature_id"),
        severity=severity_of("suricata", alert.get("severity")),
        kind=FindingKind.BOTNET if contact else FindingKind.INFORMATION,
        machine=machine_of(addresses=[here]),
        cves=f"{name} {alert.get('metadata')}",
        port=event.get("dest_port") if here == event.get("dest_ip") else None,
        protocol=event.get("proto"),
        location=there if here == event.get("dest_ip") else f"{there}:{event.get('dest_port')}",
        description=category,
        evidence=f"{event.get('src_ip')} → {event.get('dest_ip')}:{event.get('dest_port')} {application}",
        at=event.get("timestamp"),
    )


def _ends(event: dict[str, Any], alert: dict[str, Any]) -> tuple[str, str]:
    """The machine of ours and the other end."""
    source, target = str(event.get("src_ip") or ""), str(event.get("dest_ip") or "")
    named = alert.get("target")
    if isinstance(named, dict) and named.get("ip") in (source, target):
        here = str(named["ip"])
    else:
        here = target if not _is_private(source) and _is_private(target) else source
    return here, source if here == target else target


def _is_private(text: str) -> bool:
    try:
        found = ip_address(text)
    except ValueError:
        return False
    return any(found in network for network in PRIVATE)
