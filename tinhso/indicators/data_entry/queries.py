"""What pages of data entry show: what is due at which agency, one report, completeness and timeliness."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.indicators.data_entry.table import open_periods
from tinhso.indicators.models import Approval, DataEntry, DataSet, DataSetAgency
from tinhso.indicators.rights.entry_permissions import agencies_read
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.shapes import Cell, Column, Table, Tone
from tinhso.lib.dates import vn_date, vn_datetime
from tinhso.lib.periods import Period

PERIODS_SHOWN = 6
TONES: dict[str, Tone] = {"draft": "soon", "submitted": "bronze", "approved": "ok", "locked": "ok"}


@dataclass(frozen=True)
class Due:
    """One report that an agency owes or has given."""

    data_set: DataSet
    agency: DataSetAgency
    period: Period
    entry: DataEntry | None

    @property
    def url(self) -> str:
        return reverse("entry", args=[self.data_set.code, self.agency.agency.code, self.period.code])

    @property
    def due_on(self) -> date:
        return self.data_set.due_on(self.period)

    def standing(self, today: date) -> tuple[str, Tone]:
        """Its state in words and the tone of its tag."""
        approval = getattr(self.entry, "approval", None) if self.entry else None
        if self.entry and self.entry.completed_at:
            if approval:
                return approval.get_state_display(), TONES[approval.state]
            return _("đã báo cáo đủ"), "ok"
        if today > self.due_on:
            return _("quá hạn %(n)s ngày") % {"n": (today - self.due_on).days}, "late"
        days = (self.due_on - today).days
        return _("còn %(n)s ngày") % {"n": days}, "soon" if days <= 5 else ""


def due_reports(by: Actor, today: date, back: int = PERIODS_SHOWN - 1) -> list[Due]:
    """The newest periods of every data set that an agency of this actor reports, the newest first. Three queries."""
    lines = _reporters(by)
    spans = {line.pk: open_periods(line.data_set, today, back) for line in lines}
    codes = {span.code for found in spans.values() for span in found}
    entries = DataEntry.objects.filter(period__in=codes, agency__in={line.agency_id for line in lines})
    found = {(e.data_set_id, e.agency_id, e.period): e for e in entries.select_related("approval")}
    due = [
        Due(line.data_set, line, span, found.get((line.data_set_id, line.agency_id, span.code)))
        for line in lines
        for span in spans[line.pk]
        if line.reports(span)
    ]
    return sorted(due, key=lambda one: (one.period.end, one.data_set.code), reverse=True)


def _reporters(by: Actor) -> list[DataSetAgency]:
    lines = DataSetAgency.objects.select_related("data_set", "agency")
    readable = agencies_read(by)
    return list(lines if readable is None else lines.filter(agency__in=readable))


def due_table(due: list[Due], today: date) -> Table:
    columns = [Column(_("Biểu báo cáo")), Column(_("Cơ quan")), Column(_("Kỳ"))]
    columns += [Column(_("Hạn báo cáo")), Column(_("Tình trạng"))]
    rows: list[list[Cell | str]] = [
        [
            Cell(one.data_set.name, url=one.url),
            one.agency.agency.short_name,
            one.period.label,
            vn_date(one.due_on),
            _tag(*one.standing(today)),
        ]
        for one in due
    ]
    return Table(_("Báo cáo theo kỳ"), columns, rows)


def _tag(words: str, tone: Tone) -> Cell:
    return Cell(words, tone=tone)


def readable_sets(by: Actor) -> list[DataSet]:
    """The data sets of which this actor may see the completeness. One query."""
    keys = {line.data_set_id for line in _reporters(by)}
    return list(DataSet.objects.filter(pk__in=keys))


@dataclass(frozen=True)
class Completeness:
    """Reports of one period: how many are due, complete and in time."""

    period: Period
    expected: int
    complete: int
    in_time: int


def completeness(data_set: DataSet, by: Actor, today: date) -> tuple[list[Completeness], list[Due]]:
    """The last twelve periods over the agencies that this actor may see, and each report behind them."""
    due = [one for one in due_reports(by, today, back=11) if one.data_set.pk == data_set.pk]
    periods = sorted({one.period for one in due}, key=lambda span: span.end, reverse=True)
    return [_of(span, [one for one in due if one.period == span]) for span in periods], due


def _of(span: Period, due: list[Due]) -> Completeness:
    complete = [one.entry for one in due if one.entry and one.entry.completed_at]
    return Completeness(span, len(due), len(complete), sum(bool(entry.on_time) for entry in complete))


def completeness_table(rows: list[Completeness]) -> Table:
    columns = [
        Column(_("Kỳ")),
        Column(_("Phải báo cáo"), number=True),
        Column(_("Đã báo cáo đủ"), number=True),
    ]
    columns.append(Column(_("Đúng hạn"), number=True))
    return Table(
        _("Đầy đủ và đúng hạn"),
        columns,
        [
            [
                row.period.label,
                str(row.expected),
                f"{row.complete}/{row.expected}",
                f"{row.in_time}/{row.expected}",
            ]
            for row in rows
        ],
    )


def steps_of(entry: DataEntry | None, approval: Approval | None) -> list[tuple[str, str]]:
    """Who did what when with a report, for its page."""
    if entry is None or entry.completed_at is None:
        return []
    who = entry.completed_by.full_name if entry.completed_by else ""
    late = "" if entry.on_time else _(" (trễ hạn)")
    found = [(_("Báo cáo đủ"), f"{vn_datetime(entry.completed_at)} · {who}{late}")]
    if approval and approval.approved_at:
        head = approval.approved_by.full_name if approval.approved_by else ""
        found.append((_("Duyệt"), f"{vn_datetime(approval.approved_at)} · {head}"))
    if approval and approval.locked_at:
        found.append((_("Khóa"), vn_datetime(approval.locked_at)))
    return found


def with_lines(code: str) -> DataSet | None:
    """The data set with its agencies. Two queries."""
    lines = Prefetch("reporters", DataSetAgency.objects.select_related("agency__parent"))
    return DataSet.objects.filter(code=code).prefetch_related(lines).first()
