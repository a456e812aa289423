"""Where planes fetch events for systems that cannot be called, and say what has come."""

import re

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tinhso.exchange.models import EventSubscription
from tinhso.exchange.pages.planes import caller_of, problem
from tinhso.exchange.registry.instance import instance_code
from tinhso.exchange.subscriptions.actions.fetch_events import NotNow, confirm_events, fetch_events
from tinhso.exchange.topics.declared import declared_topics
from tinhso.exchange.topics.description import MOST_FETCHED, USUALLY_FETCHED
from tinhso.exchange.topics.envelope import envelope
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock

LEASE = re.compile(r"[0-9a-f]{32}")


def subscription_of(request: HttpRequest, code: str) -> EventSubscription:
    """That of the system which asks. 404 where it has none."""
    parts = caller_of(request).split("/")
    if len(parts) != 3:
        raise Http404
    kind, member, system = parts
    found = EventSubscription.objects.whole().filter(
        way=EventSubscription.Way.PULL,
        ended_at=None,
        service__code=code,
        system__code=system,
        system__member__code=member,
        system__member__member_class=kind,
    )
    subscription = found.exclude(service__topic="").first()
    if subscription is None:
        raise Http404
    return subscription


@never_cache
@require_POST
@csrf_exempt  # a plane has no session; its proof stands for it
@public_page
def fetch(request: HttpRequest, code: str) -> HttpResponse:
    """What waits, the oldest first."""
    subscription = subscription_of(request, code)
    most = _number(request.GET.get("so", ""), USUALLY_FETCHED)
    if most is None or not 1 <= most <= MOST_FETCHED:
        return problem(422, f"so từ 1 đến {MOST_FETCHED}.")
    try:
        found = fetch_events(
            subscription=subscription, most=most, by=SYSTEM, at=timezone.now(), now=clock.now()
        )
    except NotNow as refused:
        return problem(409, str(refused))
    service, instance = subscription.service, instance_code()
    topic = declared_topics()[service.topic]
    content = {
        "phien": found.lease,
        "hetHan": found.until.isoformat() if found.until else None,
        "conNua": found.more,
        "suKien": [
            envelope(one.event, topic=topic, service=service, instance=instance) for one in found.deliveries
        ],
    }
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


@never_cache
@require_POST
@csrf_exempt  # a plane has no session; its proof stands for it
@public_page
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """What came by one answer, up to a sequence."""
    subscription = subscription_of(request, code)
    lease, last = request.GET.get("phien", ""), request.GET.get("den", "")
    number = _number(last, None)
    if not LEASE.fullmatch(lease) or (last and number is None):
        return problem(422, "Ghi phien của lần lấy; den, nếu có, là số thứ tự cuối cùng đã nhận.")
    confirmed = confirm_events(
        subscription=subscription, lease=lease, last=number, by=SYSTEM, at=timezone.now()
    )
    if not confirmed:
        return problem(404, "Không có sự kiện nào của lần lấy này còn chờ xác nhận.")
    return JsonResponse({"daXacNhan": confirmed})


def _number(text: str, default: int | None) -> int | None:
    """None for what is none."""
    if not text:
        return default
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None
