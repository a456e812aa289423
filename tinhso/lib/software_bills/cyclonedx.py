"""Components of CycloneDX in JSON and XML, those inside others too."""

from collections.abc import Iterator
from typing import Any

from tinhso.lib.scan_reports.limits import ReportLimits
from tinhso.lib.scan_reports.moments import read_time
from tinhso.lib.scan_reports.opening import Source
from tinhso.lib.scan_reports.report import ReportRefused
from tinhso.lib.scan_reports.texts import line
from tinhso.lib.scan_reports.xml_stream import Node, read_steps
from tinhso.lib.software_bills.bill import SoftwareBill
from tinhso.lib.software_bills.gathering import Gathered, licence_of

SCHEMA = "cyclonedx.org/schema/bom/"
WITHOUT_PARTS = ("annotations", "formulation", "declarations")
"""Their components made, described or promised the software, and are no parts of it."""


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


def read_components_xml(source: Source) -> SoftwareBill:
    """As `read_components`, component by component of the file. Raises: ReportRefused."""
    gathered, about, schema, listed, elsewhere = Gathered(), Node("metadata", {}), "", False, False
    steps = read_steps(
        source, records=("metadata", "component"), around=("bom", "components", *WITHOUT_PARTS)
    )
    for step in steps:
        node = step.node
        if step.what == "record" and node.tag == "metadata":
            about = node
        elif step.what == "record" and listed:
            for one in _with_inner(node):
                _gather(one, gathered)
        elif node.tag == "bom" and step.what == "start":
            schema = next((one for one in node.attributes.values() if SCHEMA in one), "")
        elif node.tag in WITHOUT_PARTS:
            elsewhere = step.what == "start"
        elif node.tag == "components":
            listed = step.what == "start" and not elsewhere
    if not schema:
        raise ReportRefused("Tệp XML này không theo lược đồ CycloneDX; hãy xuất lại.")
    tools = about.first("tools") or Node("tools", {})
    tool = next((one for name in ("component", "tool") for one in tools.everywhere(name)), None)
    return SoftwareBill(
        format="cyclonedx",
        version=line(schema.rpartition("/")[2], 20),
        tool=line(f"{tool.words('name')} {tool.words('version')}" if tool else "", 100),
        made_at=read_time(about.words("timestamp") or None, source.limits),
        components=tuple(gathered.found.values()),
        rejected=tuple(gathered.rejects.first),
        rejected_count=gathered.rejects.count,
        subject=line(about.words("component", "name"), 200),
    )


def _with_inner(node: Node) -> Iterator[Node]:
    """The component and those that it holds; of its pedigree none, which it was made from and does not hold."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        yield one
        inner = one.first("components")
        waiting.extend(reversed(inner.all("component") if inner else []))


def _gather(one: Node, gathered: Gathered) -> None:
    licences = one.first("licenses")
    words = [
        each.text or each.words("id") or each.words("name")
        for each in (licences.children if licences else [])
    ]
    gathered.add(
        name=one.words("name"),
        group=one.words("group"),
        version=one.words("version"),
        purl=one.words("purl"),
        licence=licence_of(list(words)),
    )
