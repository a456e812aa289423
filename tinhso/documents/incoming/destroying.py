"""What is destroyed of an arriving document that was recalled or given back (NĐ 30/2020, phụ lục VI, III.8b): files and metadata.

Its place in the register stays, without a word of the paper; what the recall itself says stands in `TakeBack`.
"""

from datetime import datetime

from tinhso.documents.models import ArrivingDocument, HandlingNote
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import erase_file

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


def destroy_contents(document: ArrivingDocument, *, now: datetime) -> int:
    """How many files went; the caller's transaction holds the row."""
    files = list(document.files.select_related("file"))
    for one in files:
        one.delete()
        erase_file(one.file, by=SYSTEM, now=now)
    HandlingNote.objects.filter(document=document).update(text=NOTE)
    for name, value in EMPTIED.items():
        setattr(document, name, value)
    document.subject, document.issuer_name, document.destroyed_at = WORDS, "–", now
    document.frozen_at = document.frozen_at or now
    document.save()
    return len(files)
