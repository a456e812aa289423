"""What the clerk's page of messages on the axis shows: those that came, those of one's own that have not left."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.documents.axis.sheet import TONES, Tone
from tinhso.documents.models import ArrivingDocument, AxisArrival, AxisMessage, AxisReply
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import vn_datetime
from tinhso.lib.edxml.messages import Status

MOST_OPEN = 50
OPEN = ("waiting", "sending", "stuck")
ARRIVAL_TONES: dict[str, Tone] = {"received": "ok", "held": "late", "secret": "late", "dropped": ""}


def arrivals_of(agency_id: int, *, state: str = "", words: str = "") -> "QuerySet[AxisArrival]":
    rows = AxisArrival.objects.filter(agency=agency_id).select_related("document__case").order_by("-pk")
    if state:
        rows = rows.filter(state=state)
    if words:
        found = Q(sender_code__icontains=words) | Q(document_ident__icontains=words)
        rows = rows.filter(found | Q(axis_id__icontains=words))
    return rows


def what_it_is(arrival: AxisArrival) -> str:
    """What the message wants, as far as it could be read."""
    if len(arrival.business) == 2:
        return f"{arrival.business} {Status(arrival.business).words}"
    names = {"0": _("Văn bản mới"), "1": _("Thu hồi"), "2": _("Cập nhật"), "3": _("Thay thế")}
    return names.get(arrival.business, _("Trạng thái") if arrival.kind == "status" else _("Văn bản"))


def arrivals_table(arrivals: Sequence[AxisArrival], *, linked: frozenset[int]) -> Table:
    head = [_("Bản tin"), _("Nơi gửi"), _("Văn bản"), _("Trạng thái"), _("Lý do, lưu ý"), _("Đến lúc")]
    return Table(
        _("Bản tin đến từ trục"),
        [Column(label) for label in head],
        [
            [
                Cell(what_it_is(one), url=reverse("axis_arrival", args=[one.pk]), small=one.axis_id),
                one.sender_code or "–",
                _document_cell(one, linked),
                Cell(AxisArrival.State(one.state).label, tone=ARRIVAL_TONES[one.state]),
                one.drop_reason or one.problem or "–",
                vn_datetime(one.at),
            ]
            for one in arrivals
        ],
    )


def _document_cell(arrival: AxisArrival, linked: frozenset[int]) -> Cell:
    document = arrival.document
    if document is None:
        return Cell(arrival.document_ident or "–")
    url = reverse("arriving_document", args=[document.case.code]) if document.pk in linked else ""
    return Cell(document.case.code, url=url, small=arrival.document_ident)


def open_table(agency_id: int) -> Table:
    """What this agency sent and the axis has not confirmed: documents and states, the oldest first. Two queries."""
    sent = AxisMessage.objects.filter(recipient__document__case__agency=agency_id, state__in=OPEN)
    replies = AxisReply.objects.filter(document__agency=agency_id, state__in=OPEN)
    rows: list[list[Cell | str]] = [
        [
            Cell(one.get_kind_display(), small=one.recipient.document.case.code),
            one.recipient.name,
            Cell(
                one.get_state_display(),
                tone=TONES[one.state],
                url=reverse("axis_message", args=[one.recipient.document.case.code, one.pk]),
            ),
            one.answer_text or "–",
        ]
        for one in sent.select_related("recipient__document__case").order_by("pk")[:MOST_OPEN]
    ]
    rows += [
        [
            Cell(f"{one.status.code} {one.status.get_code_display()}", small=one.document.case.code),
            one.document.issuer_name,
            Cell(
                one.get_state_display(),
                tone=TONES[one.state],
                url=reverse("axis_reply", args=[one.document.case.code, one.pk]),
            ),
            one.answer_text or "–",
        ]
        for one in replies.select_related("document__case", "status").order_by("status_id")[:MOST_OPEN]
    ]
    head = [_("Tin gửi đi"), _("Nơi nhận"), _("Trạng thái"), _("Trục trả lời")]
    return Table(_("Tin gửi đi chưa tới trục"), [Column(label) for label in head], rows)


def replies_table(document: ArrivingDocument, *, mends: bool) -> Table:
    """Each state of handling on its way to the sender. One query."""
    rows = AxisReply.objects.filter(document=document).select_related("status")
    head = [_("Trạng thái xử lý"), _("Gửi trên trục"), _("Trục trả lời"), _("Lúc")]
    return Table(
        _("Báo cho nơi gửi"),
        [Column(label) for label in head],
        [
            [
                Cell(f"{one.status.code} {one.status.get_code_display()}", small=one.status.note),
                Cell(
                    one.get_state_display(),
                    tone=TONES[one.state],
                    url=reverse("axis_reply", args=[document.case.code, one.pk]) if mends else "",
                ),
                one.answer_text or one.skip_reason or "–",
                vn_datetime(one.status.at),
            ]
            for one in rows.order_by("status_id")
        ],
    )
