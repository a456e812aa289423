"""The columns of a result that an officer may choose, of outgoing and of arriving documents."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.documents.finding.question import IN, OUT
from tinhso.documents.incoming.way import type_of_letter
from tinhso.documents.layout.document_types import name_of
from tinhso.documents.models import ArrivingDocument, OutgoingDocument
from tinhso.kernel.site.shapes import Cell, Table
from tinhso.kernel.site.shapes import Column as TableColumn
from tinhso.lib.dates import vn_date, vn_datetime


@dataclass(frozen=True)
class Choice:
    """One column: its key in the form, its heading, and the cell of a row."""

    key: str
    label: str | Promise
    cell: Callable[[Any], Cell | str]


def _state(document: Any) -> str:
    return str(document.case.get_state_display())


def _number(document: OutgoingDocument) -> str:
    return document.number.full_number if document.number else "–"


def _out_subject(document: OutgoingDocument) -> Cell:
    return Cell(document.subject, url=reverse("outgoing_document", args=[document.case.code]))


def _in_subject(document: ArrivingDocument) -> Cell:
    return Cell(document.subject, url=reverse("arriving_document", args=[document.case.code]))


OUTGOING: tuple[Choice, ...] = (
    Choice("so", gettext_lazy("Số, ký hiệu"), _number),
    Choice("ngay", gettext_lazy("Ngày"), lambda one: vn_date(one.number.dated) if one.number else "–"),
    Choice("loai", gettext_lazy("Loại"), lambda one: name_of(one.type_code)),
    Choice("trich-yeu", gettext_lazy("Trích yếu"), _out_subject),
    Choice("nguoi-ky", gettext_lazy("Người ký"), lambda one: one.signer.full_name if one.signer else "–"),
    Choice("nguoi-soan", gettext_lazy("Người soạn"), lambda one: one.drafted_by.full_name),
    Choice("do-khan", gettext_lazy("Độ khẩn"), lambda one: one.get_urgency_display()),
    Choice("trang-thai", gettext_lazy("Trạng thái"), _state),
    Choice("phat-hanh", gettext_lazy("Phát hành lúc"), lambda one: vn_datetime(one.issued_at) or "–"),
    Choice("ma", gettext_lazy("Mã"), lambda one: one.case.code),
)
ARRIVING: tuple[Choice, ...] = (
    Choice("so", gettext_lazy("Số, ký hiệu"), lambda one: one.full_number or "–"),
    Choice("ngay", gettext_lazy("Ngày văn bản"), lambda one: vn_date(one.dated) or "–"),
    Choice("co-quan", gettext_lazy("Cơ quan ban hành"), lambda one: one.issuer_name),
    Choice("trich-yeu", gettext_lazy("Trích yếu"), _in_subject),
    Choice("loai", gettext_lazy("Loại"), lambda one: type_of_letter(one) or "–"),
    Choice("so-den", gettext_lazy("Số đến"), lambda one: str(one.arrival_number or "–")),
    Choice("den-luc", gettext_lazy("Đến lúc"), lambda one: vn_datetime(one.received_at)),
    Choice("nguoi-ky", gettext_lazy("Người ký"), lambda one: one.signer or "–"),
    Choice("do-khan", gettext_lazy("Độ khẩn"), lambda one: one.get_urgency_display()),
    Choice("trang-thai", gettext_lazy("Trạng thái"), _state),
    Choice("ma", gettext_lazy("Mã"), lambda one: one.case.code),
)
USUAL = {
    OUT: ("so", "ngay", "loai", "trich-yeu", "nguoi-ky"),
    IN: ("so", "ngay", "co-quan", "trich-yeu", "so-den"),
}
WIDE = {"trich-yeu": 4.5, "co-quan": 2.2}


def choices_of(source: str) -> tuple[Choice, ...]:
    return OUTGOING if source == OUT else ARRIVING


def chosen(source: str, keys: Sequence[str]) -> list[Choice]:
    """The chosen columns in their own order; the usual ones where none is chosen."""
    wanted = set(keys) or set(USUAL[source])
    found = [one for one in choices_of(source) if one.key in wanted]
    return found or [one for one in choices_of(source) if one.key in USUAL[source]]


def result_table(documents: Sequence[Any], columns: Sequence[Choice]) -> Table:
    rows = [[column.cell(one) for column in columns] for one in documents]
    return Table(_("Văn bản tìm được"), [TableColumn(one.label) for one in columns], rows)
