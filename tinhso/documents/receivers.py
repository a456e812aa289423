"""What follows the issue of a document: it goes over the axis; a normative one has steps to come."""

from tinhso.documents.axis.actions.enqueue_message import enqueue_document
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
