"""The exchange with the national portal as the desk and the administrators see and mend it."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Administrator, DeskOfficer
from tinhso.kernel.site import clock
from tinhso.onestop.exchange.forms import ExchangeFilter
from tinhso.onestop.exchange.page import exchange_page, visible_messages
from tinhso.onestop.linked_services.page import linked_exchange
from tinhso.onestop.messages.actions.resend_message import NotOpen, resend_message
from tinhso.onestop.messages.actions.skip_message import skip_message
from tinhso.onestop.messages.client import portal_settings
from tinhso.onestop.messages.forms import SkipForm
from tinhso.onestop.messages.permissions import can_read_message
from tinhso.onestop.models import PortalArrival, PortalMessage
from tinhso.onestop.national_portal.actions.apply_arrivals import apply_arrivals
from tinhso.onestop.national_portal.actions.skip_arrival import skip_arrival
from tinhso.onestop.national_portal.body import body_of, masked
from tinhso.onestop.registration.settings import linked_settings

keeper = role_required(Administrator, DeskOfficer)
MOVED = "Tin này vừa được gửi hoặc đã có người xử lý."
OPEN_MESSAGE = {PortalMessage.State.WAITING, PortalMessage.State.STUCK}
OPEN_ARRIVAL = {PortalArrival.State.WAITING, PortalArrival.State.HELD}


@require_safe
@keeper
def show_exchange(request: HttpRequest) -> HttpResponse:
    """What waits, what is stuck, and what came in and could not be applied; fifty rows of each."""
    form = ExchangeFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    page = exchange_page(actor_for(request), state=chosen.get("trang_thai", ""), code=chosen.get("ma", ""))
    context = {
        "page": page,
        "form": form,
        "connected": portal_settings() is not None,
        "now": clock.now(),
        "linked_connected": linked_settings() is not None,
        "linked": linked_exchange(
            actor_for(request), state=chosen.get("trang_thai", ""), code=chosen.get("ma", "")
        ),
    }
    return render(request, "onestop/exchange/exchange.html", context)


@require_safe
@keeper
def show_message(request: HttpRequest, pk: int) -> HttpResponse:
    return message_page(request, found(request, pk))


def found(request: HttpRequest, pk: int) -> PortalMessage:
    rows = visible_messages(actor_for(request)).select_related(
        "officer",
        "skipped_by",
        "dossier__portal_dossier",
        "dossier__version__procedure__field",
        "dossier__case__agency",
        "dossier__case__person",
    )
    return get_object_or_404(rows, pk=pk)


def message_page(
    request: HttpRequest, message: PortalMessage, form: SkipForm | None = None, status: int = 200
) -> HttpResponse:
    """One message: what is sent, what the portal said. Personal data only for the desk of the dossier; read is noted."""
    actor, now = actor_for(request), clock.now()
    personal = can_read_message(message, actor)
    body: dict[str, Any] = body_of(message) if portal_settings() else {}
    if personal:
        log_access(
            by=actor, purpose="exchange", page="exchange_message", case_ids=[message.dossier_id], at=now
        )
    shown = body if personal or not body else masked(body)
    context = {
        "message": message,
        "personal": personal,
        "body": json.dumps(shown, ensure_ascii=False, indent=2) if body else "",
        "form": form or SkipForm(),
        "open": message.state in OPEN_MESSAGE,
    }
    return render(request, "onestop/exchange/exchange_message.html", context, status=status)


@require_POST
@keeper
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    message = found(request, pk)
    try:
        resend_message(message=message, by=actor_for(request), now=clock.now())
        messages.success(request, _("Đã xếp tin vào hàng gửi lại ngay."))
    except NotOpen:
        messages.warning(request, MOVED)
    return redirect("exchange_message", pk)


@require_POST
@keeper
def skip(request: HttpRequest, pk: int) -> HttpResponse:
    message, form = found(request, pk), SkipForm(request.POST)
    if not form.is_valid():
        return message_page(request, message, form, status=422)
    return set_aside(
        request,
        lambda by, now: skip_message(message=message, reason=form.cleaned_data["reason"], by=by, now=now),
    )


def set_aside(request: HttpRequest, act: Callable[[Actor, datetime], None]) -> HttpResponse:
    try:
        act(actor_for(request), clock.now())
        messages.success(request, _("Đã bỏ qua tin. Các tin sau được xử lý tiếp."))
    except NotOpen:
        messages.warning(request, MOVED)
    return redirect("exchange")


@require_safe
@keeper
def show_arrival(request: HttpRequest, pk: int) -> HttpResponse:
    return arrival_page(request, get_object_or_404(PortalArrival.objects.select_related("skipped_by"), pk=pk))


def arrival_page(
    request: HttpRequest, arrival: PortalArrival, form: SkipForm | None = None, status: int = 200
) -> HttpResponse:
    """What came in and why it is held: codes and reasons, never the person, who belongs to no desk yet."""
    context = {
        "arrival": arrival,
        "procedure": arrival.body.get("MaTTHC", ""),
        "commune": arrival.body.get("MaXa", ""),
        "files": len(arrival.body.get("TaiLieuNop", [])),
        "form": form or SkipForm(),
        "open": arrival.state in OPEN_ARRIVAL,
    }
    return render(request, "onestop/exchange/exchange_arrival.html", context, status=status)


@require_POST
@keeper
def retry_arrival(request: HttpRequest, pk: int) -> HttpResponse:
    """Try again to apply what is held, and what waits for it."""
    arrival = get_object_or_404(PortalArrival, pk=pk)
    if apply_arrivals(arrival.national_code, now=clock.now()):
        messages.success(request, _("Đã nhận vào hồ sơ."))
    else:
        messages.warning(request, _("Chưa nhận được; lý do ghi ở dưới."))
    return redirect("exchange_arrival", pk)


@require_POST
@keeper
def set_arrival_aside(request: HttpRequest, pk: int) -> HttpResponse:
    arrival, form = get_object_or_404(PortalArrival, pk=pk), SkipForm(request.POST)
    if not form.is_valid():
        return arrival_page(request, arrival, form, status=422)

    def act(by: Actor, now: datetime) -> None:
        skip_arrival(arrival=arrival, reason=form.cleaned_data["reason"], by=by, now=now)
        apply_arrivals(arrival.national_code, now=now)

    return set_aside(request, act)
