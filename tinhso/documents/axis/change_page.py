"""What the pages of an issued document show of its updates, and of what took its place."""

from datetime import date

from django.utils.translation import gettext as _

from tinhso.documents.models import DocumentUpdate, OutgoingDocument
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import vn_date, vn_datetime


def updates_table(document: OutgoingDocument) -> Table:
    """Each update with what stood before and what stands since. Three queries."""
    rows = DocumentUpdate.objects.filter(document=document).select_related("by")
    head = (_("Lần"), _("Thay đổi"), _("Lý do"), _("Người cập nhật"), _("Lúc"))
    return Table(
        _("Cập nhật sau khi phát hành"),
        [Column(label) for label in head],
        [
            [
                str(one.number),
                Cell("; ".join(_changed(one))),
                one.reason,
                one.by.full_name,
                vn_datetime(one.at),
            ]
            for one in rows.prefetch_related("files", "removed_files")
        ],
    )


def _changed(one: DocumentUpdate) -> list[str]:
    urgency = OutgoingDocument.Urgency
    pairs = (
        (_("Trích yếu"), one.former_subject, one.subject),
        (_("Độ khẩn"), urgency(one.former_urgency).label, urgency(one.urgency).label),
        (_("Hạn trả lời"), vn_date(one.former_answer_by), vn_date(one.answer_by)),
    )
    found = [
        _("%(what)s: từ “%(was)s” thành “%(now)s”") % {"what": what, "was": was or "–", "now": now or "–"}
        for what, was, now in pairs
        if was != now
    ]
    found += [_("kèm thêm “%(title)s”") % {"title": file.title} for file in one.files.all()]
    return found + [_("bỏ “%(title)s”") % {"title": file.title} for file in one.removed_files.all()]


def issued_called(words: str, agency_id: int, by: Actor, on: date) -> OutgoingDocument | None:
    """The issued document of the agency with that code, or that number and notation, as far as it shows to the actor. Of
    several years' numbers the newest."""
    wanted = "".join(words.split()).casefold()
    rows = OutgoingDocument.objects.visible_to(by, on=on).whole()
    rows = rows.filter(case__agency=agency_id, issued_at__isnull=False)
    found: OutgoingDocument | None = rows.filter(case__code__iexact=wanted).first()
    if found is not None:
        return found
    digits, _slash, notation = wanted.partition("/")
    if not digits.isascii() or not digits.isdecimal() or len(digits) > 9:
        return None
    numbered = rows.filter(number__number=int(digits), number__notation__iexact=notation)
    last: OutgoingDocument | None = numbered.order_by("-number__dated").first()
    return last
