"""The door of what happens to official documents."""

from tinhso.documents.axis.events import (
    AxisMessageHeld,
    AxisMessageRepeated,
    AxisMessageSkipped,
    DocumentSent,
    ReceiverStatusReceived,
    TakeBackAsked,
)
from tinhso.documents.incoming.events import (
    ArrivingDocumentRegistered,
    DocumentArrived,
    DocumentDirected,
    DocumentResultReported,
    HandlingNoteWritten,
    HandlingStatusWritten,
)
from tinhso.documents.outgoing.events import (
    DocumentDrafted,
    DocumentFileAttached,
    DocumentFileTakenOff,
    DocumentIssued,
    DocumentPaperDrawn,
    DocumentReaderSeated,
    DocumentRightDecided,
    DraftApproved,
    DraftCommented,
    DraftVersionWritten,
)
from tinhso.documents.registers.events import (
    DocumentNumberGiven,
    DocumentNumberReleased,
    DocumentNumberReserved,
)
from tinhso.documents.rulemaking.events import (
    AnswersPublished,
    CommentsAnswered,
    ConsultationClosed,
    ConsultationOpened,
    ConsultationProposed,
    PublicCommentDecided,
    PublicCommentWritten,
)

__all__ = [
    "AnswersPublished",
    "CommentsAnswered",
    "ConsultationClosed",
    "ConsultationOpened",
    "ConsultationProposed",
    "AxisMessageHeld",
    "AxisMessageRepeated",
    "AxisMessageSkipped",
    "DocumentSent",
    "PublicCommentDecided",
    "PublicCommentWritten",
    "ReceiverStatusReceived",
    "TakeBackAsked",
    "ArrivingDocumentRegistered",
    "DocumentArrived",
    "DocumentDirected",
    "DocumentDrafted",
    "DocumentFileAttached",
    "DocumentFileTakenOff",
    "DocumentIssued",
    "DocumentNumberGiven",
    "DocumentNumberReleased",
    "DocumentNumberReserved",
    "DocumentPaperDrawn",
    "DocumentReaderSeated",
    "DocumentResultReported",
    "DocumentRightDecided",
    "DraftApproved",
    "DraftCommented",
    "DraftVersionWritten",
    "HandlingNoteWritten",
    "HandlingStatusWritten",
]
