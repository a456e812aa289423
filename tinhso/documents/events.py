"""The door of what happens to official documents."""

from tinhso.documents.outgoing.events import (
    DocumentDrafted,
    DocumentIssued,
    DocumentPaperDrawn,
    DocumentReaderSeated,
    DraftApproved,
    DraftCommented,
    DraftVersionWritten,
)
from tinhso.documents.registers.events import (
    DocumentNumberGiven,
    DocumentNumberReleased,
    DocumentNumberReserved,
)

__all__ = [
    "DocumentDrafted",
    "DocumentIssued",
    "DocumentNumberGiven",
    "DocumentNumberReleased",
    "DocumentNumberReserved",
    "DocumentPaperDrawn",
    "DocumentReaderSeated",
    "DraftApproved",
    "DraftCommented",
    "DraftVersionWritten",
]
