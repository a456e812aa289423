"""Issued documents of the department that by order were corrected, or replaced by another of its own, after they had gone out; one
whose recall is ordered and waits for the clerk."""

from datetime import datetime, timedelta
from uuid import UUID

from tinhso.demo.documents.offices import Office
from tinhso.demo.onestop.office_hours import last_days
from tinhso.documents.public import (
    ChangeOrder,
    IssuedChange,
    OutgoingDocument,
    order_change,
    replace_document,
    update_document,
)

REASON = "Kéo dài thời hạn trả lời theo đề nghị của các cơ quan (mô phỏng)."
MISTAKEN = "Văn bản trước ghi nhầm số liệu (mô phỏng)."
SENT_TOO_EARLY = "Ban hành khi chưa thống nhất với các cơ quan liên quan (mô phỏng)."
KEY = UUID("00000000-0000-4000-8000-000000000018")


def change_papers(offices: list[Office], *, now: datetime) -> int:
    """One corrected, one replaced, one to be recalled; none where too few official letters were issued. How many."""
    office = next(one for one in offices if one.words == "department")
    clerk = office.clerks[0]
    rows = OutgoingDocument.objects.visible_to(clerk, on=now.date()).whole()
    issued = rows.filter(case__agency=office.agency, issued_at__isnull=False, type_code="CV")
    found = list(issued.order_by("-number__dated", "-pk")[:5])
    if len(found) < 5:
        return 0
    yesterday = last_days(office.calendar, now.date(), 1)[0]
    at = office.calendar.add_working_seconds(office.calendar.opening(yesterday), 20_000)
    letter, better, updated, replaced, recalled = found

    def ordered(document: OutgoingDocument, kind: ChangeOrder.Kind, reason: str) -> ChangeOrder:
        head = next(one for one in office.heads if one.user_id == document.signer_id)
        return order_change(document=document, kind=kind, reason=reason, by=head, now=at)

    change = IssuedChange(updated.subject, updated.urgency, now.date() + timedelta(days=14))
    order = ordered(updated, ChangeOrder.Kind.CORRECT, REASON)
    update_document(order=order, letter=letter, change=change, client_key=KEY, by=clerk, now=at)
    order = ordered(replaced, ChangeOrder.Kind.REPLACE, MISTAKEN)
    replace_document(order=order, document=better, by=clerk, now=at)
    ordered(recalled, ChangeOrder.Kind.RECALL, SENT_TOO_EARLY)
    return 3
