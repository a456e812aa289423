"""Targets of plans beside what the indicators say."""

from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.indicators.definitions.definition import Definition, Direction
from tinhso.indicators.figures import changed_rows, wording
from tinhso.indicators.figures.figures import Figure, read
from tinhso.indicators.index_766 import index
from tinhso.indicators.models import IndicatorVersion, Plan, PlanTarget
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.numbers import vn_number
from tinhso.lib.periods import Period


def target_table(plan: Plan, day: date, *, revises: bool = False) -> Table:
    """A line a target: wanted, reached, and whether; a query for each measure of each target that has begun.

    With `revises` the wanted number leads to its correction.
    """
    versions = {v.indicator.code: v for v in IndicatorVersion.objects.newest()}
    columns = [
        Column(_("Chỉ tiêu")),
        Column(_("Kỳ")),
        Column(_("Kế hoạch"), number=True),
        Column(_("Thực hiện"), number=True),
        Column(_("Đánh giá")),
    ]
    targets = plan.targets.standing().select_related("plan")
    rows = [_row(target, versions.get(target.indicator), day, revises) for target in targets]
    return Table(_("Chỉ tiêu kế hoạch"), columns, rows)


def _row(target: PlanTarget, version: IndicatorVersion | None, day: date, revises: bool) -> list[Cell | str]:
    period = Period.parse(target.period)
    wanted = vn_number(wording.plain(target.value))
    if version is None or not version.definition.public:
        unknown = _("chưa có số liệu")
        return [Cell(target.indicator, small=_source(target)), period.label, wanted, unknown, "–"]
    definition = version.definition
    figure = read(version, index.cut(period, day)) if period.start <= day else None
    url = f"{reverse('figure', args=[definition.address])}?{urlencode({'ky': target.period})}"
    value = figure.value if figure else None
    return [
        Cell(definition.name, url=url, small=_source(target)),
        period.label,
        Cell(wording.value_text(target.value, definition), url=_revising(target) if revises else ""),
        Cell(wording.value_text(value, definition), url=url, small=_span(figure) if figure else ""),
        verdict(value, target.value, definition, whole=period.end <= day),
    ]


def _span(figure: Figure) -> str:
    return changed_rows.words(changed_rows.differing(figure.definition)) or wording.span(figure)


def _source(target: PlanTarget) -> str:
    """The decision behind it, and why it was corrected."""
    if target.revision == 1:
        return target.source
    return _("%(source)s · đã sửa: %(why)s") % {"source": target.source, "why": target.reason}


def _revising(target: PlanTarget) -> str:
    return f"{reverse('edit_target', args=[target.plan.address])}?sua={target.pk}"


def verdict(value: Decimal | None, wanted: Decimal, definition: Definition, *, whole: bool) -> Cell | str:
    """ "đạt", or "chưa đạt, thấp hơn 0,6 điểm %"; of a running period that it is not over."""
    if value is None:
        return "–"
    short = value - wanted if definition.direction is Direction.DOWN else wanted - value
    if short <= 0:
        return Cell(_("đạt"), tone="ok")
    words = _("cao hơn") if definition.direction is Direction.DOWN else _("thấp hơn")
    unit = _("điểm %") if definition.unit == "%" else definition.unit
    sentence = _("chưa đạt, %(words)s %(n)s %(unit)s") % {
        "words": words,
        "n": vn_number(short, definition.decimals),
        "unit": unit,
    }
    return Cell(sentence, tone="late", small="" if whole else _("kỳ chưa kết thúc"))
