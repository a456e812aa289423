from tinhso.documents.models.draft_version import Approval, DocumentRecipient, DraftComment, DraftVersion
from tinhso.documents.models.outgoing_document import OutgoingDocument, RoutingSeat
from tinhso.documents.models.register_number import RegisterNumber

__all__ = [
    "Approval",
    "DocumentRecipient",
    "DraftComment",
    "DraftVersion",
    "OutgoingDocument",
    "RegisterNumber",
    "RoutingSeat",
]
