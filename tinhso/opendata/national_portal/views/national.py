"""What went to data.gov.vn, what waits, what was refused there or is stuck; and the reminder of a clock."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock
from tinhso.opendata.models import NationalDelivery, OpenDataList
from tinhso.opendata.national_portal.actions.deliver_national import queue_list, replay_delivery
from tinhso.opendata.national_portal.client import national_portal

MOST_SHOWN = 100


@require_safe
@role_required(Administrator)
def national_deliveries(request: HttpRequest) -> HttpResponse:
    """What needs a person first, then the newest."""
    found = NationalDelivery.objects.select_related("list", "dataset")
    wrong = (NationalDelivery.State.REFUSED, NationalDelivery.State.STUCK)
    context = {
        "wrong": found.filter(state__in=wrong),
        "others": found.exclude(state__in=wrong).order_by("-pk")[:MOST_SHOWN],
        "lists": OpenDataList.objects.all()[:20],
        "connected": national_portal() is not None,
    }
    return render(request, "opendata/national_portal/national_deliveries.html", context)


@require_POST
@role_required(Administrator)
def deliver_list(request: HttpRequest, list_id: int) -> HttpResponse:
    """Queue a list with the records of its open datasets."""
    listed = get_object_or_404(OpenDataList, pk=list_id)
    made = queue_list(listed=listed, by=actor_for(request), now=clock.now())
    messages.success(request, _("Đã xếp hàng %(n)s thông điệp.") % {"n": made})
    return redirect("national_deliveries")


@require_POST
@role_required(Administrator)
def replay(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Send one again."""
    found = NationalDelivery.objects.select_related("list", "dataset__publisher", "dataset__theme")
    delivery = get_object_or_404(found.select_related("dataset__licence", "dataset__current"), pk=delivery_id)
    replay_delivery(delivery=delivery, by=actor_for(request), now=clock.now())
    messages.success(request, _("Sẽ gửi lại."))
    return redirect("national_deliveries")
