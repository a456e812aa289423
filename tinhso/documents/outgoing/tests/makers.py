"""Outgoing documents of agency A at each step of their way."""

from datetime import datetime
from typing import Any

from tests.town import Town
from tinhso.casework.public import Case, State
from tinhso.casework.tests.makers import NOW
from tinhso.documents.layout.document_types import type_of
from tinhso.documents.models import Approval, OutgoingDocument
from tinhso.documents.outgoing.actions.approve_draft import approve_draft
from tinhso.documents.outgoing.actions.send_draft import send_draft
from tinhso.documents.outgoing.actions.start_draft import start_draft
from tinhso.documents.outgoing.drawing import numbered_type, paper_kind
from tinhso.documents.outgoing.text import Draft, Text
from tinhso.documents.registers.actions.give_number import give_number
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import Kind, store_made
from tinhso.kernel.papers.public import Paper

TEXT = Text(
    legal_basis=("Căn cứ Nghị định số 30/2020/NĐ-CP;",),
    to=("Các sở, ban, ngành",),
    paragraphs=("Đề nghị các cơ quan báo cáo trước ngày 15/3/2024.", "Trân trọng./."),
    recipients=("Như trên", "Lưu: VT"),
)
WORDS: dict[str, Any] = {
    "subject": "Báo cáo kết quả chuyển đổi số quý I",
    "text": TEXT,
    "unit": "VP",
    "receivers": ("H56.15",),
}


def fresh(document: OutgoingDocument) -> OutgoingDocument:
    return OutgoingDocument.objects.whole().get(pk=document.pk)


def draft(
    town: Town, code: str = "CV", who: str = "emi", now: datetime = NOW, **changes: Any
) -> OutgoingDocument:
    secrecy, key = changes.pop("secrecy", ""), changes.pop("client_key", None)
    made = start_draft(
        kind=type_of(code, now.date()),
        draft=Draft(**WORDS | changes),
        secrecy=secrecy,
        client_key=key,
        by=town.actor(who),
        now=now,
    )
    return fresh(made)


def send(town: Town, document: OutgoingDocument, who: str = "emi", **changes: Any) -> OutgoingDocument:
    given: dict[str, Any] = {"ver": document.case.ver, "reviewer": town.chi, "signer": town.chi, "now": NOW}
    send_draft(document=document, by=town.actor(who), **given | changes)
    return fresh(document)


def approve(town: Town, document: OutgoingDocument, part: str, who: str, **changes: Any) -> OutgoingDocument:
    given: dict[str, Any] = {"ver": document.case.ver, "part": Approval.Part(part), "now": NOW}
    approve_draft(document=document, by=town.actor(who), **given | changes)
    return fresh(document)


def at_form(town: Town, **changes: Any) -> OutgoingDocument:
    return approve(town, send(town, draft(town, **changes)), "content", "chi")


def at_sign(town: Town, **changes: Any) -> OutgoingDocument:
    """Content and form are approved; it waits for Chi's signature."""
    return approve(town, at_form(town, **changes), "form", "van")


def as_issued(town: Town, document: OutgoingDocument, at: datetime = NOW) -> OutgoingDocument:
    """Numbered in its series and issued, without the signatures that other tests give."""
    kind = numbered_type(document, at.date())
    number = give_number(
        agency=town.agency_a, kind=kind, title=document.subject, day=at.date(), by=town.actor("van"), now=at
    )
    sheet = store_made(b"%PDF-1.4", name="a.pdf", kind=Kind.PDF, by=SYSTEM, now=at)
    paper = Paper.objects.create(
        kind=paper_kind(kind.code),
        subject=document.case.code,
        agency=town.agency_a,
        place="A",
        notation=number.notation,
        number=number.number,
        year=at.year,
        dated=at.date(),
        state=Paper.State.ISSUED,
        file=sheet,
        draft=sheet,
        created_at=at,
        issued_at=at,
    )
    OutgoingDocument.objects.filter(pk=document.pk).update(
        number=number, paper=paper, signed_at=at, issued_at=at
    )
    Case.objects.filter(pk=document.pk).update(state=State.DONE, step="sent", settled_at=at, finished_at=at)
    return fresh(document)
