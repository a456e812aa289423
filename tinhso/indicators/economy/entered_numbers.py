"""Numbers that no system counts behind some figures: the value of each year, which agency entered it and when."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.indicators.cells.amounts import plain
from tinhso.indicators.models import DataElement, DataValue, IndicatorVersion
from tinhso.indicators.rights.entry_permissions import agencies_read
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import vn_date
from tinhso.lib.numbers import vn_number
from tinhso.lib.periods import Period

MOST = 60  # rows of a page


def entered_table(versions: Sequence[IndicatorVersion], by: Actor, caption: str) -> Table:
    """The newest value that counts of each entered number, the newest year first; the officer's name only for who reads that
    agency's reports. Two queries, one more for an officer."""
    codes = {ref.code for version in versions for ref in version.definition.refs}
    elements = DataElement.objects.filter(code__in=codes)
    counting = DataValue.objects.filter(element__in=elements, scenario="actual").that_count().newest()
    around = ("element", "agency", "by", "entry__data_set", "entry__agency", "entry__approval__approved_by")
    rows = counting.exclude(value=None).select_related(*around).order_by("-ends_on", "element__code", "pk")
    readable = agencies_read(by) if by.is_officer else set()
    columns = [
        Column(_("Số được nhập")),
        Column(_("Kỳ")),
        Column(_("Giá trị"), number=True),
        Column(_("Cơ quan nhập")),
        Column(_("Nguồn")),
    ]
    lines = [_row(one, readable is None or one.agency_id in readable) for one in rows[:MOST]]
    return Table(caption, columns, lines)


def _row(one: DataValue, reads: bool) -> list[Cell | str]:
    labels = [
        dict(dim["options"]).get(code, code) for dim, code in zip(one.element.dims, one.dims, strict=False)
    ]
    value = f"{vn_number(plain(one.value))} {one.element.unit}".strip() if one.value is not None else "–"
    url = ""
    if reads and one.entry is not None:
        url = reverse("entry", args=[one.entry.data_set.code, one.entry.agency.code, one.period])
    return [
        Cell(one.element.name, small=", ".join(labels), url=url),
        Period.parse(one.period).label,
        value,
        Cell(one.agency.name, small=_who(one, reads)),
        one.element.source,
    ]


def _who(one: DataValue, reads: bool) -> str:
    """The day, and for who may know it the officers."""
    words_of_entry = {"day": vn_date(one.entered_at), "who": one.by.full_name if one.by and reads else ""}
    parts = [
        _("nhập ngày %(day)s: %(who)s") % words_of_entry
        if words_of_entry["who"]
        else _("nhập ngày %(day)s") % words_of_entry
    ]
    approval = getattr(one.entry, "approval", None) if one.entry else None
    if approval and approval.approved_at:
        name = approval.approved_by.full_name if approval.approved_by and reads else ""
        words = {"day": vn_date(approval.approved_at), "who": name}
        parts.append(_("duyệt ngày %(day)s: %(who)s") % words if name else _("duyệt ngày %(day)s") % words)
    return ", ".join(parts)
