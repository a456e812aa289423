"""Sends a document over the axis once it is issued."""

from tinhso.documents.axis.actions.enqueue_message import enqueue_document
from tinhso.documents.outgoing.events import DocumentIssued
from tinhso.kernel.events.public import EventRow, event_of, listen
from tinhso.kernel.site import clock


@listen(DocumentIssued)
def send_issued(row: EventRow) -> None:
    enqueue_document(event_of(row, DocumentIssued).case_id, now=clock.now())
