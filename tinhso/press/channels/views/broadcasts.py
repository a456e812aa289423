"""What waits for its broadcast on the agency's channels, and what was broadcast."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.files.public import files_sent, serve
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.kernel.site.shapes import Tab
from tinhso.press.channels import forms
from tinhso.press.channels.actions.approve_broadcast import approve_broadcast, decline_broadcast
from tinhso.press.channels.actions.attach_recording import attach_recording
from tinhso.press.channels.actions.confirm_broadcast import confirm_broadcast, note_missed_broadcast
from tinhso.press.channels.actions.plan_broadcast import plan_broadcast
from tinhso.press.channels.limits import RECORDINGS
from tinhso.press.channels.permissions import can_approve
from tinhso.press.channels.views.desk import ROLES, WAYS
from tinhso.press.models import Broadcast, Channel

PAGE = 40


@require_safe
@role_required(*ROLES)
def broadcasts(request: HttpRequest) -> HttpResponse:
    """Those of the agency's channels: what waits, alerts first, or what was broadcast. Three queries."""
    by, ended = actor_for(request), request.GET.get("xong") == "1"
    rows = Broadcast.objects.of_agency(by).select_related("channel")
    found = (
        rows.exclude(state__in=Broadcast.TO_COME).order_by("-ended_at", "-pk")
        if ended
        else rows.filter(state__in=Broadcast.TO_COME).order_by(
            F("due_at").asc(nulls_last=True), "planned_at", "pk"
        )
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    here, more = reverse("broadcasts"), "&xong=1" if ended else ""
    context = {
        "page": page,
        "now": clock.now(),
        "tabs": [
            Tab(_("Chờ duyệt, chờ phát"), here, not ended),
            Tab(_("Nhật ký phát"), f"{here}?xong=1", ended),
        ],
        "next_url": f"?trang={page.next_page_number()}{more}" if page.has_next() else "",
        "previous_url": f"?trang={page.previous_page_number()}{more}" if page.has_previous() else "",
    }
    return render(request, "press/channels/broadcasts.html", context)


def _of_agency(request: HttpRequest, number: int) -> Broadcast:
    rows = Broadcast.objects.of_agency(actor_for(request))
    related = ("channel__agency", "recording", "ended_by", "approved_by", "by")
    return get_object_or_404(rows.select_related(*related), pk=number)


@require_safe
@role_required(*ROLES)
def broadcast(request: HttpRequest, number: int) -> HttpResponse:
    """The words to read, the recording, and what came of it."""
    row = _of_agency(request, number)
    late = row.is_late(clock.now())
    context = {
        "broadcast": row,
        "now": clock.now(),
        "late": late,
        "waits": row.state == Broadcast.State.PLANNED,
        "asked": row.state == Broadcast.State.ASKED,
        "approves": row.state == Broadcast.State.ASKED and can_approve(row, actor_for(request)),
        "records": row.state in Broadcast.TO_COME and row.approved_at is None,
    }
    return render(request, "press/channels/broadcast.html", context)


@require_safe
@role_required(*ROLES)
def broadcast_recording(request: HttpRequest, number: int) -> HttpResponseBase:
    rows = Broadcast.objects.of_agency(actor_for(request)).select_related("recording")
    found = get_object_or_404(rows, pk=number, recording__isnull=False)
    assert found.recording is not None
    return serve(request, found.recording, by=actor_for(request), cases=None)


@require_http_methods(WAYS)
@role_required(*ROLES)
def new_broadcast(request: HttpRequest, number: int) -> HttpResponse:
    """On one channel of the agency."""
    by, now = actor_for(request), clock.now()
    row = get_object_or_404(Channel.objects.of_agency(by), pk=number)
    form = forms.BroadcastForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (
        made := attempt(form, lambda given: plan_broadcast(channel=row, by=by, now=now, **given))
    ):
        messages.success(request, _("Đã ghi bản tin, chờ duyệt. Người duyệt được báo."))
        return redirect("broadcast", made.pk)
    back = (reverse("channel", args=[row.pk]), row.name)
    return form_page(request, form, title=_("Soạn bản tin"), back=back, go=_("Gửi duyệt"))


def _deed(
    request: HttpRequest, row: Broadcast, form: django_forms.Form, deed: Callable[..., Any], title: Any
) -> HttpResponse:
    if request.method == "POST" and attempt(form, lambda given: deed(broadcast=row, **given)):
        messages.success(request, _("Đã ghi."))
        return redirect("broadcast", row.pk)
    back = (reverse("broadcast", args=[row.pk]), row.title)
    return form_page(request, form, title=title, back=back, go=_("Ghi"))


@require_http_methods(WAYS)
@role_required(*ROLES)
def aired(request: HttpRequest, number: int) -> HttpResponse:
    """ "Đã phát", with the moment."""
    row, by, now = _of_agency(request, number), actor_for(request), clock.now()
    form = forms.AiredForm(request.POST if request.method == "POST" else None)

    def deed(broadcast: Broadcast, at: Any, note: str) -> None:
        confirm_broadcast(broadcast=broadcast, at=at or now, note=note, by=by, now=now)

    return _deed(request, row, form, deed, _("Xác nhận đã phát"))


@require_http_methods(WAYS)
@role_required(*ROLES)
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """Who answers for the words lets them go out at their hour."""
    row, by, now = _of_agency(request, number), actor_for(request), clock.now()
    form = forms.VerifyForm(request.POST if request.method == "POST" else None)
    deed = lambda **given: approve_broadcast(by=by, now=now, **given)  # noqa: E731
    return _deed(request, row, form, deed, _("Duyệt phát bản tin"))


@require_http_methods(WAYS)
@role_required(*ROLES)
def decline(request: HttpRequest, number: int) -> HttpResponse:
    row, by, now = _of_agency(request, number), actor_for(request), clock.now()
    form = forms.DeclineForm(request.POST if request.method == "POST" else None)
    deed = lambda **given: decline_broadcast(by=by, now=now, **given)  # noqa: E731
    return _deed(request, row, form, deed, _("Không duyệt bản tin"))


@require_http_methods(WAYS)
@role_required(*ROLES)
def missed(request: HttpRequest, number: int) -> HttpResponse:
    row, by, now = _of_agency(request, number), actor_for(request), clock.now()
    form = forms.MissedForm(request.POST if request.method == "POST" else None)
    return _deed(
        request,
        row,
        form,
        lambda **given: note_missed_broadcast(by=by, now=now, **given),
        _("Không phát được"),
    )


@require_http_methods(WAYS)
@role_required(*ROLES)
def new_recording(request: HttpRequest, number: int) -> HttpResponse:
    row, by, now = _of_agency(request, number), actor_for(request), clock.now()
    form = forms.RecordingForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    stored = (
        files_sent(form, "file", request.FILES, by=by, now=now, rules=RECORDINGS)
        if request.method == "POST"
        else []
    )

    def deed(broadcast: Broadcast, **_given: Any) -> None:
        attach_recording(broadcast=broadcast, file=stored[-1], by=by, now=now)

    return _deed(request, row, form, deed, _("Tải bản ghi âm lên"))
