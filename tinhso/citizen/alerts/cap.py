"""Alerts as CAP 1.2 (OASIS Common Alerting Protocol): one XML a message, and an Atom index of them.

The order of elements is the schema's. Times have a zone and no fractions; identifiers no spaces, commas, `<` or `&`.
"""

from collections.abc import Sequence
from datetime import datetime
from xml.etree import ElementTree as ET

from tinhso.citizen.alerts.reference_data import risk_levels
from tinhso.citizen.models import Alert
from tinhso.lib.dates import HANOI

CAP = "urn:oasis:names:tc:emergency:cap:1.2"
ATOM = "http://www.w3.org/2005/Atom"
CATEGORIES = {"weather": "Met", "disaster": "Safety", "outage": "Infra", "scam": "Security"}
SEVERITIES = {"minor": "Minor", "moderate": "Moderate", "severe": "Severe", "extreme": "Extreme"}
XML = "application/cap+xml"


def moment(at: datetime) -> str:
    return at.astimezone(HANOI).isoformat(timespec="seconds")


def cap_xml(alert: Alert, *, sender: str, site_url: str, demo: bool) -> bytes:
    """The message of an alert that was issued; of one taken back the Cancel that refers to it."""
    root = ET.Element("alert", xmlns=CAP)
    cancelled = alert.state == Alert.State.CANCELLED
    sent = (alert.ended_at if cancelled else alert.issued_at) or alert.begins_at
    former = alert if cancelled else alert.replaces
    kind = "Cancel" if cancelled else ("Update" if former else "Alert")
    head = [
        ("identifier", f"{alert.code}-huy" if cancelled else alert.code),
        ("sender", sender),
        ("sent", moment(sent)),
        ("status", "Test" if demo else "Actual"),
        ("msgType", kind),
        ("source", alert.source),
        ("scope", "Public"),
    ]
    if cancelled and alert.end_reason:
        head.append(("note", alert.end_reason))
    if former is not None and former.issued_at:
        head.append(("references", f"{sender},{former.code},{moment(former.issued_at)}"))
    _add(root, head)
    _info(ET.SubElement(root, "info"), alert, sent, f"{site_url}/canh-bao/{alert.code}/")
    return _whole(root)


def _info(info: ET.Element, alert: Alert, sent: datetime, web: str) -> None:
    level = risk_levels().get(alert.risk_level or 0)
    _add(
        info,
        [
            ("language", "vi-VN"),
            ("category", CATEGORIES[alert.kind]),
            ("event", str(alert.get_kind_display())),
            ("urgency", "Immediate" if alert.begins_at <= sent else "Expected"),
            ("severity", SEVERITIES[alert.severity]),
            ("certainty", "Observed" if alert.kind in {"outage", "scam"} else "Likely"),
            ("effective", moment(sent)),
            ("onset", moment(alert.begins_at)),
            ("expires", moment(alert.expires_at)),
            ("senderName", alert.source),
            ("headline", alert.headline),
            ("description", alert.text),
            *([("instruction", alert.instruction)] if alert.instruction else []),
            ("web", web),
        ],
    )
    if level:
        _pair(info, "parameter", "QD18-2021.capDoRuiRo", str(level.level))
    if alert.bulletin_at:
        _pair(info, "parameter", "banTinLuc", moment(alert.bulletin_at))
    units = list(alert.units.all())
    for unit in units:
        area = ET.SubElement(info, "area")
        _add(area, [("areaDesc", unit.name)])
        _pair(area, "geocode", "TCTK", unit.code)
    if not units:
        _add(ET.SubElement(info, "area"), [("areaDesc", "Toàn tỉnh")])


def _pair(parent: ET.Element, name: str, value_name: str, value: str) -> None:
    _add(ET.SubElement(parent, name), [("valueName", value_name), ("value", value)])


def _add(parent: ET.Element, pairs: Sequence[tuple[str, str]]) -> None:
    for name, text in pairs:
        ET.SubElement(parent, name).text = text


def _whole(root: ET.Element) -> bytes:
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode").encode()


def atom_index(alerts: Sequence[Alert], *, title: str, site_url: str, now: datetime, note: str = "") -> bytes:
    """The index: one entry a message, which links to its CAP."""
    root = ET.Element("feed", xmlns=ATOM)
    newest = max((a.ended_at or a.issued_at or a.begins_at for a in alerts), default=now)
    address = f"{site_url}/canh-bao/cap.atom"
    _add(root, [("id", address), ("title", title), ("updated", moment(newest))])
    if note:
        _add(root, [("subtitle", note)])
    _add(ET.SubElement(root, "author"), [("name", title)])
    ET.SubElement(root, "link", rel="self", type="application/atom+xml", href=address)
    for alert in alerts:
        entry, page = ET.SubElement(root, "entry"), f"{site_url}/canh-bao/{alert.code}/"
        at = moment(alert.ended_at or alert.issued_at or alert.begins_at)
        _add(entry, [("id", page), ("title", alert.headline), ("updated", at)])
        ET.SubElement(entry, "link", rel="alternate", type=XML, href=f"{page}cap.xml")
        ET.SubElement(entry, "link", rel="related", type="text/html", href=page)
        _add(entry, [("summary", f"{alert.text} Nguồn: {alert.source}.")])
    return _whole(root)


def rss(alerts: Sequence[Alert], *, title: str, address: str, site_url: str, note: str = "") -> bytes:
    """The same as RSS 2.0, for readers of news; `address` is that of the feed itself."""
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    ET.SubElement(channel, f"{{{ATOM}}}link", rel="self", type="application/rss+xml", href=address)
    about = f"{title}. {note}".strip()
    _add(channel, [("title", title), ("link", f"{site_url}/canh-bao/"), ("description", about)])
    for alert in alerts:
        page, at = f"{site_url}/canh-bao/{alert.code}/", alert.issued_at or alert.begins_at
        item = ET.SubElement(channel, "item")
        description = f"{alert.text} Nguồn: {alert.source}."
        _add(item, [("title", alert.headline), ("link", page), ("description", description), ("guid", page)])
        _add(item, [("pubDate", f"{at.astimezone(HANOI):%a, %d %b %Y %H:%M:%S %z}")])
    return _whole(root)
