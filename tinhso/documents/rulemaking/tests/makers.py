"""Drafts of decisions of agency A on their way to the public, and comments on them."""

from datetime import date, datetime, timedelta
from typing import Any

from tests.town import Town
from tinhso.casework.tests.makers import NOW
from tinhso.documents.models import Consultation, OutgoingDocument, PublicComment
from tinhso.documents.outgoing.tests import makers as drafts
from tinhso.documents.outgoing.text import Text
from tinhso.documents.rulemaking.actions.close_consultation import close_consultation
from tinhso.documents.rulemaking.actions.open_consultation import open_consultation
from tinhso.documents.rulemaking.actions.propose_consultation import propose_consultation
from tinhso.documents.rulemaking.actions.write_comment import write_comment
from tinhso.kernel.events.public import Actor

VISITOR = Actor()
CLOSES_ON = date(2024, 4, 8)  # a Monday, 31 days after the day of the town
AFTER = NOW + timedelta(days=32)
RULE = Text(
    legal_basis=("Căn cứ Luật Tổ chức chính quyền địa phương;",),
    paragraphs=(
        "Chương I",
        "QUY ĐỊNH CHUNG",
        "Điều 1. Phạm vi điều chỉnh",
        "1. Quy định này quy định việc quản lý vỉa hè.",
        "a) Hộ kinh doanh được dùng tối đa 1,5 m;",
        "Điều 2. Hiệu lực",
        "Quyết định này có hiệu lực từ ngày 01 tháng 7 năm 2024.",
    ),
    recipients=("Lưu: VT",),
    related=("Báo cáo nội bộ số 5",),
)
TITLE = "Quy định quản lý vỉa hè"
POINT = 5
"""The paragraph that is the point a of clause 1 of Article 1."""


def fresh(consultation: Consultation) -> Consultation:
    return Consultation.objects.whole().get(pk=consultation.pk)


def rule_draft(town: Town, **changes: Any) -> OutgoingDocument:
    return drafts.draft(town, **{"code": "QD", "subject": TITLE, "text": RULE, "receivers": ()} | changes)


def propose(
    town: Town, document: OutgoingDocument | None = None, who: str = "emi", **changes: Any
) -> Consultation:
    document = document or rule_draft(town)
    given: dict[str, Any] = {"ver": document.case.ver, "summary": "Xin ý kiến về chiều rộng.", "now": NOW}
    return fresh(propose_consultation(document=document, by=town.actor(who), **given | changes))


def open_it(town: Town, consultation: Consultation, who: str = "chi", **changes: Any) -> Consultation:
    given: dict[str, Any] = {"ver": consultation.case.ver, "closes_on": CLOSES_ON, "now": NOW}
    open_consultation(consultation=consultation, by=town.actor(who), **given | changes)
    return fresh(consultation)


def opened(town: Town) -> Consultation:
    return open_it(town, propose(town))


def closed(town: Town) -> Consultation:
    consultation = opened(town)
    close_consultation(consultation=consultation, now=AFTER)
    return fresh(consultation)


def comment(
    consultation: Consultation, by: Actor = VISITOR, now: datetime = NOW, **changes: Any
) -> PublicComment:
    given: dict[str, Any] = {"paragraph": POINT, "quote": "tối đa 1,5 m", "text": "Nên cho 2 m."}
    return write_comment(consultation=consultation, by=by, now=now, **given | changes)
