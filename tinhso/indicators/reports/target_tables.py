"""Tables of a report that follow from plans: what was not reached, and what the next year is to reach."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tinhso.indicators.figures import wording
from tinhso.indicators.figures.figures import Compared, rounded
from tinhso.indicators.figures.targets import Target, is_comparable, is_met

Content = dict[str, Any]


def unmet(title: str, writer: Any) -> Content:  # noqa: ANN401 - the writer stands above and hands itself down
    """The targets of the year that were not reached: plan, result, what is missing."""
    rows, notes = [], []
    year = writer.book.periods["year"]
    for found, target in _figures_with_target(writer, year.code):
        figure, definition = found.now, found.now.definition
        if not is_comparable(definition, figure.period):
            continue
        shown = figure.rounded or Decimal()
        if is_met(shown, target.value, definition.direction):
            continue
        gap = wording.gap_text(shown, target.value, definition)
        rows.append([definition.name, _plan(target, found), _result(found, writer), gap])
        notes.append(writer.number_of(figure))
    if not rows:
        return {
            "kind": "text",
            "runs": [_("Không có chỉ tiêu nào của năm chưa đạt kế hoạch trong các số đã có.")],
        }
    head = [_("Chỉ tiêu"), _("Kế hoạch"), _("Thực hiện"), _("So với kế hoạch")]
    return {"kind": "table", "title": title, "head": head, "rows": rows, "notes": notes}


def ahead(title: str, writer: Any) -> Content:  # noqa: ANN401 - the writer stands above and hands itself down
    """The targets of the year to come beside what this one reached."""
    rows, notes = [], []
    year = writer.book.periods["year"]
    for found, target in _figures_with_target(writer, str(year.start.year + 1)):
        rows.append([found.now.definition.name, _result(found, writer), _plan(target, found), target.basis])
        notes.append(writer.number_of(found.now))
    if not rows:
        return {"kind": "text", "missing": True, "runs": [f"{title}: {_('chưa có số liệu')}."]}
    head = [_("Chỉ tiêu"), _("Năm %(y)s") % {"y": year.start.year}]
    head += [_("Kế hoạch năm %(y)s") % {"y": year.start.year + 1}, _("Văn bản giao")]
    return {"kind": "table", "title": title, "head": head, "rows": rows, "notes": notes}


def _figures_with_target(writer: Any, period: str) -> Iterator[tuple[Compared, Target]]:  # noqa: ANN401
    """Of each indicator with a target of that period the figure of the report's year, where there is one."""
    targets = sorted((code, one) for (code, of), one in writer.book.targets.items() if of == period)
    for code, target in sorted(targets, key=lambda pair: pair[0]):
        found = writer.book.compared(code, "year") if code in writer.book.versions else None
        if found is not None and found.now.value is not None and not writer.book.lags(code, "year"):
            yield found, target


def _plan(target: Target, found: Compared) -> Content:
    definition = found.now.definition
    return {"t": wording.with_unit(rounded(target.value, definition.decimals), definition)}


def _result(found: Compared, writer: Any) -> Content:  # noqa: ANN401
    words = wording.with_unit(found.now.value, found.now.definition)
    return {"t": words, "key": writer.keep(found.now, "value", words, found.now.rounded)}
