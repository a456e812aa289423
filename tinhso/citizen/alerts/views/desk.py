"""Officers' pages of alerts: write, replace, let out, take back, and what became of the telling."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.citizen.alerts.actions.issue_alert import (
    AlertContent,
    AlertOver,
    AlertRefused,
    SamePerson,
    approve_alert,
    cancel_alert,
    write_alert,
)
from tinhso.citizen.alerts.alert_display import displayed
from tinhso.citizen.alerts.approvers import PERSONS, approvers
from tinhso.citizen.alerts.audience import notify_reader, sent_of
from tinhso.citizen.alerts.forms import AlertForm, CancelForm
from tinhso.citizen.alerts.permissions import can_warn
from tinhso.citizen.models import Alert
from tinhso.kernel.law.public import rule
from tinhso.kernel.people.public import Actor, User, actor_for, officer_required
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site import clock

MOST_LISTED = 100


def warner(request: HttpRequest, now: datetime) -> Actor:
    """The officer, if the office may warn the people; PermissionDenied."""
    actor = actor_for(request)
    if not can_warn(actor, on=now.date()):
        raise PermissionDenied
    return actor


def communes(now: datetime) -> "QuerySet[AdminUnit]":
    return AdminUnit.objects.on(now.date()).communes().order_by("sort_key")


@require_safe
@officer_required
def desk_alerts(request: HttpRequest) -> HttpResponse:
    """Those that wait for approval first, then the newest; an officer of another office reads what was let out."""
    now = clock.now()
    may = can_warn(actor_for(request), on=now.date())
    rows = Alert.objects.all() if may else Alert.objects.exclude(state=Alert.State.WAITING)
    listed = [displayed(alert) for alert in rows.prefetch_related("units").order_by("-pk")[:MOST_LISTED]]
    found = sorted(listed, key=lambda one: one.alert.state != Alert.State.WAITING)
    return render(request, "citizen/alerts/alerts_desk.html", {"alerts": found, "now": now, "may": may})


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def new_alert(request: HttpRequest, code: str = "") -> HttpResponse:
    """Write an alert, or with a code the one that takes its place."""
    now = clock.now()
    actor = warner(request, now)
    former = get_object_or_404(Alert, code=code, state=Alert.State.ISSUED) if code else None
    form = AlertForm(request.POST or None, communes=communes(now), on=now.date(), initial=filled(former))
    if request.method == "POST" and form.is_valid():
        try:
            alert = write_alert(content=content_of(form, now), by=actor, now=now, replaces=former)
        except AlertRefused as error:
            form.add_error(None, str(error))
        else:
            issued = alert.state == Alert.State.ISSUED
            messages.success(
                request, _("Đã gửi cảnh báo.") if issued else _("Đã lưu. Cần hai người khác duyệt.")
            )
            return redirect("desk_alert", alert.code)
    two_from = rule("alert.two_persons_from", on=now.date())
    context = {"form": form, "former": former, "two_from": two_from}
    return render(request, "citizen/alerts/alert_new.html", context, status=422 if form.errors else 200)


def filled(former: Alert | None) -> dict[str, object]:
    if former is None:
        return {}
    names = ("kind", "risk_level", "severity", "headline", "text", "instruction", "source")
    return {name: getattr(former, name) for name in names} | {"units": list(former.units.all())}


def content_of(form: AlertForm, now: datetime) -> AlertContent:
    data = form.cleaned_data
    names = ("kind", "risk_level", "severity", "headline", "text", "instruction", "source")
    return AlertContent(
        **{name: data[name] for name in names},
        units=form.places(),
        begins_at=now,
        expires_at=form.expires_at(),
    )


def found(request: HttpRequest, code: str) -> tuple[Alert, Actor, datetime]:
    now = clock.now()
    actor = warner(request, now)
    return get_object_or_404(Alert.objects.prefetch_related("units"), code=code), actor, now


@require_safe
@officer_required
def desk_alert(request: HttpRequest, code: str) -> HttpResponse:
    alert, actor, now = found(request, code)
    return show(request, alert, actor, now, CancelForm())


def show(
    request: HttpRequest, alert: Alert, actor: Actor, now: datetime, form: CancelForm, status: int = 200
) -> HttpResponse:
    approvals = list(alert.approvals.select_related("officer").order_by("at"))
    mine = {alert.written_by_id, *(a.officer_id for a in approvals)}
    waits = alert.state == Alert.State.WAITING
    context = {
        "shown": displayed(alert),
        "now": now,
        "approvals": approvals,
        "waits_for": approvers(alert, now.date()) if waits else [],
        "left": PERSONS - len(approvals),
        "may_approve": waits and actor.user_id not in mine and alert.expires_at > now,
        "may_cancel": (waits or alert.state == Alert.State.ISSUED) and alert.expires_at > now,
        "form": form,
        "sent": sent_of(alert) if alert.issued_at else [],
    }
    return render(request, "citizen/alerts/alert_desk.html", context, status=status)


@require_POST
@officer_required
def approve(request: HttpRequest, code: str) -> HttpResponse:
    alert, actor, now = found(request, code)
    try:
        approve_alert(alert=alert, by=actor, now=now)
    except SamePerson:
        messages.error(
            request, _("Người soạn hoặc người đã duyệt không duyệt thêm được; cần một người khác.")
        )
    except AlertOver:
        messages.error(request, _("Cảnh báo đã được gửi, đã huỷ hoặc đã hết giờ."))
    else:
        messages.success(request, _("Đã duyệt."))
    return redirect("desk_alert", code)


@require_POST
@officer_required
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    alert, actor, now = found(request, code)
    form = CancelForm(request.POST)
    if not form.is_valid():
        return show(request, alert, actor, now, form, status=422)
    try:
        cancel_alert(alert=alert, reason=form.cleaned_data["reason"], by=actor, now=now)
    except AlertOver:
        messages.error(request, _("Cảnh báo đã được huỷ, đã thay bằng bản mới hoặc đã hết giờ."))
    else:
        messages.success(request, _("Đã huỷ cảnh báo."))
    return redirect("desk_alert", code)


@require_POST
@officer_required
def try_alert(request: HttpRequest, code: str) -> HttpResponse:
    """Send it to oneself alone, by the channels that one has chosen; once a minute at most."""
    alert, _actor, now = found(request, code)
    user = request.user
    assert isinstance(user, User)  # noqa: S101 (officer_required stands before)
    notify_reader(alert, user, now=now, key=f"alert-trial:{alert.pk}:{user.pk}:{now:%Y%m%d%H%M}")
    messages.success(request, _("Đã gửi thử cho ông/bà. Xem mục Thông báo, hộp thư và điện thoại."))
    return redirect("desk_alert", code)
