"""The door of official documents: numbers of the register, the way of an outgoing document, documents that arrive, drafts of
rules that everybody comments on."""

from tinhso.documents.incoming.actions.receive_document import CameFile, receive_document
from tinhso.documents.incoming.letter import ArrivingLetter
from tinhso.documents.layout.document_types import DocumentType, UnknownType, type_of, types_on
from tinhso.documents.models import Approval, CommentAnswer, Consultation, OutgoingDocument, RegisterNumber
from tinhso.documents.outgoing.actions.approve_draft import approve_draft
from tinhso.documents.outgoing.actions.comment_on_draft import comment_on_draft
from tinhso.documents.outgoing.actions.return_draft import return_draft
from tinhso.documents.outgoing.actions.send_draft import send_draft
from tinhso.documents.outgoing.actions.start_draft import start_draft
from tinhso.documents.outgoing.actions.write_version import write_version
from tinhso.documents.outgoing.text import Draft, Text
from tinhso.documents.pages.refusals import DocumentsForbidden, SecretDocument
from tinhso.documents.registers.actions.give_number import NotReserved, give_number
from tinhso.documents.registers.actions.release_number import release_number
from tinhso.documents.registers.actions.reserve_number import reserve_number
from tinhso.documents.rulemaking.actions.answer_comments import answer_comments
from tinhso.documents.rulemaking.actions.close_consultation import close_consultation
from tinhso.documents.rulemaking.actions.decide_comment import decide_comment
from tinhso.documents.rulemaking.actions.draft_report import draft_report
from tinhso.documents.rulemaking.actions.open_consultation import open_consultation
from tinhso.documents.rulemaking.actions.propose_consultation import propose_consultation
from tinhso.documents.rulemaking.actions.publish_answers import publish_answers
from tinhso.documents.rulemaking.actions.write_comment import write_comment
from tinhso.documents.rulemaking.paragraphs import paragraphs_of as draft_paragraphs
from tinhso.documents.signing.actions.issue_document import issue_document
from tinhso.documents.signing.actions.sign_document import sign_document
from tinhso.kernel.site.public import EntryRefused

__all__ = [
    "Approval",
    "ArrivingLetter",
    "CameFile",
    "CommentAnswer",
    "Consultation",
    "DocumentType",
    "DocumentsForbidden",
    "Draft",
    "EntryRefused",
    "NotReserved",
    "OutgoingDocument",
    "RegisterNumber",
    "SecretDocument",
    "Text",
    "UnknownType",
    "answer_comments",
    "approve_draft",
    "close_consultation",
    "comment_on_draft",
    "decide_comment",
    "draft_paragraphs",
    "draft_report",
    "give_number",
    "issue_document",
    "open_consultation",
    "propose_consultation",
    "publish_answers",
    "receive_document",
    "release_number",
    "reserve_number",
    "return_draft",
    "send_draft",
    "sign_document",
    "start_draft",
    "type_of",
    "types_on",
    "write_comment",
    "write_version",
]
