"""Issued documents of the department that were updated, or replaced by another of its own, after they had gone out."""

from datetime import datetime, timedelta
from uuid import UUID

from tinhso.demo.documents.offices import Office
from tinhso.demo.onestop.office_hours import last_days
from tinhso.documents.public import IssuedChange, OutgoingDocument, replace_document, update_document

REASON = "Kéo dài thời hạn trả lời theo đề nghị của các cơ quan (mô phỏng)."
MISTAKEN = "Văn bản trước ghi nhầm số liệu (mô phỏng)."
KEY = UUID("00000000-0000-4000-8000-000000000018")
TYPES = ("CV", "BC", "TB")


def change_papers(offices: list[Office], *, now: datetime) -> int:
    """One updated and one replaced; none where too few were issued. How many."""
    office = next(one for one in offices if one.words == "department")
    clerk = office.clerks[0]
    rows = OutgoingDocument.objects.visible_to(clerk, on=now.date()).whole()
    issued = rows.filter(
        case__agency=office.agency, issued_at__isnull=False, normative=False, type_code__in=TYPES
    )
    found = list(issued.order_by("-number__dated", "-pk")[:3])
    if len(found) < 3:
        return 0
    yesterday = last_days(office.calendar, now.date(), 1)[0]
    at = office.calendar.add_working_seconds(office.calendar.opening(yesterday), 20_000)
    updated, better, replaced = found
    change = IssuedChange(updated.subject, updated.urgency, now.date() + timedelta(days=14), REASON)
    update_document(document=updated, change=change, client_key=KEY, by=clerk, now=at)
    replace_document(document=better, replaced=replaced, reason=MISTAKEN, by=clerk, now=at)
    return 2
