"""A report as tables: its lines with the former period, findings open at the end, and agency by agency."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import Cell, Column, Table
from tinhso.kernel.site.shapes import Tone
from tinhso.lib.dates import vn_date
from tinhso.lib.numbers import vn_number
from tinhso.lib.shares import rate
from tinhso.security.models import InformationSystem, LevelApproval, SecurityFinding
from tinhso.security.reporting.figures import BY_AGENCY, Pair, Report
from tinhso.security.reporting.lines import BY_CODE, LINES

SOON_DAYS = 90
MOST_SYSTEMS = 200


def share(part: int, whole: int) -> str:
    """n/N and the percentage; "–" where there is nothing to be a part of."""
    return f"{vn_number(part)}/{vn_number(whole)} ({vn_number(rate(part, whole))}%)" if whole else "–"


def _difference(pair: Pair, *, fewer_is_better: bool) -> Cell:
    step = pair.now - pair.former
    if not step:
        return Cell(_("như kỳ trước"))
    tone: Tone = "ok" if (step < 0) == fewer_is_better else "soon"
    words = _("tăng %(n)s") if step > 0 else _("giảm %(n)s")
    return Cell(words % {"n": vn_number(abs(step))}, tone=tone)


def lines_table(report: Report, *, links: bool) -> Table:
    """Each line with a link to how it is counted."""
    rows: list[list[Cell | str]] = []
    where = reverse("security_report_definitions") if links else ""
    for line in LINES:
        pair = report.lines[line.code]
        whole = report.lines.get(line.whole)
        rows.append(
            [
                Cell(line.label, url=f"{where}#{line.code}" if links else ""),
                str(line.unit),
                vn_number(pair.now),
                share(pair.now, whole.now) if whole else "",
                vn_number(pair.former),
                share(pair.former, whole.former) if whole else "",
                _difference(pair, fewer_is_better=line.fewer_is_better),
            ]
        )
    head = [_("Chỉ tiêu"), _("Đơn vị"), _("Kỳ này"), _("Tỷ lệ"), _("Kỳ trước"), _("Tỷ lệ kỳ trước"), _("So với kỳ trước")]  # fmt: skip
    return Table(
        _("Số liệu trong kỳ"),
        [Column(label, number=n in (2, 3, 4, 5)) for n, label in enumerate(head)],
        rows,
    )


def open_table(report: Report) -> Table:
    """Findings open at the end of the period and of the one before."""
    severities: Sequence[tuple[int, str]] = [
        (one.value, str(one.label)) for one in SecurityFinding.Severity if one.value
    ]
    now, former = report.open, report.open_former
    rows = [
        _open_row(label, now.by_severity.get(n, 0), former.by_severity.get(n, 0)) for n, label in severities
    ]
    rows.append(_open_row(_("Tất cả, kể cả mức thông tin"), now.every, former.every))
    rows.append(_open_row(_("Trong đó quá hạn"), now.late, former.late))
    day = vn_date(report.span.last)
    return Table(
        _("Điểm yếu chưa khắc phục đến hết ngày %(day)s") % {"day": day},
        [Column(_("Mức")), *(Column(one, number=True) for one in (_("Cuối kỳ này"), _("Cuối kỳ trước"))), Column(_("So với kỳ trước"))],
        rows,
    )  # fmt: skip


def _open_row(label: str, now: int, former: int) -> list[Cell | str]:
    step = _difference(Pair(now, former), fewer_is_better=True)
    return [label, vn_number(now), vn_number(former), step]


def agencies_table(agencies: Sequence[Agency], counts: Mapping[int, Mapping[str, int]]) -> Table:
    """Agencies with most open past the deadline first; those of which nothing is in the registers are left out."""
    parts = [code for code in BY_AGENCY if not BY_CODE[code].whole]
    head = [_("Cơ quan"), *(str(BY_CODE[code].label) for code in parts), _("Đúng hạn"), _("Đã quét"), _("Đã giám sát"), _("Đã phê duyệt"), _("Chưa khắc phục"), _("Quá hạn")]  # fmt: skip
    rows = [(one, counts[one.pk]) for one in agencies if any(counts[one.pk].values())]
    rows.sort(key=lambda row: (-row[1].get("late", 0), -row[1].get("open", 0)))
    return Table(
        _("Theo cơ quan"),
        [Column(label, number=n > 0) for n, label in enumerate(head)],
        [
            [
                one.name,
                *(vn_number(found.get(code, 0)) for code in parts),
                share(found.get("mended_in_time", 0), found.get("mended", 0)),
                share(found.get("scanned", 0), found.get("machines", 0)),
                share(found.get("monitored", 0), found.get("machines", 0)),
                share(found.get("approved_systems", 0), found.get("systems", 0)),
                vn_number(found.get("open", 0)),
                Cell(vn_number(found.get("late", 0)), tone="late" if found.get("late") else None),
            ]
            for one, found in rows
        ],
    )


def systems_table(systems: "QuerySet[InformationSystem]", day: date) -> Table:
    """Names of systems in use that lack an approval on the day, or whose approval ends soon."""
    valid = LevelApproval.objects.valid_on(day).filter(system=OuterRef("pk"))
    lasting = valid.filter(Q(expires_on=None) | Q(expires_on__gt=day + timedelta(days=SOON_DAYS)))
    ends = Subquery(valid.order_by("-expires_on").values("expires_on")[:1])
    found = list(
        systems.filter(~Exists(lasting)).annotate(ends=ends).order_by("name", "pk")[: MOST_SYSTEMS + 1]
    )
    rows: list[list[Cell | str]] = []
    for one in found[:MOST_SYSTEMS]:
        if one.ends is None:
            rows.append([Cell(one.name), str(one.level), Cell(_("Chưa được phê duyệt"), tone="late")])
        else:
            words = _("Hết hạn ngày %(day)s") % {"day": vn_date(one.ends)}
            rows.append([Cell(one.name), str(one.level), Cell(words, tone="soon")])
    if len(found) > MOST_SYSTEMS:
        rows.append([Cell(_("Và các hệ thống khác, xem sổ hệ thống thông tin")), "", Cell("")])
    return Table(
        _("Hệ thống chưa được phê duyệt hoặc sắp hết hạn"),
        [Column(_("Hệ thống")), Column(_("Cấp độ"), number=True), Column(_("Tình trạng"))],
        rows,
    )


def whole_csv(tables: Sequence[Table], title: str) -> str:
    """All tables under each other, as an office opens them."""
    return f"{title}\r\n\r\n" + "\r\n".join(f"{table.caption}\r\n{table.as_csv()}" for table in tables)
