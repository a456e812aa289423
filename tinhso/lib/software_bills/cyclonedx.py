"""Components of CycloneDX in JSON, those inside others too."""

from typing import Any

from tinhso.lib.scan_reports.limits import ReportLimits
from tinhso.lib.scan_reports.moments import read_time
from tinhso.lib.scan_reports.texts import line
from tinhso.lib.software_bills.bill import SoftwareBill
from tinhso.lib.software_bills.gathering import Gathered, licence_of


def read_components(found: dict[str, Any], limits: ReportLimits) -> SoftwareBill:
    about = _mapping(found.get("metadata"))
    gathered = Gathered()
    for one in every_component(found):
        if not isinstance(one, dict):
            gathered.records += 1
            gathered.rejects.add(gathered.records, "thành phần không phải một đối tượng")
            continue
        gathered.add(
            name=one.get("name"),
            group=one.get("group"),
            version=one.get("version"),
            purl=one.get("purl"),
            licence=licence_of(_licences(one.get("licenses"))),
        )
    return SoftwareBill(
        format="cyclonedx",
        version=line(found.get("specVersion"), 20),
        tool=line(_tool(about.get("tools")), 100),
        made_at=read_time(about.get("timestamp"), limits),
        components=tuple(gathered.found.values()),
        rejected=tuple(gathered.rejects.first),
        rejected_count=gathered.rejects.count,
        subject=line(_mapping(about.get("component")).get("name"), 200),
    )


def every_component(found: dict[str, Any]) -> list[Any]:
    """In the order of the file."""
    every: list[Any] = []
    waiting = list(reversed(_list(found.get("components"))))
    while waiting:
        one = waiting.pop()
        every.append(one)
        if isinstance(one, dict):
            waiting.extend(reversed(_list(one.get("components"))))
    return every


def _licences(entries: Any) -> list[object]:
    words: list[object] = []
    for one in _list(entries):
        inner = _mapping(_mapping(one).get("license"))
        words.append(_mapping(one).get("expression") or inner.get("id") or inner.get("name"))
    return words


def _tool(tools: Any) -> str:
    """Since 1.5 a list of components, before that of tools."""
    listed = _list(_mapping(tools).get("components")) if isinstance(tools, dict) else _list(tools)
    first = _mapping(listed[0]) if listed else {}
    return f"{first.get('name') or ''} {first.get('version') or ''}"


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
