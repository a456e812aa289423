from tinhso.documents.models.axis_message import AxisCursor, AxisMessage, ReceiverStatus
from tinhso.documents.models.draft_version import Approval, DocumentRecipient, DraftComment, DraftVersion
from tinhso.documents.models.outgoing_document import OutgoingDocument, RoutingSeat
from tinhso.documents.models.register_number import RegisterNumber

__all__ = [
    "Approval",
    "AxisCursor",
    "AxisMessage",
    "DocumentRecipient",
    "DraftComment",
    "DraftVersion",
    "OutgoingDocument",
    "ReceiverStatus",
    "RegisterNumber",
    "RoutingSeat",
]
