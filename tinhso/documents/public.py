"""The door of official documents: numbers of the register, outgoing and arriving documents, files of work, drafts of rules that
everybody comments on."""

from tinhso.documents.assignments.actions.approve_assignment import approve_assignment
from tinhso.documents.assignments.actions.ask_extension import ask_extension
from tinhso.documents.assignments.actions.decide_extension import decide_extension
from tinhso.documents.assignments.actions.give_assignment import Task, give_assignment
from tinhso.documents.assignments.actions.link_letter import link_letter
from tinhso.documents.assignments.actions.receive_assignment import receive_assignment
from tinhso.documents.assignments.actions.report_assignment import report_assignment
from tinhso.documents.assignments.actions.report_progress import report_progress
from tinhso.documents.assignments.actions.return_assignment import return_assignment
from tinhso.documents.assignments.actions.support_assignment import support_assignment
from tinhso.documents.assignments.actions.urge_assignment import urge_assignment
from tinhso.documents.axis.actions.order_change import order_change
from tinhso.documents.axis.actions.replace_document import replace_document
from tinhso.documents.axis.actions.take_message import take_message
from tinhso.documents.axis.actions.update_document import IssuedChange, update_document
from tinhso.documents.axis.client import Listed
from tinhso.documents.copies.actions.order_copy import order_copy
from tinhso.documents.copies.actions.sign_copy import issue_copy, sign_copy
from tinhso.documents.copies.details import CopyDetails
from tinhso.documents.incoming.actions.approve_result import approve_result
from tinhso.documents.incoming.actions.direct_document import direct_document
from tinhso.documents.incoming.actions.file_document import file_document
from tinhso.documents.incoming.actions.receive_document import CameFile, receive_document
from tinhso.documents.incoming.actions.refuse_document import refuse_document
from tinhso.documents.incoming.actions.register_document import register_document
from tinhso.documents.incoming.actions.report_result import report_result
from tinhso.documents.incoming.assigning import Assignee
from tinhso.documents.incoming.letter import ArrivingLetter
from tinhso.documents.layout.document_types import DocumentType, UnknownType, type_of, types_on
from tinhso.documents.models import (
    Approval,
    ArrivingDocument,
    Assignment,
    AxisArrival,
    ChangeOrder,
    CommentAnswer,
    Consultation,
    DocumentCopy,
    OutgoingDocument,
    RegisterNumber,
    RelatedDocument,
    RuleRelation,
    RuleStep,
    WorkFile,
)
from tinhso.documents.normative.actions.begin_rule_step import begin_rule_step
from tinhso.documents.normative.actions.follow_issue import follow_issue
from tinhso.documents.normative.actions.relate_rule import relate_rule
from tinhso.documents.normative.actions.report_rule_step import report_rule_step
from tinhso.documents.normative.actions.set_effect import set_effect
from tinhso.documents.normative.actions.shorten_procedure import shorten_procedure
from tinhso.documents.outgoing.actions.approve_draft import approve_draft
from tinhso.documents.outgoing.actions.comment_on_draft import comment_on_draft
from tinhso.documents.outgoing.actions.relate_document import relate_document
from tinhso.documents.outgoing.actions.return_draft import return_draft
from tinhso.documents.outgoing.actions.send_draft import send_draft
from tinhso.documents.outgoing.actions.start_draft import start_draft
from tinhso.documents.outgoing.actions.write_version import write_version
from tinhso.documents.outgoing.text import Draft, Text
from tinhso.documents.pages.refusals import DocumentsForbidden, SecretDocument
from tinhso.documents.registers.actions.add_outside_recipient import add_outside_recipient
from tinhso.documents.registers.actions.end_outside_recipient import end_outside_recipient
from tinhso.documents.registers.actions.give_number import NotReserved, give_number
from tinhso.documents.registers.actions.release_number import release_number
from tinhso.documents.registers.actions.reserve_number import reserve_number
from tinhso.documents.registers.notations import notation_of
from tinhso.documents.registers.series import series as register_series
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
from tinhso.documents.submission.actions.write_slip import write_slip
from tinhso.documents.submission.slips import SlipWords
from tinhso.documents.week_calendar.actions.approve_week import approve_week
from tinhso.documents.week_calendar.actions.write_entry import write_entry
from tinhso.documents.work_files.actions.approve_file_list import approve_file_list
from tinhso.documents.work_files.actions.close_file import close_file
from tinhso.documents.work_files.actions.file_paper import file_paper
from tinhso.documents.work_files.actions.hand_over_file import hand_over_file
from tinhso.documents.work_files.actions.plan_file import plan_file
from tinhso.documents.work_files.actions.receive_file import receive_file
from tinhso.kernel.site.public import EntryRefused

__all__ = [
    "Approval",
    "ArrivingDocument",
    "ArrivingLetter",
    "Assignment",
    "Task",
    "approve_assignment",
    "ask_extension",
    "decide_extension",
    "give_assignment",
    "link_letter",
    "receive_assignment",
    "report_assignment",
    "report_progress",
    "return_assignment",
    "support_assignment",
    "urge_assignment",
    "Assignee",
    "AxisArrival",
    "CameFile",
    "ChangeOrder",
    "CommentAnswer",
    "Consultation",
    "CopyDetails",
    "DocumentCopy",
    "DocumentType",
    "issue_copy",
    "order_copy",
    "sign_copy",
    "DocumentsForbidden",
    "Draft",
    "EntryRefused",
    "IssuedChange",
    "Listed",
    "NotReserved",
    "OutgoingDocument",
    "RelatedDocument",
    "SlipWords",
    "RegisterNumber",
    "RuleRelation",
    "RuleStep",
    "SecretDocument",
    "Text",
    "UnknownType",
    "WorkFile",
    "add_outside_recipient",
    "answer_comments",
    "approve_draft",
    "approve_file_list",
    "approve_result",
    "approve_week",
    "begin_rule_step",
    "close_consultation",
    "close_file",
    "comment_on_draft",
    "decide_comment",
    "direct_document",
    "draft_paragraphs",
    "draft_report",
    "end_outside_recipient",
    "file_document",
    "file_paper",
    "follow_issue",
    "give_number",
    "hand_over_file",
    "issue_document",
    "notation_of",
    "open_consultation",
    "plan_file",
    "propose_consultation",
    "publish_answers",
    "receive_document",
    "receive_file",
    "refuse_document",
    "register_document",
    "register_series",
    "relate_rule",
    "relate_document",
    "release_number",
    "order_change",
    "replace_document",
    "report_result",
    "report_rule_step",
    "reserve_number",
    "return_draft",
    "send_draft",
    "set_effect",
    "shorten_procedure",
    "sign_document",
    "start_draft",
    "take_message",
    "type_of",
    "types_on",
    "update_document",
    "write_comment",
    "write_entry",
    "write_slip",
    "write_version",
]
