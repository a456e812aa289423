"""What lies in a file, as far as a reader may know of it, and the bytes of each paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tinhso.documents.models import ArrivingDocument, FileEntry, OutgoingDocument, WorkFile
from tinhso.documents.outgoing.drawing import redrawn_document
from tinhso.documents.outgoing.reading_copy import copy_for, marked_copy, needs_mark
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile, may_open, open_stream
from tinhso.kernel.people.roles import Auditor, Clerk, Head

PIECE = 64 * 1024


@dataclass(frozen=True)
class Line:
    """A paper of the file; `opens` says whether this reader has a seat on its routing list."""

    entry: FileEntry
    opens: bool


def lines_of(file: WorkFile, by: Actor, on: date) -> list[Line]:
    """In the order in which they were put in. Who keeps, leads or checks the agency's registers reads the titles that stand
    in them; to others a paper without a seat is not there. Three queries.
    """
    rows = list(
        file.entries.select_related(
            "outgoing__case__agency",
            "outgoing__number",
            "outgoing__paper__file",
            "arriving__case",
            "material",
            "by",
            "removed_by",
        )
    )
    outgoing = {one.outgoing_id for one in rows if one.outgoing_id}
    arriving = {one.arriving_id for one in rows if one.arriving_id}
    seen = set(
        OutgoingDocument.objects.visible_to(by, on=on).filter(pk__in=outgoing).values_list("pk", flat=True)
    )
    seen |= set(
        ArrivingDocument.objects.visible_to(by, on=on).filter(pk__in=arriving).values_list("pk", flat=True)
    )
    whole = by.agency_id == file.agency_id and any(by.holds(role) for role in (Clerk, Head, Auditor))
    lines = [Line(one, bool(one.material_id) or (one.outgoing_id or one.arriving_id) in seen) for one in rows]
    return [one for one in lines if one.opens or whole]


@dataclass(frozen=True)
class PaperFile:
    """One file of a paper: its name in the file of work, and its bytes piece by piece, None while it may not be opened (not
    scanned yet, or infected). `sha256` is what the store knows its bytes by, "" of what was drawn now."""

    name: str
    pieces: Iterator[bytes] | None
    sha256: str = ""


def paper_files(entry: FileEntry, by: Actor, now: datetime) -> list[PaperFile]:
    """The files of a paper in their order; a document that was loaded without its signed file is drawn now and says so."""
    place = f"{entry.position:04d}"
    if entry.material is not None:
        return [_stored(f"{place}-{entry.material.name}", entry.material, by)]
    if entry.arriving is not None:
        files = entry.arriving.files.filter(superseded=None).select_related("file")
        return [_stored(f"{place}-{n}-{one.file.name}", one.file, by) for n, one in enumerate(files, 1)]
    document = entry.outgoing
    if document is None or document.paper is None:
        return []
    name = f"{place}-{document.case.code}.pdf"
    redrawn = redrawn_document(document, now=now)
    if redrawn and needs_mark(document, by):
        redrawn = marked_copy(redrawn, document, by=by, now=now)
    main = (
        PaperFile(name, iter([redrawn])) if redrawn else _read(name, document.paper.file, document, by, now)
    )
    attached = document.attached.filter(removed_at=None).select_related("file")
    return [
        main,
        *(
            _read(f"{place}-{n}-{one.file.name}", one.file, document, by, now)
            for n, one in enumerate(attached, 1)
        ),
    ]


def _read(name: str, file: StoredFile, document: OutgoingDocument, by: Actor, now: datetime) -> PaperFile:
    """As it is stored; of restricted circulation with the reader's name on its pages."""
    marked = copy_for(file, document, by=by, now=now)
    return _stored(name, file, by) if marked is None else PaperFile(name, iter([marked]))


def _stored(name: str, file: StoredFile, by: Actor) -> PaperFile:
    return PaperFile(name, _pieces(file) if may_open(file, by=by) else None, file.sha256)


def _pieces(file: StoredFile) -> Iterator[bytes]:
    with open_stream(file) as stream:
        while piece := stream.read(PIECE):
            yield piece
