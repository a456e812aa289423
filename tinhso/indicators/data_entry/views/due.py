"""Reports that are due, as a list of work with its keys; heads approve many at once."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.indicators.data_entry import queries as entry_queries
from tinhso.indicators.data_entry.actions.approve_entry import approve_entry
from tinhso.indicators.data_entry.actions.move_entry import StaleEntry
from tinhso.indicators.data_entry.due_list import GROUPS, PAGE, due_list
from tinhso.indicators.data_entry.unusual import Unconfirmed, Unexplained
from tinhso.indicators.data_entry.views.entries import report_at, stale_words
from tinhso.indicators.rights.entry_permissions import OwnFigures
from tinhso.kernel.people.public import actor_for, officer_required, role_required
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.forms import WholeNumberField, read_version


class DueFilter(forms.Form):
    """What of the list is shown and in which order."""

    nhom = forms.ChoiceField(required=False, choices=[("", ""), *GROUPS.items()])
    bieu = forms.SlugField(required=False, max_length=60)
    sap = forms.ChoiceField(
        required=False, choices=[("", _("Sắp theo hạn")), ("moi", _("Kỳ mới nhất trước"))]
    )
    trang = WholeNumberField(required=False, min_value=1, max_value=1000)


@require_safe
@officer_required
def show_due(request: HttpRequest) -> HttpResponse:
    """The reports of the own agency and those below it, the late ones first; the address narrows and orders it."""
    by, today = actor_for(request), clock.today()
    asked = DueFilter(request.GET)
    given = asked.cleaned_data if asked.is_valid() else {}
    page = given.get("trang") or 1
    wanted = {"group": given.get("nhom") or "", "data_set": given.get("bieu") or ""}
    found = due_list(
        entry_queries.due_reports(by, today), by, today, newest=given.get("sap") == "moi", page=page, **wanted
    )
    words = "&".join(f"{name}={given[name]}" for name in ("nhom", "bieu", "sap") if given.get(name))
    context = {
        "found": found,
        "sets": entry_queries.readable_sets(by),
        "now": clock.now(),
        "order": given.get("sap") or "",
        "more": f"?{words}&trang={page + 1}" if found.more else "",
        "approves": any(line.may_approve for _label, lines in found.groups for line in lines),
        **wanted,
    }
    return render(request, "indicators/data_entry/entries_due.html", context)


@require_POST
@role_required(Head)
def approve_entries(request: HttpRequest) -> HttpResponse:
    """The ticked reports, each in its own transaction: those that fail say why and hold up nobody."""
    wanted = [row.split("|") for row in request.POST.getlist("chosen")[:PAGE]]
    results = {" · ".join(row[:3]): approve_one(request, *row) for row in wanted if len(row) == 4}
    if done := sum(not why for why in results.values()):
        messages.success(request, _("Đã duyệt %(n)s báo cáo.") % {"n": done})
    for name, why in results.items():
        if why:
            messages.error(request, f"{name}: {why}")
    if not wanted:
        messages.warning(request, _("Đánh dấu ít nhất một báo cáo."))
    return redirect("entries_due")


def approve_one(request: HttpRequest, data_set: str, agency: str, period: str, ver: str) -> str:
    """Empty if it was approved, else why not."""
    try:
        report = report_at(request, data_set, agency, period)
    except (Http404, PermissionDenied):
        return _("không tìm thấy")
    if report.entry is None:
        return _("chưa có số liệu")
    try:
        approve_entry(entry=report.entry, ver=read_version(ver), by=actor_for(request), now=clock.now())
    except (OwnFigures, Unexplained, Unconfirmed, PermissionDenied) as error:
        return str(error)
    except StaleEntry:
        return stale_words(report_at(request, data_set, agency, period))
    return ""
