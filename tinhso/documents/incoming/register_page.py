"""The register of arriving documents as a table: the columns of NĐ 30/2020/NĐ-CP, phụ lục IV, and clause V.1 of phụ lục VI."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.documents.incoming.way import type_of_letter
from tinhso.documents.models import ArrivingDocument
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import vn_date
from tinhso.lib.language.vietnamese import fold

WIDTHS = (1.3, 0.7, 2.4, 1.6, 1.3, 5, 2, 1.3, 1.8)


def narrowed(rows: "QuerySet[ArrivingDocument]", *, year: int, words: str) -> "QuerySet[ArrivingDocument]":
    """The registered ones of a year that hold every word, marks or none. The newest first."""
    rows = rows.filter(arrival_year=year)
    for word in fold(words).split()[:10]:
        rows = rows.filter(folded__contains=word)
    return rows.whole().order_by("-arrival_number")  # type: ignore[attr-defined]


def register_table(documents: Sequence[ArrivingDocument], *, linked: frozenset[int] = frozenset()) -> Table:
    """`linked` are those that the reader may open."""
    head = [
        _("Ngày đến"),
        _("Số đến"),
        _("Cơ quan ban hành"),
        _("Số, ký hiệu"),
        _("Ngày văn bản"),
        _("Loại và trích yếu"),
        _("Đơn vị, người nhận"),
        _("Ngày chuyển"),
        _("Ghi chú"),
    ]
    rows: list[list[Cell | str]] = [
        [
            vn_date(one.received_at),
            str(one.arrival_number),
            one.issuer_name,
            one.full_number or "–",
            vn_date(one.dated) or "–",
            Cell(_about(one), url=_url(one) if one.pk in linked else ""),
            _receiver(one),
            vn_date(one.registered_at),
            _remark(one),
        ]
        for one in documents
    ]
    return Table(_("Sổ đăng ký văn bản đến"), [Column(label) for label in head], rows)


def _about(document: ArrivingDocument) -> str:
    return ". ".join(filter(None, (type_of_letter(document), document.subject)))


def _url(document: ArrivingDocument) -> str:
    return reverse("arriving_document", args=[document.case.code])


def _receiver(document: ArrivingDocument) -> str:
    if document.handler is not None:
        return document.handler.full_name
    agency = document.case.agency
    if document.leader is None or agency.pk != document.agency_id:
        return agency.name
    return document.leader.full_name


def _remark(document: ArrivingDocument) -> str:
    parts = [
        document.get_urgency_display() if document.is_urgent else "",
        _("Trùng: %(reason)s") % {"reason": document.duplicate_reason} if document.duplicate_reason else "",
    ]
    return ". ".join(filter(None, parts)) or "–"
