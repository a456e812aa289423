"""A document that agency A has issued to B and to an agency outside, and a pretended axis to send it over."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from sandbox.axis.server import Server
from sandbox.store import Store
from tests.town import Town
from tinhso.casework.tests.makers import NOW
from tinhso.documents.axis.actions.drop_order import drop_order
from tinhso.documents.axis.actions.order_change import order_change
from tinhso.documents.axis.actions.recall_document import recall_document
from tinhso.documents.axis.client import Listed
from tinhso.documents.layout.document_types import type_of
from tinhso.documents.models import ChangeOrder, OutgoingDocument
from tinhso.documents.outgoing.authority import expected_authority
from tinhso.documents.outgoing.drawing import draw_up
from tinhso.documents.outgoing.tests import makers
from tinhso.documents.registers.actions.give_number import give_number
from tinhso.kernel.outbox.public import Answer
from tinhso.lib.edxml.messages import DocumentMessage, Organ, Reference, Staff, Status, StatusMessage
from tinhso.lib.edxml.reader import read_message
from tinhso.lib.edxml.writer import write_status

SECRET = "sandbox"
B = Organ("H56.15", "Sở B")


@dataclass
class Answering:
    """An axis that answers what it is told to, and remembers what it was given."""

    answers: list[Answer | Exception] = field(default_factory=list)
    sent: list[tuple[str, bytes, str]] = field(default_factory=list)
    zipped: bool = True

    def send(self, content: bytes, kind: str, *, sender: str, receiver: str) -> Answer:
        answer = self.answers.pop(0) if self.answers else Answer("0", "Success", {"DocId": "d1"})
        if isinstance(answer, Exception):
            raise answer
        self.sent.append((kind, content, receiver))
        return answer

    def received(self, organ: str, kind: str, *, since: date, until: date) -> list[Listed]:
        return []

    def fetch(self, organ: str, axis_id: str) -> bytes:
        return b""

    def acknowledge(self, organ: str, axis_id: str, *, accepted: bool) -> None:
        return None


def issued(town: Town, of: OutgoingDocument | None = None, **changes: object) -> OutgoingDocument:
    """As the deeds of signing leave it, without two signatures: they have tests of their own."""
    document = makers.send(town, of or makers.draft(town, **changes))
    authority = expected_authority(document, NOW.date())
    assert authority is not None
    document.paper = draw_up(document, authority, by=town.actor("emi"), now=NOW)
    document.number = give_number(
        agency=town.agency_a, kind=type_of(document.type_code, NOW.date()), title=document.subject, day=NOW.date(),
        by=town.actor("van"), now=NOW,
    )  # fmt: skip
    document.signed_at = document.issued_at = NOW
    document.save()
    return makers.fresh(document)


def ordered(
    town: Town,
    document: OutgoingDocument,
    kind: str = "recall",
    reason: str = "Sai thẩm quyền",
    now: datetime = NOW,
) -> ChangeOrder:
    """By Chi, who signed it."""
    held = makers.fresh(document)
    return order_change(
        document=held, kind=ChangeOrder.Kind(kind), reason=reason, by=town.actor("chi"), now=now
    )


def each_order(town: Town, document: OutgoingDocument, now: datetime) -> Iterator[str]:
    """The page on which each kind is carried out, while one is open; it is dropped before the next."""
    for kind, page in (("recall", "thu-hoi"), ("replace", "thay-the"), ("correct", "cap-nhat")):
        order = ordered(town, document, kind, now=now)
        yield page
        drop_order(order=order, by=town.actor("chi"), now=now)


def letter(town: Town, now: datetime = NOW) -> OutgoingDocument:
    """An issued official letter of agency A that reaches nobody over the axis."""
    return makers.as_issued(town, makers.send(town, makers.draft(town, receivers=())), now)


def recall(
    town: Town,
    document: OutgoingDocument,
    who: str = "van",
    reason: str = "Sai thẩm quyền",
    now: datetime = NOW,
) -> int:
    """Ordered and carried out; nothing is left where that is refused."""
    with transaction.atomic():
        order = ordered(town, document, reason=reason, now=now)
        return recall_document(order=order, letter=letter(town), by=town.actor(who), now=now)


def status_of(document: OutgoingDocument, status: Status, words: str = "", organ: Organ = B) -> StatusMessage:
    number = document.number
    code = number.full_number
    name = f"H56.14,{number.dated:%Y/%m/%d},{code}"
    about = Reference("H56.14", code, name, number.dated)
    return StatusMessage(
        organ, about, status, datetime(2024, 3, 8, 10), words, Staff("Văn thư", "Bùi Thị My")
    )


def document_message(content: bytes) -> DocumentMessage:
    message = read_message(content).message
    assert isinstance(message, DocumentMessage)
    return message


@contextmanager
def pretended_axis() -> Iterator[Server]:
    server = Server(Store(), secret=SECRET)
    server.register.add_agency("H56.14", "Sở A")
    server.register.add_agency("H56.15", "Sở B")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def put_status(server: Server, message: StatusMessage) -> None:
    """The receiver's own software puts its status on the axis."""
    server.register.send(write_status(message), "status", server.clock())
