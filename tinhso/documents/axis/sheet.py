"""What the page of an outgoing document shows of its way over the axis."""

from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.documents.models import AxisMessage, OutgoingDocument, ReceiverStatus
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import vn_datetime

Tone = Literal["ok", "soon", "late", ""]
TONES: dict[str, Tone] = {
    "stuck": "late",
    "confirmed": "ok",
    "waiting": "soon",
    "sending": "soon",
    "skipped": "",
}


def sent_table(document: OutgoingDocument, *, mends: bool) -> Table:
    """Each message with what the axis said; `mends` leads the clerk to what can be done. One query."""
    rows = AxisMessage.objects.filter(recipient__document=document).select_related("recipient")
    return Table(
        _("Gửi trên trục liên thông"),
        [Column(label) for label in (_("Nơi nhận"), _("Việc"), _("Trạng thái"), _("Trục trả lời"), _("Lúc"))],
        [
            [
                Cell(one.recipient.name, small=one.recipient.ident_code),
                AxisMessage.Kind(one.kind).label,
                Cell(
                    AxisMessage.State(one.state).label,
                    tone=TONES[one.state],
                    url=reverse("axis_message", args=[document.case.code, one.pk]) if mends else "",
                ),
                one.answer_text or one.skip_reason or "–",
                vn_datetime(one.at),
            ]
            for one in rows.order_by("recipient_id", "number")
        ],
    )


def status_table(document: OutgoingDocument) -> Table:
    """Each state of handling that a receiver told, in the order in which it came. One query."""
    rows = ReceiverStatus.objects.filter(recipient__document=document).select_related("recipient")
    return Table(
        _("Trạng thái xử lý ở nơi nhận"),
        [
            Column(label)
            for label in (_("Nơi nhận"), _("Trạng thái"), _("Nội dung"), _("Nơi nhận ghi lúc"), _("Đến lúc"))
        ],
        [
            [
                one.recipient.name,
                Cell(
                    f"{one.code} {ReceiverStatus.Code(one.code).label}",
                    tone="late" if one.code in {"02", "16"} else "",
                ),
                Cell(one.note or "–", small=one.staff),
                vn_datetime(one.reported_at) if one.reported_at else "–",
                vn_datetime(one.at),
            ]
            for one in rows
        ],
    )
