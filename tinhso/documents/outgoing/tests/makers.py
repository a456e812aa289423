"""Outgoing documents of agency A at each step of their way."""

from datetime import datetime
from typing import Any

from tests.town import Town
from tinhso.casework.tests.makers import NOW
from tinhso.documents.layout.document_types import type_of
from tinhso.documents.models import Approval, OutgoingDocument
from tinhso.documents.outgoing.actions.approve_draft import approve_draft
from tinhso.documents.outgoing.actions.send_draft import send_draft
from tinhso.documents.outgoing.actions.start_draft import start_draft
from tinhso.documents.outgoing.text import Draft, Text

TEXT = Text(
    legal_basis=("Căn cứ Nghị định số 30/2020/NĐ-CP;",),
    to=("Các sở, ban, ngành",),
    paragraphs=("Đề nghị các cơ quan báo cáo trước ngày 15/3/2024.", "Trân trọng./."),
    recipients=("Như trên", "Lưu: VT"),
)
WORDS: dict[str, Any] = {
    "subject": "Báo cáo kết quả chuyển đổi số quý I",
    "text": TEXT,
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
