from datetime import datetime

from django.db import transaction

from tinhso.documents.incoming.way import type_of_letter
from tinhso.documents.layout.document_types import name_of
from tinhso.documents.models import ArrivingDocument, FileEntry, OutgoingDocument, WorkFile
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.documents.work_files.filing import put_in
from tinhso.documents.work_files.page_counts import pages_of_arriving, pages_of_outgoing
from tinhso.documents.work_files.permissions import check_can_fill
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local


@transaction.atomic
def file_paper(
    *,
    file: WorkFile,
    document: OutgoingDocument | ArrivingDocument,
    by: Actor,
    now: datetime,
) -> FileEntry:
    """Put a document of the registers into a file; it stays where it is and may lie in many files (phụ lục VI, III.4e).

    Whoever files it has a seat on its routing list: a file gives nobody a right to a document.
    Raises: DocumentsForbidden, EntryRefused.
    """
    day = local(now).date()
    check_can_fill(file, by, day)
    rows = type(document).objects.visible_to(by, on=day)
    if not rows.filter(pk=document.pk).exists():
        raise DocumentsForbidden("Văn bản này không có trong danh sách xem của ông/bà.")
    if isinstance(document, OutgoingDocument):
        return _outgoing(file, document, by, now)
    return _arriving(file, document, by, now)


def _outgoing(file: WorkFile, document: OutgoingDocument, by: Actor, now: datetime) -> FileEntry:
    if document.number is None or document.issued_at is None:
        raise EntryRefused("", "Chỉ văn bản đã phát hành được đưa vào hồ sơ.")
    _check_not_in(file.entries.filter(outgoing=document, removed_at=None).exists())
    parts = (name_of(document.type_code), document.number.full_number, document.subject)
    return put_in(
        file,
        outgoing=document,
        dated=document.number.dated,
        title=". ".join(parts)[:500],
        pages=pages_of_outgoing(document),
        by=by,
        now=now,
    )


def _arriving(file: WorkFile, document: ArrivingDocument, by: Actor, now: datetime) -> FileEntry:
    if document.arrival_number is None:
        raise EntryRefused("", "Chỉ văn bản đến đã vào sổ được đưa vào hồ sơ.")
    _check_not_in(file.entries.filter(arriving=document, removed_at=None).exists())
    words = (type_of_letter(document), document.full_number, document.issuer_name, document.subject)
    return put_in(
        file,
        arriving=document,
        dated=document.dated or local(document.received_at).date(),
        title=". ".join(filter(None, words))[:500],
        pages=pages_of_arriving(document),
        by=by,
        now=now,
    )


def _check_not_in(found: bool) -> None:
    if found:
        raise EntryRefused("file", "Văn bản đã nằm trong hồ sơ này.")
