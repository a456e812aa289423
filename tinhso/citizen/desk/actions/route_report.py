from datetime import datetime
from decimal import Decimal

from django.db import transaction

from tinhso.casework.public import State, accept_case, advance_case, check_can_act, direct_case
from tinhso.citizen.desk.actions.set_visibility import hide_unpublished, is_unpublished, show_report
from tinhso.citizen.desk.events import ReportRouted
from tinhso.citizen.models import Report, ReportCategory
from tinhso.citizen.reports.report_notices import tell_reporter
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.law.public import rule
from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import AdminUnit
from tinhso.lib.legal_time.clock import Effect
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit
from tinhso.lib.map_cells import cell_of


@transaction.atomic
def route_report(
    *,
    report: Report,
    ver: int,
    agency: Agency,
    category: ReportCategory,
    shown_text: str,
    publish: bool,
    by: Actor,
    now: datetime,
    commune: AdminUnit | None = None,
    point: tuple[float, float] | None = None,
) -> None:
    """Sort a report: the unit gets it and the days of `citizen.answer_days` begin; one that a unit gave back goes on
    with the same days. `commune` says where it is if the sender did not, or was wrong, and so does `point` (latitude, longitude). Raises: NotYourTurn,
    Stale.
    """
    case = report.case
    check_can_act(case, by)
    report.commune = commune or report.commune
    title = title_of(report, category)
    direct_case(case=case, ver=ver, agency=agency, place=report.commune, title=title, by=by, now=now)
    if case.state == State.SUBMITTED:
        days = Decimal(rule("citizen.answer_days", on=now.date()))
        limit = TimeLimit(days, Unit.DAY, "Trả lời phản ánh hiện trường")
        accept_case(case=case, ver=case.ver, limit=limit, effect=Effect.PAUSE, by=by, now=now)
    report.category, report.shown_text = category, shown_text.strip()
    moved = point is not None and point != (report.lat, report.lon)
    if point is not None and moved:
        report.lat, report.lon = point
        report.cell = cell_of(*point)
    report.save(update_fields=["category", "shown_text", "commune", "lat", "lon", "cell"])
    advance_case(case=case, ver=case.ver, by=by, now=now)
    routed = ReportRouted(
        case_id=case.pk,
        agency_id=agency.pk,
        category=category.code,
        commune_id=report.commune_id,
        moved=moved,
    )
    record(routed, by=by, at=now)
    _show_or_hide(report, category, publish, by, now)
    tell_reporter(report, "report_routed", now=now)


def _show_or_hide(report: Report, category: ReportCategory, publish: bool, by: Actor, now: datetime) -> None:
    """As the desk ticked; one of a category that is never published stays with the offices."""
    if is_unpublished(category, on=now.date()):
        hide_unpublished(report=report, by=by, now=now)
    elif publish:
        show_report(report=report, by=by, now=now)


def title_of(report: Report, category: ReportCategory) -> str:
    """The category and the commune: nothing that anybody typed."""
    return category.name + (f" – {report.commune.name}" if report.commune else "")
