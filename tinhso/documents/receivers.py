"""What follows the issue of a document: it goes over the axis, a normative one has steps to come; and the sender of an
arriving one is told what becomes of it."""

from tinhso.documents.axis.actions.enqueue_message import enqueue_document
from tinhso.documents.axis.actions.enqueue_replies import enqueue_replies
from tinhso.documents.incoming.events import HandlingStatusWritten
from tinhso.documents.normative.actions.follow_issue import follow_issue
from tinhso.documents.outgoing.events import DocumentIssued
from tinhso.kernel.events.public import EventRow, event_of, listen
from tinhso.kernel.site import clock


@listen(DocumentIssued)
def send_issued(row: EventRow) -> None:
    enqueue_document(event_of(row, DocumentIssued).case_id, now=clock.now())


@listen(DocumentIssued)
def follow_rule(row: EventRow) -> None:
    follow_issue(event_of(row, DocumentIssued).case_id, now=clock.now())


@listen(HandlingStatusWritten)
def reply_to_sender(row: EventRow) -> None:
    enqueue_replies(event_of(row, HandlingStatusWritten).case_id)
