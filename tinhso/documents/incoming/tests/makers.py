"""Arriving documents of agency A at each step of their way."""

from datetime import date, datetime
from typing import Any

from tests.town import Town, make_agency, make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.documents.incoming.actions.direct_document import direct_document
from tinhso.documents.incoming.actions.receive_document import CameFile, receive_document
from tinhso.documents.incoming.actions.register_document import register_document
from tinhso.documents.incoming.actions.report_result import report_result
from tinhso.documents.incoming.assigning import Assignee
from tinhso.documents.incoming.letter import ArrivingLetter
from tinhso.documents.models import ArrivingDocument
from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.files.public import Kind, store_made
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Examiner, Head

WORDS: dict[str, Any] = {
    "issuer_name": "Ủy ban nhân dân tỉnh",
    "issuer_ident": "H56",
    "document_ident": "H56,2024/03/05,15/UBND-CNTT",
    "number": "15",
    "notation": "UBND-CNTT",
    "dated": date(2024, 3, 5),
    "type_code": "CV",
    "subject": "Báo cáo kết quả chuyển đổi số quý I",
}


def fresh(document: ArrivingDocument) -> ArrivingDocument:
    return ArrivingDocument.objects.whole().get(pk=document.pk)


def actor(town: Town, who: str) -> Actor:
    return SYSTEM if who == "system" else town.actor(who)


def arrive(town: Town, who: str = "system", now: datetime = NOW, **changes: Any) -> ArrivingDocument:
    """It came to agency A by message, and waits for its clerk."""
    names = ("files", "secrecy", "origin_id", "client_key", "channel", "agency")
    given = {name: changes.pop(name) for name in names if name in changes}
    given.setdefault("channel", ArrivingDocument.Channel.EDXML)
    given.setdefault("agency", town.agency_a)
    made = receive_document(letter=ArrivingLetter(**WORDS | changes), by=actor(town, who), now=now, **given)
    return fresh(made)


def scan(name: str = "cong-van.pdf", content: bytes = b"%PDF-1.4 thu") -> CameFile:
    return CameFile(store_made(content, name=name, kind=Kind.PDF, by=SYSTEM, now=NOW))


def register(
    town: Town, document: ArrivingDocument, who: str = "van", now: datetime = NOW, **changes: Any
) -> ArrivingDocument:
    given = {"ver": document.case.ver} | changes
    return fresh(register_document(document=document, by=town.actor(who), now=now, **given))


def registered(town: Town, **changes: Any) -> ArrivingDocument:
    """It has a number and waits for Chi's direction."""
    return register(town, arrive(town, **changes), leader=town.chi)


def with_unit(town: Town) -> Town:
    """Phòng A of agency A: Phú heads it, Quý is its official."""
    unit = make_agency("phong-a", "Phòng Công nghệ", kind=Agency.Kind.DIVISION, parent=town.agency_a)
    town.unit = unit  # type: ignore[attr-defined]
    town.phu = make_officer("phu", "Lê Văn Phú", unit, "Trưởng phòng", Head)  # type: ignore[attr-defined]
    town.quy = make_officer("quy", "Lê Thị Quý", unit, "Chuyên viên", Examiner)  # type: ignore[attr-defined]
    return town


def direct(
    town: Town, document: ArrivingDocument, main: Assignee | None = None, who: str = "chi", **changes: Any
) -> ArrivingDocument:
    """Chi hands it to Emi, or to whom the test says."""
    given: dict[str, Any] = {
        "ver": document.case.ver,
        "instruction": "Giao xử lý, báo cáo trước hạn",
        "main": main or Assignee(town.agency_a, town.emi),
        "now": NOW,
    }
    direct_document(document=document, by=town.actor(who), **given | changes)
    return fresh(document)


def report(town: Town, document: ArrivingDocument, who: str = "emi", **changes: Any) -> ArrivingDocument:
    given: dict[str, Any] = {"ver": document.case.ver, "text": "Đã tổng hợp số liệu", "now": NOW}
    report_result(document=document, by=town.actor(who), **given | changes)
    return fresh(document)
