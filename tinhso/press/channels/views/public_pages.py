"""What everybody reads: the verified pages of agencies, loudspeakers and boards."""

from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Tab
from tinhso.press.channels.week import days_of
from tinhso.press.models import Channel, ChannelSlot

PAGE = 50


@require_safe
@public_page
def verified_pages(request: HttpRequest) -> HttpResponse:
    """Pages of agencies that the focal agency has checked. Three queries."""
    rows = Channel.objects.on(clock.today()).pages().filter(verified_at__isnull=False)
    return _listed(request, rows, "verified_pages")


@require_safe
@public_page
def loud_channels(request: HttpRequest) -> HttpResponse:
    """Loudspeakers and boards with their week. Four queries."""
    slots = Prefetch("slots", ChannelSlot.objects.filter(dropped_at=None), to_attr="week")
    rows = Channel.objects.on(clock.today()).loud().prefetch_related(slots)
    return _listed(request, rows, "loud_channels")


def _listed(request: HttpRequest, rows: QuerySet[Channel], here: str) -> HttpResponse:
    page = Paginator(rows.select_related("agency", "unit"), PAGE).get_page(request.GET.get("trang"))
    names = [("verified_pages", _("Trang đã xác minh")), ("loud_channels", _("Truyền thanh, bảng tin"))]
    context = {
        "page": [(one, [(slot, days_of(slot)) for slot in getattr(one, "week", ())]) for one in page],
        "tabs": [Tab(label, reverse(name), name == here) for name, label in names],
        "of_pages": here == "verified_pages",
        "next_url": f"?trang={page.next_page_number()}" if page.has_next() else "",
        "previous_url": f"?trang={page.previous_page_number()}" if page.has_previous() else "",
    }
    return render(request, "press/channels/public_channels.html", context)
