"""What a package says of its file of work: Dublin Core for every archive, and `ho-so.xml` with all that the list of papers says."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from xml.etree import ElementTree

from django.utils.translation import gettext as _

from tinhso.documents.models import ArchivePackage, FileEntry
from tinhso.documents.work_files.contents import Line, paper_files
from tinhso.documents.work_files.file_page import listing_pdf
from tinhso.documents.work_files.package import describe_file, describe_paper
from tinhso.kernel.events.public import SYSTEM
from tinhso.lib.archive.package import Metadata, PackageBroken, PackageFacts, PackageParts, Party, SourceFile
from tinhso.lib.dates import local

SCHEMA = Path(__file__).parents[1] / "data/work_file.xsd"
DC = "http://purl.org/dc/elements/1.1/"
TOOL = "Tỉnh Số"


def facts_of(package: ArchivePackage) -> PackageFacts:
    file = package.work_file
    return PackageFacts(
        code=package.code,
        title=f"{file.full_code}. {file.title}"[:300],
        created=local(package.asked_at),
        sender=Party(file.agency.name, file.agency.ident_code),
        description=file.heading,
        dated=str(file.year),
        tools=(TOOL, version("tinhso")),
    )


def parts_of(package: ArchivePackage, entries: Sequence[FileEntry], now: datetime) -> PackageParts:
    """Papers in the order in which they arose, as the whole file is taken out."""
    ordered = sorted(entries, key=lambda one: (one.dated, one.position))
    listing = listing_pdf(package.work_file, [Line(one, True) for one in entries], now=now)
    return PackageParts(
        files=_files(ordered, now),
        descriptions=[
            Metadata("dc.xml", _dublin_core(package)),
            Metadata("ho-so.xml", _whole(package, ordered, now)),
        ],
        documentation=[SourceFile("muc-luc.pdf", _("Mục lục văn bản, tài liệu"), iter([listing]))],
        schemas=[Metadata("work_file.xsd", SCHEMA.read_bytes())],
    )


def _files(entries: Sequence[FileEntry], now: datetime) -> Iterator[SourceFile]:
    for entry in entries:
        for one in paper_files(entry, SYSTEM, now):
            if one.pieces is None:
                raise PackageBroken(one.name)
            yield SourceFile(one.name, entry.title, one.pieces, one.sha256)


def _dublin_core(package: ArchivePackage) -> bytes:
    file = package.work_file
    root = ElementTree.Element("simpledc", {"xmlns:dc": DC})
    words = {
        "identifier": file.full_code,
        "title": file.title,
        "creator": file.agency.name,
        "subject": file.heading,
        "date": file.closed_on.isoformat() if file.closed_on else str(file.year),
        "type": "Collection",
        "language": "vi",
        "rights": file.keep_source,
    }
    for name, value in words.items():
        if value:
            ElementTree.SubElement(root, f"dc:{name}").text = value
    return _written(root)


def _whole(package: ArchivePackage, entries: Sequence[FileEntry], now: datetime) -> bytes:
    root = describe_file(package.work_file, now)
    for entry in entries:
        node = describe_paper(root, entry)
        for one in paper_files(entry, SYSTEM, now):
            facts = {"name": one.name} | ({"sha256": one.sha256} if one.sha256 else {})
            ElementTree.SubElement(node, "File", facts)
    return _written(root)


def _written(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
