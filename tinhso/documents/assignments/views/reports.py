"""The week's list of tasks, and how each agency carries out what it was given: on the page, printed, saved."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.documents.assignments.finding import agency_lines, monday_of, of_week
from tinhso.documents.assignments.forms import WeekForm, YearForm
from tinhso.documents.assignments.report_page import (
    AGENCY_WIDTHS,
    MOST,
    WEEK_WIDTHS,
    agencies_table,
    week_table,
)
from tinhso.documents.models import Assignment
from tinhso.documents.pages.listing import WAYS_OF_SAVING
from tinhso.documents.pages.tabs import document_tabs
from tinhso.documents.registers.saved_table import saved_table
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Auditor, Clerk, Head
from tinhso.kernel.site import clock
from tinhso.lib.dates import in_reach, vn_date

WEEK = timedelta(days=7)


@require_safe
@role_required(Head, Clerk, Auditor)
def show_week(request: HttpRequest) -> HttpResponse:
    """The tasks of the agency that were given, fell due or were done in a week, and what was overdue before; at most a thousand."""
    by, now = actor_for(request), clock.now()
    form = WeekForm(request.GET or None)
    form.is_valid()
    monday = monday_of(getattr(form, "cleaned_data", {}).get("ngay") or clock.today())
    rows = list(of_week(Assignment.objects.visible_to(by).whole(), monday, now)[:MOST])
    words = {"first": vn_date(monday), "last": vn_date(monday + WEEK - timedelta(days=1))}
    subject = _("Tuần từ %(first)s đến %(last)s") % words
    way = request.GET.get("tep")
    if way in WAYS_OF_SAVING:
        name, title = f"nhiem-vu-tuan-{monday:%Y%m%d}", _("Danh mục nhiệm vụ trong tuần")
        table = week_table(rows, now, {})
        return saved_table(table, way, by, name=name, title=title, subject=subject, widths=WEEK_WIDTHS)
    urls = {one.pk: reverse("assignment", args=[one.case.code]) for one in rows}
    context = {
        "tabs": document_tabs(request, by),
        "form": form,
        "table": week_table(rows, now, urls),
        "title": subject,
        "query": f"ngay={monday:%d/%m/%Y}",
        "next_url": _week_url(monday + WEEK),
        "previous_url": _week_url(monday - WEEK),
        "hint": _("Nhiệm vụ được giao, đến hạn, hoàn thành trong tuần và nhiệm vụ còn quá hạn từ trước."),
    }
    return render(request, "documents/assignments/report.html", context)


def _week_url(monday: date) -> str:
    """ "" beyond the years that a form reads."""
    return f"?ngay={monday:%d/%m/%Y}" if in_reach(monday) else ""


@require_safe
@role_required(Head, Clerk, Auditor)
def show_agencies(request: HttpRequest) -> HttpResponse:
    """How the agencies carry out what this one gave them in a year."""
    by, now = actor_for(request), clock.now()
    form = YearForm(request.GET or None, initial={"nam": clock.today().year})
    form.is_valid()
    year = getattr(form, "cleaned_data", {}).get("nam") or clock.today().year
    rows = Assignment.objects.visible_to(by).filter(giver=by.agency_id, given_at__year=year)
    table = agencies_table(agency_lines(rows, now))
    subject = _("Năm %(year)s") % {"year": year}
    way = request.GET.get("tep")
    if way in WAYS_OF_SAVING:
        name, title = f"thuc-hien-nhiem-vu-{year}", _("Thực hiện nhiệm vụ theo cơ quan")
        return saved_table(table, way, by, name=name, title=title, subject=subject, widths=AGENCY_WIDTHS)
    context = {
        "tabs": document_tabs(request, by),
        "form": form,
        "table": table,
        "title": _("Thực hiện nhiệm vụ đã giao năm %(year)s") % {"year": year},
        "query": f"nam={year}",
        "hint": _(
            "Nhiệm vụ cơ quan đã giao trong năm, trừ nhiệm vụ đã dừng. Đúng hạn khi kết quả được duyệt không sau hạn; "
            "tỷ lệ tính trên nhiệm vụ đã hoàn thành."
        ),
    }
    return render(request, "documents/assignments/report.html", context)
