"""A whole file of work as one ZIP (phụ lục VI, III.4g): its list as PDF, its metadata as XML, every paper in its order.

`ho-so.xml` (namespace `NAMESPACE`) says of each paper place, day, title, number, who put it in, and of each of its files
name, size and SHA-256, so that a copy can be compared without this system.
"""

import hashlib
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import IO
from xml.etree import ElementTree

from tinhso.documents.models import FileEntry, WorkFile
from tinhso.documents.work_files.contents import Line, PaperFile, paper_files
from tinhso.kernel.events.public import Actor
from tinhso.lib.dates import local

NAMESPACE = "urn:tinhso:work-file:1"


def write_package(
    out: IO[bytes], file: WorkFile, lines: Sequence[Line], listing: bytes, *, by: Actor, now: datetime
) -> None:
    """Papers in the order in which they arose: by their day, then by their place. What the reader may not open is named
    without its bytes, and so is a file in quarantine.
    """
    ordered = sorted(
        (one for one in lines if one.entry.removed_at is None),
        key=lambda one: (one.entry.dated, one.entry.position),
    )
    root = describe_file(file, now)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as packed:
        _put(packed, "muc-luc.pdf", listing, now)
        for line in ordered:
            _add_paper(packed, root, line, by, now)
        ElementTree.indent(root)
        xml = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
        _put(packed, "ho-so.xml", xml, now)


def describe_file(file: WorkFile, now: datetime) -> ElementTree.Element:
    """What the list of files says of it."""
    root = ElementTree.Element("WorkFile", {"xmlns": NAMESPACE, "made": local(now).isoformat()})
    words = {
        "Code": file.full_code,
        "Agency": file.agency.name,
        "Year": str(file.year),
        "Heading": file.heading,
        "Title": file.title,
        "Keep": str(file.keep_years) if file.keep_years else "for ever",
        "KeepSource": file.keep_source,
        "Holder": file.holder.full_name,
        "State": file.state,
        "Ended": file.closed_on.isoformat() if file.closed_on else "",
    }
    for name, value in words.items():
        if value:
            ElementTree.SubElement(root, name).text = value
    return root


def describe_paper(root: ElementTree.Element, entry: FileEntry) -> ElementTree.Element:
    """What the list of papers says of one, put below the file."""
    node = ElementTree.SubElement(
        root, "Paper", {"place": str(entry.position), "dated": entry.dated.isoformat()}
    )
    ElementTree.SubElement(node, "Title").text = entry.title
    ElementTree.SubElement(node, "PutIn", {"by": entry.by.full_name}).text = local(entry.at).isoformat()
    document = entry.outgoing or entry.arriving
    if document is not None:
        ElementTree.SubElement(node, "Case").text = document.case.code
    if entry.pages:
        ElementTree.SubElement(node, "Pages").text = str(entry.pages)
    return node


def _add_paper(
    packed: zipfile.ZipFile, root: ElementTree.Element, line: Line, by: Actor, now: datetime
) -> None:
    node = describe_paper(root, line.entry)
    if not line.opens:
        node.set("withheld", "no seat on the routing list")
        return
    for one in paper_files(line.entry, by, now):
        ElementTree.SubElement(node, "File", _add_file(packed, one, now))


def _add_file(packed: zipfile.ZipFile, one: PaperFile, now: datetime) -> dict[str, str]:
    """What the list says of it; one whose bytes are not those that were stored says so."""
    name, digest, size = f"tai-lieu/{one.name}", hashlib.sha256(), 0
    if one.pieces is None:
        return {"name": name, "withheld": "not scanned, or infected"}
    with packed.open(_info(name, now), "w", force_zip64=True) as target:
        for piece in one.pieces:
            target.write(piece)
            digest.update(piece)
            size += len(piece)
    facts = {"name": name, "size": str(size), "sha256": digest.hexdigest()}
    return facts | ({"altered": "not the stored bytes"} if one.sha256 not in ("", facts["sha256"]) else {})


def _put(packed: zipfile.ZipFile, name: str, content: bytes, now: datetime) -> None:
    packed.writestr(_info(name, now), content)


def _info(name: str, now: datetime) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(name, local(now).timetuple()[:6])
    found.compress_type = zipfile.ZIP_DEFLATED
    return found
