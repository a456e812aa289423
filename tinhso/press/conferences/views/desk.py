"""The agency's press conferences by year, one of them with who asked for a seat."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import PressEditor, PressSpokesperson
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.lib.dates import local
from tinhso.press.conferences import forms
from tinhso.press.conferences.actions.announce_conference import announce_conference, note_minutes
from tinhso.press.conferences.actions.ask_accreditation import decide_accreditation
from tinhso.press.conferences.actions.plan_conference import cancel_conference, plan_conference
from tinhso.press.conferences.grounds import briefing_hosts, seat_grounds
from tinhso.press.models import Accreditation, PressConference

PAGE, MOST = 40, 500
WAYS = ["GET", "HEAD", "POST"]
ROLES = (PressEditor, PressSpokesperson)
OPEN = (PressConference.State.PLANNED, PressConference.State.ANNOUNCED)


@require_safe
@role_required(*ROLES)
def own_conferences(request: HttpRequest) -> HttpResponse:
    """The agency's, the newest first, and how many fell into each quarter of this year. Four queries."""
    by, today = actor_for(request), clock.today()
    rows = PressConference.objects.of_agency(by)
    quarters = {
        f"q{number}": Count(
            "pk", filter=Q(starts_at__month__gt=3 * number - 3, starts_at__month__lte=3 * number)
        )
        for number in range(1, 5)
    }
    standing = rows.filter(starts_at__year=today.year).exclude(state=PressConference.State.CANCELLED)
    counts = standing.aggregate(**quarters)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "year": today.year,
        "quarters": [(number, counts[f"q{number}"]) for number in range(1, 5)],
        "hosts": briefing_hosts(today),
        "next_url": f"?trang={page.next_page_number()}" if page.has_next() else "",
        "previous_url": f"?trang={page.previous_page_number()}" if page.has_previous() else "",
    }
    return render(request, "press/conferences/own_conferences.html", context)


def _of_agency(request: HttpRequest, code: str) -> PressConference:
    rows = PressConference.objects.of_agency(actor_for(request)).select_related("agency")
    return get_object_or_404(rows, code=code)


@require_safe
@role_required(*ROLES)
def conference_desk(request: HttpRequest, code: str) -> HttpResponse:
    """Everything of one; reading it is written into the access log, since press cards stand there."""
    row, by, now = _of_agency(request, code), actor_for(request), clock.now()
    seats = list(row.accreditations.all()[:MOST])
    if seats:
        log_access(by=by, purpose="handling", page="conference_desk", case_ids=[], at=now, item=row.pk)
    grounds = seat_grounds(clock.today())
    context = {
        "one": row,
        "seats": [(seat, grounds.get(seat.ground, seat.ground)) for seat in seats],
        "opens": row.state in OPEN and row.starts_at > now,
        "cancels": row.state in OPEN,
        "ends": row.state == PressConference.State.ANNOUNCED and row.starts_at <= now,
        "over": row.starts_at <= now or row.state not in OPEN,
    }
    return render(request, "press/conferences/conference_desk.html", context)


def _deed(
    request: HttpRequest, form: django_forms.Form, deed: Callable[..., Any], title: Any, go: Any, code: str
) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    if request.method == "POST" and attempt(form, lambda given: deed(by=by, now=now, **given)):
        messages.success(request, _("Đã ghi."))
        return redirect("conference_desk", code)
    back = (reverse("conference_desk", args=[code]), code)
    return form_page(request, form, title=title, back=back, go=go)


@require_http_methods(WAYS)
@role_required(*ROLES)
def new_conference(request: HttpRequest) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    form = forms.ConferenceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (
        row := attempt(form, lambda given: plan_conference(by=by, now=now, **given))
    ):
        messages.success(request, _("Đã ghi vào kế hoạch họp báo."))
        return redirect("conference_desk", row.code)
    back = (reverse("own_conferences"), _("Họp báo"))
    return form_page(request, form, title=_("Ghi họp báo vào kế hoạch"), back=back, go=_("Ghi"))


@require_http_methods(WAYS)
@role_required(*ROLES)
def announcement(request: HttpRequest, code: str) -> HttpResponse:
    row = _of_agency(request, code)
    words = {
        "starts_at": f"{local(row.starts_at):%d/%m/%Y %H:%M}",
        "place": row.place,
        "invitation": row.invitation,
        "accredit_until": f"{local(row.accredit_until):%d/%m/%Y %H:%M}" if row.accredit_until else "",
    }
    form = forms.AnnounceForm(request.POST if request.method == "POST" else None, initial=words)
    return _deed(
        request,
        form,
        lambda **given: announce_conference(conference=row, **given),
        _("Thông báo họp báo"),
        _("Thông báo"),
        code,
    )


@require_http_methods(WAYS)
@role_required(*ROLES)
def minutes(request: HttpRequest, code: str) -> HttpResponse:
    row = _of_agency(request, code)
    form = forms.MinutesForm(request.POST if request.method == "POST" else None)
    return _deed(
        request,
        form,
        lambda **given: note_minutes(conference=row, **given),
        _("Ghi biên bản"),
        _("Đăng"),
        code,
    )


@require_http_methods(WAYS)
@role_required(*ROLES)
def cancellation(request: HttpRequest, code: str) -> HttpResponse:
    row = _of_agency(request, code)
    form = forms.CancelForm(request.POST if request.method == "POST" else None)
    return _deed(
        request,
        form,
        lambda **given: cancel_conference(conference=row, **given),
        _("Hủy họp báo"),
        _("Hủy"),
        code,
    )


@require_http_methods(WAYS)
@role_required(*ROLES)
def seat_decision(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Of one who asked."""
    row = _of_agency(request, code)
    seat = get_object_or_404(Accreditation.objects.select_related("conference"), pk=number, conference=row)
    form = forms.SeatForm(request.POST if request.method == "POST" else None, day=clock.today())

    def deed(accepted: str, ground: str, **more: Any) -> None:
        decide_accreditation(accreditation=seat, accepted=accepted == "yes", ground=ground, **more)

    title = _("Trả lời đăng ký: %(outlet)s") % {"outlet": seat.outlet}
    return _deed(request, form, deed, title, _("Trả lời"), code)
