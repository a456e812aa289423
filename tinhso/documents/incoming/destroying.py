"""What is destroyed of an arriving document that was recalled or given back (NĐ 30/2020, phụ lục VI, III.8b): files and metadata.

Its place in the register and in the files of work stays, without a word of the paper; what the recall itself says stands in `TakeBack`.
"""

from datetime import datetime

from tinhso.documents.models import (
    ArrivingDocument,
    ArrivingVersion,
    FileEntry,
    HandlingNote,
    ScanPart,
    WorkFile,
)
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import StoredFile, erase_file
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local

WORDS = "Văn bản bị thu hồi, đã hủy"
NOTE = "Đã hủy cùng văn bản"
EMPTIED = {
    "document_ident": "",
    "issuer_ident": "",
    "number": "",
    "notation": "",
    "dated": None,
    "type_code": "",
    "type_name": "",
    "signer": "",
    "urgency": "",
    "pages": None,
    "answer_by": None,
    "number_key": "",
    "issuer_key": "",
    "folded": "",
    "duplicate_reason": "",
}


NOT_WHILE_HELD = "Văn bản nằm trong hồ sơ đang được giữ nguyên trạng; thôi giữ hồ sơ rồi mới hủy."


def check_no_hold(document: ArrivingDocument, words: str = NOT_WHILE_HELD) -> None:
    """EntryRefused while the paper lies in a file of work that an order holds as it is (phụ lục VI, IV.1g)."""
    files = WorkFile.objects.filter(entries__arriving=document, entries__removed_at=None)
    if any(one.hold_reason for one in files.select_for_update(of=("self",)).order_by("pk")):
        raise EntryRefused("", words)


def destroy_contents(document: ArrivingDocument, *, now: datetime) -> int:
    """How many files went; the caller's transaction holds the row."""
    files = list(document.files.select_related("file"))
    of_batch = _let_go_scan(document)
    for one in files:
        one.delete()
        erase_file(one.file, by=SYSTEM, now=now)
    for file in of_batch:
        erase_file(file, by=SYSTEM, now=now)
    ArrivingVersion.objects.filter(document=document).update(changes={}, reason="")
    HandlingNote.objects.filter(document=document).update(text=NOTE)
    FileEntry.objects.filter(arriving=document).update(title=WORDS, dated=local(now).date(), pages=None)
    for name, value in EMPTIED.items():
        setattr(document, name, value)
    document.subject, document.issuer_name, document.destroyed_at = WORDS, "–", now
    document.frozen_at = document.frozen_at or now
    document.save()
    return len(files)


def _let_go_scan(document: ArrivingDocument) -> list[StoredFile]:
    """The text that was read off its pages goes, and the scanned batch where no other document came out of it; the batch's file then
    goes too. A batch with other documents keeps its original, which nobody may write over."""
    part = ScanPart.objects.select_related("scan__file").filter(document=document).first()
    if part is None:
        return []
    scan = part.scan
    part.delete()
    if scan.parts.exists():
        return []
    file = scan.file
    scan.delete()
    return [] if document.files.filter(file=file).exists() else [file]
