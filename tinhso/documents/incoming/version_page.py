"""What the page of an arriving document shows of its sender's updates, and of what took its place."""

from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.documents.models import (
    ArrivingDocument,
    ArrivingReplacement,
    ArrivingVersion,
    OutgoingDocument,
)
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.shapes import Cell, Column, FileRow, Table
from tinhso.lib.dates import vn_date, vn_datetime


def versions_table(document: ArrivingDocument) -> Table:
    """Each update of the sender with what stood before and what stands since. Three queries."""
    rows = ArrivingVersion.objects.filter(document=document)
    return Table(
        _("Nơi gửi đã cập nhật"),
        [Column(label) for label in (_("Thay đổi"), _("Lý do"), _("Nơi gửi ghi lúc"), _("Đến lúc"))],
        [
            [
                Cell("; ".join(_changed(one))),
                one.reason or "–",
                vn_datetime(one.sent_at),
                vn_datetime(one.at),
            ]
            for one in rows.prefetch_related("files", "former_files")
        ],
    )


def _changed(one: ArrivingVersion) -> list[str]:
    if not one.applied:
        return [_("Không áp dụng: bản cập nhật sau đã đến trước")]
    labels = {
        "issuer_name": _("Cơ quan ban hành"),
        "subject": _("Trích yếu"),
        "type_name": _("Loại"),
        "signer": _("Người ký"),
        "urgency": _("Độ khẩn"),
        "pages": _("Số trang"),
        "answer_by": _("Hạn trả lời"),
    }
    found = [
        _("%(what)s: từ “%(was)s” thành “%(now)s”")
        % {"what": labels[name], "was": _words_of(name, was), "now": _words_of(name, now)}
        for name, (was, now) in one.changes.items()
    ]
    found += [_("thêm tệp “%(name)s”") % {"name": file.description} for file in one.files.all()]
    found += [_("bỏ tệp “%(name)s”") % {"name": file.description} for file in one.former_files.all()]
    return found or [_("Không có gì khác")]


def _words_of(name: str, value: object) -> str:
    if name == "urgency":
        return str(OutgoingDocument.Urgency(str(value)).label)
    if name == "answer_by" and value:
        return vn_date(date.fromisoformat(str(value)))
    return str(value or "–")


def former_files(document: ArrivingDocument) -> list[FileRow]:
    """The files that the sender's updates put aside; they can still be opened. One query."""
    rows = document.files.exclude(superseded=None).select_related("file")
    return [
        FileRow(
            one.description or one.file.name,
            one.file.size,
            url=reverse("arriving_file", args=[document.case.code, one.pk]),
        )
        for one in rows
    ]


def replacements_of(
    document: ArrivingDocument, by: Actor, on: date
) -> list[tuple[ArrivingReplacement, bool]]:
    """Those in which the document replaces or is replaced, with whether the other shows to the reader. Two queries."""
    rows = ArrivingReplacement.objects.filter(Q(document=document) | Q(replaced=document))
    found = list(rows.select_related("document__case", "replaced__case"))
    others = [one.document_id if one.replaced_id == document.pk else one.replaced_id for one in found]
    seen = ArrivingDocument.objects.visible_to(by, on=on).filter(pk__in=others) if others else []
    visible = {one.pk for one in seen}
    return [(one, other in visible) for one, other in zip(found, others, strict=True)]
