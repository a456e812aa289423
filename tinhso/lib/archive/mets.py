"""METS of an E-ARK submission package: the root's, and that of its one representation (CSIP and SIP 2.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote
from xml.etree import ElementTree

from tinhso.lib.archive.package import PackageFacts, PackedFile

METS = "http://www.loc.gov/METS/"
XLINK = "http://www.w3.org/1999/xlink"
CSIP = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
SIP = "https://DILCIS.eu/XML/METS/SIPExtensionMETS"
PROFILE = "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"
VERSION = "2.1.0"
REPRESENTATION = "representations/rep1"
Node = ElementTree.Element

for _prefix, _address in (("mets", METS), ("xlink", XLINK), ("csip", CSIP), ("sip", SIP)):
    ElementTree.register_namespace(_prefix, _address)


@dataclass(frozen=True)
class Referred:
    """A file of metadata that METS points to; `kind` is MDTYPE, `other` OTHERMDTYPE."""

    file: PackedFile
    kind: str
    other: str = ""


def root_mets(
    facts: PackageFacts,
    *,
    descriptions: Sequence[Referred],
    preservation: Referred,
    documentation: Sequence[PackedFile],
    schemas: Sequence[PackedFile],
    representation: PackedFile,
) -> bytes:
    """`representation` is the METS file of the representation."""
    root = _start(facts, facts.code)
    names = [_described(root, one, n, facts) for n, one in enumerate(descriptions, 1)]
    proof = _preserved(root, preservation, facts)
    section = _put(root, METS, "fileSec", ID="files")
    documents = _group(section, "Documentation", documentation, "documentation", facts)
    rules = _group(section, "Schemas", schemas, "schemas", facts)
    rep = _group(section, "Representations/rep1", [representation], "representation", facts)
    top = _map(root, facts.code)
    _put(top, METS, "div", ID="div-metadata", LABEL="Metadata", DMDID=" ".join(names), ADMID=proof)
    if documents:
        _pointed(_put(top, METS, "div", ID="div-documentation", LABEL="Documentation"), documents)
    if rules:
        _pointed(_put(top, METS, "div", ID="div-schemas", LABEL="Schemas"), rules)
    part = _put(top, METS, "div", ID="div-rep1", LABEL="Representations/rep1")
    pointer = _put(part, METS, "mptr", LOCTYPE="URL")
    pointer.set(f"{{{XLINK}}}type", "simple")
    pointer.set(f"{{{XLINK}}}href", quote(representation.path))
    pointer.set(f"{{{XLINK}}}title", rep)
    return _written(root)


def representation_mets(facts: PackageFacts, files: Sequence[PackedFile]) -> bytes:
    """Paths are those below the representation's own folder."""
    root = _start(facts, "rep1")
    section = _put(root, METS, "fileSec", ID="files")
    data = _group(section, "Data", files, "data", facts)
    top = _map(root, "rep1")
    _put(top, METS, "div", ID="div-metadata", LABEL="Metadata")
    if data:
        _pointed(_put(top, METS, "div", ID="div-data", LABEL="Data"), data)
    return _written(root)


def _start(facts: PackageFacts, code: str) -> Node:
    root = ElementTree.Element(f"{{{METS}}}mets")
    root.attrib.update(
        {
            "OBJID": code,
            "LABEL": facts.title,
            "TYPE": "Mixed",
            "PROFILE": PROFILE,
            f"{{{CSIP}}}CONTENTINFORMATIONTYPE": "MIXED",
        }
    )
    at = moment(facts.created)
    header = _put(root, METS, "metsHdr", CREATEDATE=at, LASTMODDATE=at, RECORDSTATUS="NEW")
    header.set(f"{{{CSIP}}}OAISPACKAGETYPE", "SIP")
    name, version = facts.tools
    _agent(header, name, version, "SOFTWARE VERSION", ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE")
    sender = facts.sender
    _agent(header, sender.name, sender.code, "IDENTIFICATIONCODE", ROLE="ARCHIVIST", TYPE="ORGANIZATION")
    _agent(header, sender.name, sender.code, "IDENTIFICATIONCODE", ROLE="CREATOR", TYPE="ORGANIZATION")
    return root


def _agent(header: Node, name: str, note: str, kind: str, **words: str) -> None:
    agent = _put(header, METS, "agent", **words)
    _put(agent, METS, "name").text = name
    written = _put(agent, METS, "note")
    written.set(f"{{{CSIP}}}NOTETYPE", kind)
    written.text = note


def _described(root: Node, one: Referred, number: int, facts: PackageFacts) -> str:
    name = f"description-{number}"
    section = _put(root, METS, "dmdSec", ID=name, CREATED=moment(facts.created), STATUS="CURRENT")
    _reference(section, one, facts)
    return name


def _preserved(root: Node, one: Referred, facts: PackageFacts) -> str:
    section = _put(root, METS, "amdSec")
    proof = _put(
        section, METS, "digiprovMD", ID="preservation-1", CREATED=moment(facts.created), STATUS="CURRENT"
    )
    _reference(proof, one, facts)
    return "preservation-1"


def _reference(section: Node, one: Referred, facts: PackageFacts) -> None:
    node = _put(section, METS, "mdRef", LOCTYPE="URL", MDTYPE=one.kind)
    if one.other:
        node.set("OTHERMDTYPE", one.other)
    _facts_of_file(node, one.file, facts.created)
    node.set(f"{{{XLINK}}}type", "simple")
    node.set(f"{{{XLINK}}}href", quote(one.file.path))


def _group(section: Node, use: str, files: Sequence[PackedFile], name: str, facts: PackageFacts) -> str:
    """The ID of the group; "" where it holds nothing."""
    if not files:
        return ""
    group = _put(section, METS, "fileGrp", ID=f"group-{name}", USE=use)
    if name == "representation":
        group.set(f"{{{CSIP}}}CONTENTINFORMATIONTYPE", "MIXED")
    for number, one in enumerate(files, 1):
        node = _put(group, METS, "file", ID=f"file-{name}-{number}")
        _facts_of_file(node, one, facts.created)
        node.set(f"{{{SIP}}}FILEFORMATNAME", one.format.name)
        if one.format.version:
            node.set(f"{{{SIP}}}FILEFORMATVERSION", one.format.version)
        if one.format.key:
            node.set(f"{{{SIP}}}FILEFORMATREGISTRY", "PRONOM")
            node.set(f"{{{SIP}}}FILEFORMATKEY", one.format.key)
        place = _put(node, METS, "FLocat", LOCTYPE="URL")
        place.set(f"{{{XLINK}}}type", "simple")
        place.set(f"{{{XLINK}}}href", quote(one.path))
        if one.title:
            place.set(f"{{{XLINK}}}title", one.title)
    return f"group-{name}"


def _facts_of_file(node: Node, one: PackedFile, created: datetime) -> None:
    words = {"MIMETYPE": one.format.content_type, "SIZE": str(one.size), "CREATED": moment(created)}
    node.attrib.update(words | {"CHECKSUM": one.sha256, "CHECKSUMTYPE": "SHA-256"})


def _map(root: Node, code: str) -> Node:
    whole = _put(root, METS, "structMap", ID="map", TYPE="PHYSICAL", LABEL="CSIP")
    return _put(whole, METS, "div", ID="div-top", LABEL=code)


def _pointed(node: Node, group: str) -> None:
    _put(node, METS, "fptr", FILEID=group)


def _put(parent: Node, space: str, tag: str, **words: str) -> Node:
    return ElementTree.SubElement(parent, f"{{{space}}}{tag}", words)


def moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _written(root: Node) -> bytes:
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
