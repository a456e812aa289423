"""What an agency owes of the press: the month's sheet of the press briefing, and the results of its communication plans. Both are drawn
up on their own pages, for the page of all reports that an agency owes."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.public import Agency, actor_for
from tinhso.kernel.people.roles import Head, PressApprover, PressEditor, PressSpokesperson
from tinhso.kernel.site import clock
from tinhso.kernel.site.declare import OwedReport
from tinhso.lib.dates import HANOI, vn_date
from tinhso.press.models import CommunicationPlan
from tinhso.press.questions.issue_process import NoFocalAgency, focal_agency

BRIEFING, RESULTS = "press.briefing_report", "press.plan_report_days"
BEFORE, AFTER = timedelta(days=30), timedelta(days=365)
MOST = 50
BRIEFS = (PressEditor, PressSpokesperson)
PLANS = (PressEditor, PressApprover, PressSpokesperson, Head)


def owed_press_reports(request: HttpRequest) -> list[OwedReport]:
    """For whoever may open the pages that these are drawn up on. Five queries at most."""
    by, today = actor_for(request), clock.today()
    agency = Agency.objects.filter(pk=by.agency_id or 0).first()
    if agency is None or not by.is_officer:
        return []
    return [*_briefing(by, agency, today), *_results(by, agency, today)]


def briefing_days(rule: dict[str, int], today: date) -> tuple[date, date, date]:
    """First and last day that the month's sheet tells of, and when it is due: from the day after the data of the month before closed
    until its own close, of the month whose report is due next."""
    due = _day_of(today, rule["due_day"])
    month = today.replace(day=1)
    if due < today:
        month = (month + timedelta(days=31)).replace(day=1)
        due = _day_of(month, rule["due_day"])
    before = _day_of(month - timedelta(days=1), rule["closing_day"])
    return before + timedelta(days=1), _day_of(month, rule["closing_day"]), due


def _day_of(month: date, day: int) -> date:
    return month.replace(day=min(day, monthrange(month.year, month.month)[1]))


def _briefing(by: Actor, agency: Agency, today: date) -> list[OwedReport]:
    rule = rule_or(BRIEFING, None, on=today)
    if rule is None or not any(by.holds(role) for role in BRIEFS):
        return []
    try:
        if focal_agency(today).pk != agency.pk:
            return []
    except NoFocalAgency:
        return []
    first, last, due = briefing_days(rule, today)
    asked = urlencode({"tu": f"{first:%d/%m/%Y}", "den": f"{last:%d/%m/%Y}"})
    return [
        OwedReport(
            title=_("Báo cáo giao ban báo chí"),
            url=f"{reverse('news_counts')}?{asked}",
            agency=agency.short_name,
            period=_("tháng %(month)s") % {"month": f"{last:%m/%Y}"},
            words=_("số liệu từ %(first)s đến %(last)s, gửi trước hết ngày %(due)s")
            % {"first": vn_date(first), "last": vn_date(last), "due": vn_date(due)},
        )
    ]


def _results(by: Actor, agency: Agency, today: date) -> list[OwedReport]:
    """Approved plans of the agency that end within a month, or ended within a year. One query."""
    days = rule_or(RESULTS, None, on=today)
    if days is None or not any(by.holds(role) for role in PLANS):
        return []
    ending = CommunicationPlan.objects.approved().filter(
        agency=agency, ends__gte=today - AFTER, ends__lte=today + BEFORE
    )
    rows = ending.annotate(open_tasks=Count("tasks", filter=Q(tasks__case__finished_at=None)))
    return [_result(plan, agency, days) for plan in rows.order_by("ends", "pk")[:MOST]]


def _result(plan: CommunicationPlan, agency: Agency, days: int) -> OwedReport:
    """Of a plan all of whose tasks are accepted nothing is left to do."""
    left = plan.open_tasks  # type: ignore[attr-defined]
    due = datetime.combine(plan.ends + timedelta(days=days), time(17), HANOI)
    return OwedReport(
        title=_("Kết quả kế hoạch truyền thông: %(title)s") % {"title": plan.title},
        url=reverse("communication_plan", args=[plan.pk]),
        agency=agency.short_name,
        period=f"{vn_date(plan.starts)} – {vn_date(plan.ends)}",
        words=_("còn %(n)s nhiệm vụ chưa xong") % {"n": left} if left else _("các nhiệm vụ đã xong"),
        tone="" if left else "ok",
        due_at=due if left else None,
        done=not left,
    )
