"""What the page of copies on paper shows."""

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.documents.models import OutgoingDocument, PaperDelivery
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import vn_date


def deliveries_table(document: OutgoingDocument, *, strikes: bool) -> Table:
    """Each row in the order in which it was written, struck ones too; `strikes` leads the clerk to the deed. One query."""
    rows = PaperDelivery.objects.filter(document=document).select_related("by", "struck_by")
    head = (
        _("Nơi nhận"),
        _("Cách gửi"),
        _("Số bản"),
        _("Ngày gửi"),
        _("Số bưu gửi, người nhận"),
        _("Ghi bởi"),
        _("Ghi nhầm"),
    )
    return Table(
        _("Bản giấy đã gửi"),
        [Column(label) for label in head],
        [
            [
                Cell(one.receiver, small=one.address),
                PaperDelivery.Way(one.way).label,
                str(one.copies),
                vn_date(one.dated),
                one.reference or "–",
                one.by.full_name,
                _last(one, document, strikes),
            ]
            for one in rows
        ],
    )


def copies_sent(document: OutgoingDocument) -> int:
    rows = PaperDelivery.objects.filter(document=document, struck_at=None)
    return sum(rows.values_list("copies", flat=True))


def _last(one: PaperDelivery, document: OutgoingDocument, strikes: bool) -> Cell:
    if one.struck_at is not None:
        return Cell(_("đã gạch bỏ"), small=one.strike_reason)
    if not strikes:
        return Cell("")
    return Cell(_("Gạch bỏ"), url=reverse("strike_delivery", args=[document.case.code, one.pk]))
