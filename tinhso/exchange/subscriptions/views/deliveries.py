"""Deliveries of events: the list, one with its attempts, sending anew and skipping."""

from typing import Any
from urllib.parse import urlencode

from django import forms as shapes
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.exchange.models import EventDelivery, EventSubscription
from tinhso.exchange.models.subscriptions.event_subscription import EventSubscriptionQuerySet
from tinhso.exchange.pages.tabs import exchange_tabs
from tinhso.exchange.registry.instance import instance_code
from tinhso.exchange.registry.permissions import can_keep_registry
from tinhso.exchange.subscriptions import forms, tables
from tinhso.exchange.subscriptions.actions.mend_delivery import replay_delivery, skip_delivery
from tinhso.exchange.subscriptions.keys import public_words
from tinhso.exchange.subscriptions.permissions import can_mend_subscription, check_can_mend
from tinhso.exchange.topics.declared import declared_topics
from tinhso.exchange.topics.envelope import envelope
from tinhso.kernel.people.public import actor_for, public_page, role_required
from tinhso.kernel.people.roles import Auditor, DataOfficer, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page

WAYS = ["GET", "HEAD", "POST"]
PAGE = 50
DEEDS: dict[str, tuple[Any, type[shapes.Form], Any]] = {
    "gui-lai": (gettext_lazy("Gửi lại"), forms.NothingForm, replay_delivery),
    "bo-qua": (gettext_lazy("Bỏ qua"), forms.SkipForm, skip_delivery),
}
State = EventDelivery.State


def readable(request: HttpRequest) -> EventSubscriptionQuerySet:
    by = actor_for(request)
    return EventSubscription.objects.visible_to(by, runs=can_keep_registry(by, clock.today()))


@require_safe
@role_required(Head, DataOfficer, Auditor)
def show_deliveries(request: HttpRequest) -> HttpResponse:
    """The newest first, by state, by code of a dossier, of one subscription."""
    form = forms.FilterForm(request.GET)
    form.is_valid()
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    rows = EventDelivery.objects.filter(subscription__in=readable(request)).select_related(
        "event", "subscription__service", "subscription__system__member"
    )
    fields = {"trang_thai": "state", "ma": "subject", "dang_ky": "subscription"}
    rows = rows.filter(**{fields[name]: value for name, value in chosen.items()})
    page = Paginator(rows.order_by("-pk"), PAGE).get_page(request.GET.get("trang"))
    more = f"&{urlencode(chosen)}" if chosen else ""
    context = {
        "table": tables.delivery_table(page.object_list),
        "form": form,
        "next_url": f"?trang={page.number + 1}{more}" if page.has_next() else "",
        "previous_url": f"?trang={page.number - 1}{more}" if page.has_previous() else "",
        "tabs": exchange_tabs(request),
    }
    return render(request, "exchange/subscriptions/deliveries.html", context)


def delivery_of(request: HttpRequest, pk: int) -> EventDelivery:
    """404 for one of somebody else's."""
    rows = EventDelivery.objects.select_related(
        "event", "subscription__service__system__member", "subscription__system__member"
    )
    return get_object_or_404(rows, pk=pk, subscription__in=readable(request))


@require_safe
@role_required(Head, DataOfficer, Auditor)
def show_delivery(request: HttpRequest, pk: int) -> HttpResponse:
    delivery = delivery_of(request, pk)
    subscription = delivery.subscription
    topic = declared_topics().get(subscription.service.topic)
    content = (
        envelope(delivery.event, topic=topic, service=subscription.service, instance=instance_code())
        if topic
        else {}
    )
    mends = can_mend_subscription(subscription, actor_for(request), clock.today())
    context = {
        "delivery": delivery,
        "tone": tables.TONES[delivery.state],
        "facts": tables.delivery_facts(delivery),
        "attempts": tables.attempt_table(delivery.tries.order_by("-pk")[:PAGE]),
        "content": tables.written(content),
        "deeds": _open_deeds(delivery) if mends else [],
    }
    return render(request, "exchange/subscriptions/delivery.html", context)


def _open_deeds(delivery: EventDelivery) -> list[tuple[str, Any]]:
    if delivery.subscription.ended_at or delivery.state in (State.SENDING, State.SKIPPED):
        return []
    names = ["gui-lai"] if delivery.state == State.DELIVERED else ["gui-lai", "bo-qua"]
    return [(name, DEEDS[name][0]) for name in names]


@require_http_methods(WAYS)
@role_required(Head, DataOfficer)
def delivery_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    delivery, by = delivery_of(request, pk), actor_for(request)
    if deed not in DEEDS:
        raise Http404
    check_can_mend(delivery.subscription, by, clock.today())
    label, shape, action = DEEDS[deed]
    form = shape(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: action(delivery=delivery, by=by, now=clock.now(), **given)
    ):
        messages.success(request, _("Đã lưu; sự kiện được gửi ở lượt tới, hoặc đã bỏ qua."))
        return redirect("exchange_delivery", pk)
    back = (reverse("exchange_delivery", args=[pk]), delivery.subject)
    hint = delivery.subscription.service.title
    return form_page(request, form, title=label, back=back, go=label, hint=hint)


@require_safe
@public_page
def event_keys(request: HttpRequest) -> HttpResponse:
    """The public keys of webhooks, the newest first, as Standard Webhooks writes them."""
    answer = JsonResponse({"keys": public_words(), "scheme": "standard-webhooks v1a (Ed25519)"})
    answer["Cache-Control"] = "public, max-age=300"
    return answer
