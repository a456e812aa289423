from tinhso.documents.models.arriving_document import (
    ArrivingDocument,
    ArrivingFile,
    ArrivingSeat,
    HandlingStatus,
)
from tinhso.documents.models.arriving_version import ArrivingReplacement, ArrivingVersion
from tinhso.documents.models.assignment import (
    Assignment,
    AssignmentLetter,
    AssignmentNote,
    AssignmentSupport,
    ExtensionRequest,
)
from tinhso.documents.models.attached_file import AttachedFile
from tinhso.documents.models.axis_arrival import AxisArrival, AxisReply
from tinhso.documents.models.axis_message import AxisCursor, AxisMessage, ReceiverStatus
from tinhso.documents.models.comment_answer import CommentAnswer
from tinhso.documents.models.consultation import Consultation
from tinhso.documents.models.document_change import ChangeOrder, DocumentReplacement, DocumentUpdate
from tinhso.documents.models.document_copy import DocumentCopy
from tinhso.documents.models.draft_version import Approval, DocumentRecipient, DraftComment, DraftVersion
from tinhso.documents.models.handling import DocumentSupport, HandlingNote
from tinhso.documents.models.normative import IssuedRule, RuleRelation, RuleStep, RuleTextChange
from tinhso.documents.models.office_editor.draft_lock import DraftLock, EditorSave
from tinhso.documents.models.outgoing_document import OutgoingDocument, RoutingSeat
from tinhso.documents.models.outside_recipient import OutsideRecipient
from tinhso.documents.models.paper_delivery import PaperDelivery
from tinhso.documents.models.public_comment import PublicComment
from tinhso.documents.models.register_number import RegisterNumber
from tinhso.documents.models.relations.related_document import RelatedDocument
from tinhso.documents.models.right_change import RightChange
from tinhso.documents.models.saved_search import SavedSearch
from tinhso.documents.models.scan import Scan, ScanPart
from tinhso.documents.models.shortened_procedure import ShortenedProcedure
from tinhso.documents.models.submission.submission_slip import SlipDirection, SubmissionSlip
from tinhso.documents.models.take_back import TakeBack
from tinhso.documents.models.week_calendar.calendar_entry import CalendarEntry
from tinhso.documents.models.work_files.archive_package import ArchivePackage
from tinhso.documents.models.work_files.work_file import FileEntry, FileList, FileMove, WorkFile

__all__ = [
    "ArchivePackage",
    "Approval",
    "Assignment",
    "AssignmentLetter",
    "AssignmentNote",
    "AssignmentSupport",
    "ExtensionRequest",
    "AttachedFile",
    "ArrivingDocument",
    "ArrivingFile",
    "ArrivingReplacement",
    "ArrivingSeat",
    "ArrivingVersion",
    "AxisArrival",
    "AxisCursor",
    "AxisMessage",
    "AxisReply",
    "ChangeOrder",
    "CommentAnswer",
    "Consultation",
    "DocumentCopy",
    "DocumentRecipient",
    "DocumentReplacement",
    "DocumentSupport",
    "DocumentUpdate",
    "DraftComment",
    "DraftLock",
    "DraftVersion",
    "EditorSave",
    "FileEntry",
    "FileList",
    "FileMove",
    "HandlingNote",
    "HandlingStatus",
    "IssuedRule",
    "OutgoingDocument",
    "CalendarEntry",
    "OutsideRecipient",
    "PaperDelivery",
    "PublicComment",
    "ReceiverStatus",
    "RelatedDocument",
    "RegisterNumber",
    "RightChange",
    "RuleRelation",
    "RuleStep",
    "RuleTextChange",
    "RoutingSeat",
    "TakeBack",
    "SavedSearch",
    "SlipDirection",
    "SubmissionSlip",
    "ShortenedProcedure",
    "Scan",
    "ScanPart",
    "WorkFile",
]
