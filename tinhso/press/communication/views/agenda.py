"""What is to be covered, month by month: of the agency, and what others want it to cover."""

from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import PressEditor
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.press.communication import forms
from tinhso.press.communication.actions.add_agenda_entry import add_agenda_entry, drop_agenda_entry
from tinhso.press.communication.permissions import can_plan
from tinhso.press.communication.views.plans import ROLES, WAYS
from tinhso.press.communication.views.tabs import communication_tabs
from tinhso.press.communication.words import first_of_month
from tinhso.press.models import AgendaEntry

MOST = 300


def _month(request: HttpRequest) -> date:
    """The month of the address, this month where it names none that can be read."""
    field = forms.MonthField("")
    try:
        month: date = field.clean(request.GET.get("thang", ""))
    except ValidationError:
        return first_of_month(clock.today())
    return month


@require_safe
@role_required(*ROLES)
def press_agenda(request: HttpRequest) -> HttpResponse:
    """Two queries."""
    by, month = actor_for(request), _month(request)
    rows = AgendaEntry.objects.of_month(month).filter(dropped_at=None)
    found = rows.filter(Q(agency=by.agency_id) | Q(covered_by=by.agency_id))
    after, before = first_of_month(month + timedelta(days=32)), first_of_month(month - timedelta(days=1))
    context = {
        "rows": found.select_related("agency", "covered_by")[:MOST],
        "month": month,
        "today": clock.today(),
        "agency_id": by.agency_id,
        "plans": can_plan(by),
        "tabs": communication_tabs("press_agenda", by),
        "next_url": f"?thang={after:%m/%Y}",
        "previous_url": f"?thang={before:%m/%Y}",
    }
    return render(request, "press/communication/agenda.html", context)


@require_http_methods(WAYS)
@role_required(PressEditor)
def new_agenda_entry(request: HttpRequest) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    form = forms.AgendaForm(request.POST if request.method == "POST" else None, day=clock.today())
    if request.method == "POST" and (
        entry := attempt(form, lambda given: add_agenda_entry(by=by, now=now, **given))
    ):
        messages.success(request, _("Đã ghi vào lịch."))
        return redirect(f"{reverse('press_agenda')}?thang={entry.day:%m/%Y}")
    back = (reverse("press_agenda"), _("Lịch đưa tin"))
    return form_page(request, form, title=_("Ghi việc cần đưa tin"), back=back, go=_("Ghi"))


@require_http_methods(WAYS)
@role_required(PressEditor)
def end_of_agenda_entry(request: HttpRequest, number: int) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    entry = get_object_or_404(AgendaEntry, pk=number, agency=by.agency_id, dropped_at=None)
    form = forms.PressForm(request.POST if request.method == "POST" else None)
    back = (f"{reverse('press_agenda')}?thang={entry.day:%m/%Y}", _("Lịch đưa tin"))
    if request.method == "POST" and attempt(
        form, lambda _given: drop_agenda_entry(entry=entry, by=by, now=now)
    ):
        messages.success(request, _("Đã bỏ khỏi lịch."))
        return redirect(back[0])
    title = _("Bỏ khỏi lịch: %(title)s") % {"title": entry.title}
    return form_page(request, form, title=title, back=back, go=_("Bỏ khỏi lịch"))
