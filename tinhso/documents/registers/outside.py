"""Who receives over the axis and is no agency of this instance, as the pages and the forms of drafts show them."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.documents.models import OutsideRecipient
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import vn_date

MOST_CHOICES = 200


def choices_on(day: date) -> list[tuple[str, str]]:
    """Code and name of those whose code holds that day, by name; of more than a form can show none: codes are typed then."""
    rows = OutsideRecipient.objects.on(day).values_list("ident_code", "name")[: MOST_CHOICES + 1]
    found = [(code, f"{name} ({code})") for code, name in rows]
    return found if len(found) <= MOST_CHOICES else []


def recipients_of(words: str) -> "QuerySet[OutsideRecipient]":
    """Those with these words in code or name, by name, the newest term first."""
    rows = OutsideRecipient.objects.all()
    for word in words.split()[:8]:
        rows = rows.filter(ident_code__icontains=word) | rows.filter(name__icontains=word)
    return rows.order_by("name", "-valid", "pk")


def recipients_table(rows: Sequence[OutsideRecipient], on: date, *, keeps: bool) -> Table:
    head = [_("Mã định danh"), _("Tên"), _("Hiệu lực"), _("Nguồn"), *([_("Kết thúc")] if keeps else [])]
    return Table(
        _("Nơi nhận ngoài tỉnh"),
        [Column(label) for label in head],
        [
            [
                Cell(one.ident_code),
                one.name,
                _term(one, on),
                Cell(one.source, small=one.end_source),
                *([_end_cell(one, on)] if keeps else []),
            ]
            for one in rows
        ],
    )


def _term(one: OutsideRecipient, on: date) -> Cell:
    if one.valid.isempty:
        return Cell(_("Ghi nhầm, chưa từng có hiệu lực"), tone="")
    start, end = one.valid.lower, one.valid.upper
    words = _("từ %(start)s đến trước %(end)s") if end else _("từ %(start)s")
    holds = start <= on and (end is None or on < end)
    return Cell(words % {"start": vn_date(start), "end": vn_date(end)}, tone="ok" if holds else "")


def _end_cell(one: OutsideRecipient, on: date) -> Cell:
    if one.valid.isempty or (one.valid.upper is not None and one.valid.upper <= on):
        return Cell("")
    return Cell(_("Ghi hết hiệu lực"), url=reverse("end_outside_recipient", args=[one.pk]))
