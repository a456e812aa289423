"""What the pages of reports show: the list, one report's life and comments, and where a figure was printed."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.indicators.data.sources import FIRST_GENERAL, report_years
from tinhso.indicators.figures.figures import Figure
from tinhso.indicators.figures.wording import with_unit
from tinhso.indicators.models import Indicator, PrintedFigure, Report
from tinhso.indicators.rights.permissions import can_draft, can_sign_off
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site import clock

State = Report.State


@dataclass(frozen=True)
class ReportLink:
    year: int
    url: str
    state: str
    frozen_at: datetime | None


def is_issued(year: int) -> bool:
    """Whether the report of that year keeps its figures for good: the year is closed then. One query."""
    return Report.objects.filter(year=year, state=State.FROZEN).exists()


def listed(by: Actor) -> list[ReportLink]:
    """Frozen reports for everybody; officers see every year that has a source, up to this one. One query."""
    known = {report.year: report for report in Report.objects.defer("content")}
    years = sorted({*report_years(), *known, *range(FIRST_GENERAL, clock.today().year + 1)}, reverse=True)
    return [
        ReportLink(
            year,
            reverse("annual_report", args=[year]),
            str(known[year].get_state_display()) if year in known else _("chưa bắt đầu soạn"),
            known[year].frozen_at if year in known else None,
        )
        for year in years
        if by.is_officer or (year in known and known[year].is_frozen)
    ]


@dataclass(frozen=True)
class Deed:
    """A button on the page of a report."""

    word: str
    label: str
    quiet: bool = False


def deeds(report: Report | None, by: Actor) -> list[Deed]:
    """What this actor may do now. One query for an officer."""
    if not by.is_officer:
        return []
    state: str = report.state if report else ""
    found = []
    if can_draft(by):
        drafting: dict[str, list[Deed]] = {
            "": [Deed("mo", _("Bắt đầu soạn"))],
            State.DRAFT: [Deed("gui", _("Gửi lấy ý kiến"))],
        }
        found += drafting.get(state, [])
    if can_sign_off(by):
        signing: dict[str, list[Deed]] = {
            State.IN_REVIEW: [Deed("duyet", _("Duyệt báo cáo"))],
            State.SIGNED_OFF: [Deed("chot", _("Chốt số liệu"))],
        }
        found += signing.get(state, [])
    if state in (State.IN_REVIEW, State.SIGNED_OFF) and can_draft(by):
        found.append(Deed("tra", _("Trả để soạn lại"), quiet=True))
    return found


@dataclass(frozen=True)
class Printed:
    """Where a figure stands in a frozen report; `now` is what it would be told as today, "" where it is the same."""

    year: int
    url: str
    words: str
    frozen_at: datetime | None
    now: str


def printed_in(indicator: Indicator, figure: Figure) -> list[Printed]:
    """The reports that printed this figure of this period as a whole. One query."""
    rows = PrintedFigure.objects.filter(
        version__indicator=indicator, period=figure.period.code, scope="", form__in=["value", "number"]
    )
    found: dict[int, PrintedFigure] = {}
    for row in rows.select_related("report").defer("report__content").order_by("report__year", "form"):
        found[row.report.year] = row
    live = figure.rounded
    return [
        Printed(
            year,
            reverse("annual_report", args=[year]),
            row.words,
            row.report.frozen_at,
            "" if figure.hidden or row.value == live else with_unit(figure.value, figure.definition),
        )
        for year, row in found.items()
    ]
