"""PREMIS 3 of a package: each file with its digest and format, what was done to all of them, and by which program."""

from collections.abc import Sequence
from xml.etree import ElementTree

from tinhso.lib.archive.mets import moment
from tinhso.lib.archive.package import PackageFacts, PackedFile

PREMIS = "http://www.loc.gov/premis/v3"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
LOCAL = "local"
Node = ElementTree.Element

ElementTree.register_namespace("premis", PREMIS)
ElementTree.register_namespace("xsi", XSI)
EVENTS = (
    ("message digest calculation", "SHA-256 của từng tệp được tính lại và so với kho khi lập gói"),
    ("format identification", "Định dạng nhận theo nội dung tệp; PDF/A theo lời khai trong tệp"),
    ("information package creation", "Gói nộp lưu trữ lịch sử được lập từ hồ sơ công việc"),
)


def premis_of(facts: PackageFacts, files: Sequence[PackedFile]) -> bytes:
    """Objects, events and agents in the order of the schema."""
    root = ElementTree.Element(f"{{{PREMIS}}}premis", {"version": "3.0"})
    for one in files:
        _object(root, one)
    for number, (kind, words) in enumerate(EVENTS, 1):
        _event(root, f"event-{number}", kind, words, facts)
    _agent(root, facts)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _object(root: Node, one: PackedFile) -> None:
    node = _put(root, "object")
    node.set(f"{{{XSI}}}type", "premis:file")
    _identifier(node, "object", one.path)
    facts = _put(node, "objectCharacteristics")
    fixity = _put(facts, "fixity")
    _put(fixity, "messageDigestAlgorithm", "SHA-256")
    _put(fixity, "messageDigest", one.sha256)
    _put(facts, "size", str(one.size))
    kind = _put(facts, "format")
    named = _put(kind, "formatDesignation")
    _put(named, "formatName", one.format.name)
    if one.format.version:
        _put(named, "formatVersion", one.format.version)
    if one.format.key:
        registry = _put(kind, "formatRegistry")
        _put(registry, "formatRegistryName", "PRONOM")
        _put(registry, "formatRegistryKey", one.format.key)
    if not one.format.lasting:
        _put(kind, "formatNote", "Định dạng phải chuyển đổi khi không còn được dùng rộng rãi")
    _put(node, "originalName", one.title or one.path)


def _event(root: Node, name: str, kind: str, words: str, facts: PackageFacts) -> None:
    node = _put(root, "event")
    _identifier(node, "event", name)
    _put(node, "eventType", kind)
    _put(node, "eventDateTime", moment(facts.created))
    _put(_put(node, "eventDetailInformation"), "eventDetail", words)
    _put(_put(node, "eventOutcomeInformation"), "eventOutcome", "success")
    linked = _put(node, "linkingAgentIdentifier")
    _put(linked, "linkingAgentIdentifierType", LOCAL)
    _put(linked, "linkingAgentIdentifierValue", facts.tools[0])


def _agent(root: Node, facts: PackageFacts) -> None:
    node = _put(root, "agent")
    _identifier(node, "agent", facts.tools[0])
    _put(node, "agentName", facts.tools[0])
    _put(node, "agentType", "software")
    _put(node, "agentVersion", facts.tools[1])


def _identifier(node: Node, of: str, value: str) -> None:
    named = _put(node, f"{of}Identifier")
    _put(named, f"{of}IdentifierType", LOCAL)
    _put(named, f"{of}IdentifierValue", value)


def _put(parent: Node, tag: str, text: str = "") -> Node:
    node = ElementTree.SubElement(parent, f"{{{PREMIS}}}{tag}")
    if text:
        node.text = text
    return node
