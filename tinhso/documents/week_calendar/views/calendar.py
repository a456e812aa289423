"""The weekly calendar of an agency's leaders: read by its officers, written by its clerk, approved by a head."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.documents.models import CalendarEntry
from tinhso.documents.pages.tabs import document_tabs
from tinhso.documents.registers.saved_table import WAYS_TO_SAVE, saved_table
from tinhso.documents.week_calendar import weeks
from tinhso.documents.week_calendar.actions.approve_week import approve_week
from tinhso.documents.week_calendar.actions.strike_entry import strike_entry
from tinhso.documents.week_calendar.actions.write_entry import write_entry
from tinhso.documents.week_calendar.forms import ApproveWeekForm, EntryForm, StrikeEntryForm
from tinhso.documents.week_calendar.permissions import (
    can_approve_calendar,
    can_write_calendar,
    check_can_write_calendar,
)
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused, attempt, form_page
from tinhso.lib.dates import vn_date

WAYS = ["GET", "HEAD", "POST"]
MOST = 420


@require_safe
@officer_required
def show_week(request: HttpRequest) -> HttpResponse:
    """This week, or that of the day in the address; on paper or as a file too."""
    by = actor_for(request)
    monday = weeks.week_asked(request.GET.get("tuan", ""), clock.today())
    rows = CalendarEntry.objects.visible_to(by).of_week(monday, weeks.sunday_of(monday))
    entries = list(rows[:MOST])
    waiting = [one.pk for one in entries if one.approved_at is None and one.struck_at is None]
    way = request.GET.get("tep")
    table = weeks.week_table(entries, writes=can_write_calendar(by) and way not in WAYS_TO_SAVE)
    if way in WAYS_TO_SAVE:
        span = {"from": vn_date(monday), "to": vn_date(weeks.sunday_of(monday))}
        return saved_table(
            table,
            way,
            by,
            name=f"lich-tuan-{monday:%Y%m%d}",
            title=_("Lịch công tác tuần"),
            subject=_("Từ ngày %(from)s đến ngày %(to)s") % span,
            widths=weeks.WIDTHS,
        )
    context = {
        "tabs": document_tabs(request, by),
        "table": table,
        "monday": monday,
        "sunday": weeks.sunday_of(monday),
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "writes": can_write_calendar(by),
        "seen": max(waiting) if waiting and can_approve_calendar(by) else None,
        "double": bool(weeks.clashes(entries)),
    }
    return render(request, "documents/week_calendar/week.html", context)


@require_http_methods(WAYS)
@officer_required
def add_entry(request: HttpRequest) -> HttpResponse:
    by, today = actor_for(request), clock.today()
    agency_id = check_can_write_calendar(by)
    form = EntryForm(request.POST or None, leaders=weeks.leaders_on(agency_id, today))
    if request.method == "POST":
        made = attempt(form, lambda given: write_entry(by=by, now=clock.now(), **given))
        if made:
            messages.success(request, _("Đã ghi vào lịch. Lãnh đạo duyệt thì cả cơ quan thấy."))
            return redirect(_week_url(weeks.monday_of(made.day)))
    back = (reverse("week_calendar"), _("Lịch công tác tuần"))
    return form_page(request, form, title=_("Thêm việc vào lịch"), back=back, go=_("Ghi vào lịch"))


@require_http_methods(WAYS)
@officer_required
def strike(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor_for(request)
    check_can_write_calendar(by)
    entry = get_object_or_404(CalendarEntry.objects.visible_to(by), pk=pk)
    form, url = StrikeEntryForm(request.POST or None), _week_url(weeks.monday_of(entry.day))

    def act(given: dict[str, str]) -> bool:
        strike_entry(entry=entry, by=by, now=clock.now(), **given)
        return True

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Đã ghi hoãn, bỏ."))
        return redirect(url)
    title = _("Hoãn, bỏ: %(subject)s") % {"subject": entry.subject}
    return form_page(request, form, title=title, back=(url, _("Lịch công tác tuần")), go=_("Ghi hoãn, bỏ"))


@require_POST
@officer_required
def approve(request: HttpRequest) -> HttpResponse:
    form = ApproveWeekForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Tải lại trang rồi duyệt lại."))
        return redirect("week_calendar")
    monday = weeks.monday_of(form.cleaned_data["monday"])
    try:
        approve_week(monday=monday, seen=form.cleaned_data["seen"], by=actor_for(request), now=clock.now())
        messages.success(request, _("Đã duyệt lịch tuần."))
    except EntryRefused as refused:
        messages.warning(request, str(refused))
    return redirect(_week_url(monday))


def _week_url(monday: date) -> str:
    return f"{reverse('week_calendar')}?tuan={monday.isoformat()}"
