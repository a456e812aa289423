"""The form of a report filled: each line with a figure of ours and its trace, or with words."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.indicators.figure_page.queries import is_divisible_by, scope_of
from tinhso.indicators.figures import wording
from tinhso.indicators.figures.batch_reader import BatchReader
from tinhso.indicators.figures.figures import Compared, Figure, read
from tinhso.indicators.figures.trace import Trace, checked
from tinhso.indicators.models import IndicatorVersion, PeriodicReport
from tinhso.indicators.sources.sources import known_measure
from tinhso.kernel.people.public import Agency
from tinhso.lib.numbers import vn_number
from tinhso.lib.periods import Period, PeriodKind

MASK = 0xFFFFFFFFFFFFFFFF


@dataclass(frozen=True)
class FilledLine:
    """One line as it is told. `text` is the value, or the words; `path` leads to the figure's own page.

    `note` says why there is no value, or that the number is of the whole province.
    """

    key: str
    label: str
    is_words: bool
    text: str = ""
    span: str = ""
    parts: str = ""
    note: str = ""
    path: str = ""
    code: str = ""
    name: str = ""
    version: int = 0
    period: str = ""
    rows: str = ""
    checksum: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def filled_lines(report: PeriodicReport, today: date) -> list[FilledLine]:
    """Each line of the form as the systems know it now; the words are those written so far. Some queries a figure."""
    lines, agency = report.regime.form_lines(), report.case.agency
    codes = [line["indicator"] for line in lines if line["indicator"]]
    newest = IndicatorVersion.objects.newest().filter(indicator__code__in=codes)
    versions = {one.indicator.code: one for one in newest}
    figures = _figures(report, list(versions.values()), today)
    return [
        FilledLine(line["key"], line["label"], True, text=report.words.get(line["key"], ""))
        if not line["indicator"]
        else _of_figure(line, versions.get(line["indicator"]), figures, agency)
        for line in lines
    ]


Found = dict[tuple[str, str], tuple[Trace, bool]]


def spans_of(report: PeriodicReport, today: date) -> dict[str, Period | None]:
    """The days that figures of the report speak of: the year up to the closing day, and the days that its regime counts to the
    period, as far as they have come."""
    until = min(report.regime.closes_on(report.span), today)
    days = report.regime.data_span(report.span)
    return {"to_date": Period.parse(until.isoformat()), "period": days if days.start <= today else None}


def _as_counted(version: IndicatorVersion, span: Period, report: PeriodicReport) -> Period:
    """Rows are counted by their days; what agencies enter by calendar periods is told for the calendar's period."""
    if span.kind is not PeriodKind.SPAN:
        return span
    is_measured = all(known_measure(ref.code) for ref in version.definition.refs)
    return span if is_measured else report.span


def _figures(report: PeriodicReport, versions: Sequence[IndicatorVersion], today: date) -> Found:
    """Each figure beside its rows. Of what names no agency the whole province is told."""
    spans = {counts: span for counts, span in spans_of(report, today).items() if span}
    own_scope = scope_of(report.case.agency, today)
    found: Found = {}
    for version in versions:
        divisible = is_divisible_by(version, own_scope)
        scope = own_scope if divisible else scope_of(None, today)
        own_spans = {counts: _as_counted(version, span, report) for counts, span in spans.items()}
        held = BatchReader.read([version], list(own_spans.values()), scope)
        for counts, span in own_spans.items():
            compared = Compared(read(version, span, scope, held), None)
            found[version.indicator.code, counts] = checked(compared, scope, held)[1], divisible
    return found


def _of_figure(
    line: dict[str, Any], version: IndicatorVersion | None, figures: Found, agency: Agency
) -> FilledLine:
    here = figures.get((line["indicator"], line["counts"]))
    if version is None or here is None:
        words = _("chưa có số liệu")
        return FilledLine(line["key"], line["label"], False, text=words, note=_("chưa có chỉ tiêu này"))
    traced, divisible = here
    figure = traced.publishable_figure
    notes = [
        wording.standing(traced.state, figure.definition),
        "" if divisible else _("số của toàn tỉnh: chỉ tiêu này không tách theo cơ quan"),
    ]
    return FilledLine(
        line["key"],
        line["label"],
        False,
        text=wording.with_unit(figure.value, figure.definition),
        span=wording.span(figure),
        parts=wording.parts(figure) if figure.value is not None else "",
        note=" · ".join(filter(None, notes)),
        path=_path(figure, agency if divisible else None),
        code=figure.definition.code,
        name=figure.definition.name,
        version=figure.version.number,
        period=figure.period.code,
        rows=vn_number(figure.n),
        checksum=f"{figure.checksum & MASK:016x}",
    )


def _path(figure: Figure, agency: Agency | None) -> str:
    whose = f"&co_quan={agency.code}" if agency else ""
    return f"{reverse('figure', args=[figure.definition.address])}?ky={figure.period.code}{whose}"
