"""Subscriptions to topics: the list, one of them, and the deeds on it."""

from collections import defaultdict
from typing import Any

from django import forms as shapes
from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.exchange.models import EventDelivery, EventSubscription, InformationSystem, Service
from tinhso.exchange.pages.tabs import exchange_tabs
from tinhso.exchange.registry.permissions import leads
from tinhso.exchange.subscriptions import forms, tables
from tinhso.exchange.subscriptions.actions.pause_subscription import (
    end_subscription,
    pause_subscription,
    resume_subscription,
)
from tinhso.exchange.subscriptions.actions.subscribe import move_subscription, subscribe
from tinhso.exchange.subscriptions.keys import public_words
from tinhso.exchange.subscriptions.permissions import can_mend_subscription, can_subscribe, check_can_mend
from tinhso.exchange.subscriptions.rights import agreement_of
from tinhso.exchange.subscriptions.views.deliveries import readable
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Auditor, DataOfficer, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.kernel.site.shapes import Fact

WAYS = ["GET", "HEAD", "POST"]
FETCH_AT = "/lgsp/{0}/su-kien/lay, /lgsp/{0}/su-kien/xac-nhan"
MOST = 100
"""The page reads the right of each; a province has some dozens."""
DEEDS: dict[str, tuple[Any, type[shapes.Form], Any]] = {
    "dia-chi": (gettext_lazy("Đổi địa chỉ nhận"), forms.MoveForm, move_subscription),
    "tam-dung": (gettext_lazy("Tạm dừng nhận"), forms.NothingForm, pause_subscription),
    "nhan-lai": (gettext_lazy("Nhận trở lại"), forms.NothingForm, resume_subscription),
    "cham-dut": (gettext_lazy("Chấm dứt đăng ký"), forms.NothingForm, end_subscription),
}


@require_safe
@role_required(Head, DataOfficer, Auditor)
def show_subscriptions(request: HttpRequest) -> HttpResponse:
    found = list(readable(request).whole()[:MOST])
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    rows = EventDelivery.objects.filter(subscription__in=[one.pk for one in found]).order_by()
    for pk, state, n in rows.values_list("subscription", "state").annotate(n=Count("pk")):
        counts[pk][state] = n
    table = tables.subscription_table([(one, counts[one.pk]) for one in found], clock.now())
    context = {
        "table": table,
        "leads": leads(actor_for(request)),
        "keys": public_words(),
        "tabs": exchange_tabs(request),
    }
    return render(request, "exchange/subscriptions/subscriptions.html", context)


def systems_of(by: Actor) -> QuerySet[InformationSystem]:
    return InformationSystem.objects.filter(member__agency=by.agency_id).select_related("member")


@require_http_methods(WAYS)
@role_required(Head, DataOfficer)
def new_subscription(request: HttpRequest) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    services = Service.objects.exclude(topic="").select_related("system__member")
    given = request.POST if request.method == "POST" else None
    form = forms.SubscribeForm(given, services=services, systems=systems_of(by))
    if request.method == "POST":
        made = attempt(form, lambda values: subscribe(by=by, now=now, **values))
        if made:
            messages.success(request, _("Đã đăng ký; sự kiện từ lúc này được gửi, hoặc chờ bên nhận lấy."))
            return redirect("exchange_subscription", made.pk)
    back = (reverse("exchange_subscriptions"), _("Đăng ký nhận"))
    hint = _("Chỉ hệ thống có thỏa thuận đang hiệu lực với chủ đề mới đăng ký được.")
    return form_page(
        request, form, title=_("Đăng ký nhận sự kiện"), back=back, go=_("Đăng ký nhận"), hint=hint
    )


def subscription_of(request: HttpRequest, pk: int) -> EventSubscription:
    return get_object_or_404(readable(request).whole(), pk=pk)


@require_safe
@role_required(Head, DataOfficer, Auditor)
def show_subscription(request: HttpRequest, pk: int) -> HttpResponse:
    found, by, now = subscription_of(request, pk), actor_for(request), clock.now()
    words, tone = tables.standing_of(found, now)
    agreement = agreement_of(found.service, found.system, now, found.way)
    facts = [
        Fact(_("Chủ đề"), found.service.title, reverse("exchange_service", args=[found.service_id])),
        Fact(_("Bên nhận"), f"{found.system.name}, {found.system.member.name}"),
        Fact(_("Nhận ở"), found.where),
        Fact(_("Đăng ký lúc"), tables.moment(found.made_at)),
    ]
    if agreement:
        code = agreement.case.code
        facts.append(Fact(_("Thỏa thuận"), code, reverse("exchange_agreement", args=[code])))
        facts.append(Fact(_("Sự kiện của cơ quan"), ", ".join(agreement.agencies) or _("Mọi cơ quan")))
    if found.way == EventSubscription.Way.PULL:
        facts.append(Fact(_("Lấy và xác nhận"), f"POST {FETCH_AT.format(found.service.address)}"))
    rows = found.deliveries.select_related("event", "subscription__service", "subscription__system__member")
    context = {
        "subscription": found,
        "standing": words,
        "tone": tone,
        "facts": facts,
        "deliveries": tables.delivery_table(rows.order_by("-pk")[:20]),
        "deeds": _open_deeds(found, by) if can_mend_subscription(found, by, now.date()) else [],
    }
    return render(request, "exchange/subscriptions/subscription.html", context)


def _open_deeds(found: EventSubscription, by: Actor) -> list[tuple[str, Any]]:
    if found.ended_at:
        return []
    names = ["nhan-lai" if found.paused_at else "tam-dung", "cham-dut"]
    if found.way == EventSubscription.Way.PUSH and can_subscribe(found.system, by, clock.today()):
        names.insert(0, "dia-chi")
    return [(name, DEEDS[name][0]) for name in names]


@require_http_methods(WAYS)
@role_required(Head, DataOfficer)
def subscription_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    found, by = subscription_of(request, pk), actor_for(request)
    if deed not in DEEDS:
        raise Http404
    check_can_mend(found, by, clock.today())
    label, shape, action = DEEDS[deed]
    form = shape(request.POST if request.method == "POST" else None, initial={"url": found.url})
    if request.method == "POST" and attempt(
        form, lambda given: action(subscription=found, by=by, now=clock.now(), **given)
    ):
        messages.success(request, _("Đã lưu."))
        return redirect("exchange_subscription", pk)
    back = (reverse("exchange_subscription", args=[pk]), found.service.title)
    return form_page(request, form, title=label, back=back, go=label, hint=found.system.name)
