"""A paper into a file: the row held, the next place, the state that follows."""

from datetime import date, datetime

from tinhso.documents.models import ArrivingDocument, FileEntry, OutgoingDocument, WorkFile
from tinhso.documents.work_files.events import PaperFiled
from tinhso.documents.work_files.moving import held_row
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.site.public import EntryRefused

MOST_PAPERS = 2_000
FILLING = (WorkFile.State.PLANNED, WorkFile.State.OPEN)


def put_in(
    file: WorkFile,
    *,
    dated: date,
    title: str,
    pages: int | None,
    by: Actor,
    now: datetime,
    outgoing: OutgoingDocument | None = None,
    arriving: ArrivingDocument | None = None,
    material: StoredFile | None = None,
) -> FileEntry:
    """Raises: EntryRefused."""
    row = held_row(file, states=FILLING)
    number = row.entries.count()  # one that was taken out keeps its place
    if number >= MOST_PAPERS:
        raise EntryRefused("", f"Một hồ sơ có tối đa {MOST_PAPERS} tài liệu: lập hồ sơ tiếp theo.")
    entry = FileEntry.objects.create(
        work_file=row,
        position=number + 1,
        outgoing=outgoing,
        arriving=arriving,
        material=material,
        dated=dated,
        title=title,
        pages=pages,
        by_id=by.user_id or 0,
        at=now,
    )
    if row.state == WorkFile.State.PLANNED:
        row.state = WorkFile.State.OPEN
        row.save(update_fields=["state"])
    document = outgoing or arriving
    event = PaperFiled(
        case_id=document.pk if document else None,
        file_id=row.pk,
        entry_id=entry.pk,
        position=entry.position,
    )
    record(event, by=by, at=now)
    return entry
