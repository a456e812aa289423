"""Entered values as rows of a trace: which an actor may see, with who entered and who approved them."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.indicators.cells.amounts import plain
from tinhso.indicators.models import DataValue
from tinhso.indicators.rights.entry_permissions import agencies_read
from tinhso.indicators.sources.rows import Row
from tinhso.kernel.events.public import Actor
from tinhso.lib.dates import vn_date
from tinhso.lib.numbers import vn_number
from tinhso.lib.periods import Period

if TYPE_CHECKING:
    from tinhso.indicators.models.data_entry.data_value import DataValueQuerySet

WITH = ("element", "agency", "by", "entry__data_set", "entry__agency", "entry__approval__approved_by")


def seen_values(rows: "DataValueQuerySet", by: Actor) -> "QuerySet[DataValue]":
    """Only those of agencies that this actor reads; a visitor sees sums alone."""
    agencies = agencies_read(by)
    return rows if agencies is None else rows.filter(agency__in=agencies)


def as_rows(rows: "QuerySet[DataValue]") -> list[Row]:
    """Each with the agency, the number, who entered it and who approved it. One query."""
    return [Row(_words(one), _url(one), one.ends_on) for one in rows.select_related(*WITH)]


def _words(one: DataValue) -> str:
    number = "" if one.value is None else vn_number(plain(one.value))
    parts = [one.agency.name, Period.parse(one.period).label, *_options(one)]
    parts += [one.get_scenario_display(), f"{number} {one.element.unit}".strip()]
    if one.by:
        parts.append(_("nhập: %(who)s, %(day)s") % {"who": one.by.full_name, "day": vn_date(one.entered_at)})
    approval = getattr(one.entry, "approval", None) if one.entry else None
    if approval and approval.approved_by:
        words = {"who": approval.approved_by.full_name, "day": vn_date(approval.approved_at)}
        parts.append(_("duyệt: %(who)s, %(day)s") % words)
    return " · ".join(parts)


def _options(one: DataValue) -> list[str]:
    labels = [dict(dim["options"]) for dim in one.element.dims]
    return [labels[n].get(code, code) for n, code in enumerate(one.dims)]


def _url(one: DataValue) -> str:
    if one.entry is None:
        return ""
    return reverse("entry", args=[one.entry.data_set.code, one.entry.agency.code, one.period])
