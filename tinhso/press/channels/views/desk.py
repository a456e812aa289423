"""The agency's channels: its register, one channel with its week, what the focal agency has to verify."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import BroadcastOperator, Head, PressEditor
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.kernel.site.shapes import Tab
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.channels import forms
from tinhso.press.channels.actions.add_slot import add_slot, drop_slot
from tinhso.press.channels.actions.end_channel import end_channel
from tinhso.press.channels.actions.register_channel import register_channel
from tinhso.press.channels.actions.verify_channel import verify_channel
from tinhso.press.channels.permissions import can_verify_channel
from tinhso.press.channels.week import days_of
from tinhso.press.models import Channel, ChannelSlot

PAGE, NEWEST = 50, 30
WAYS = ["GET", "HEAD", "POST"]
ROLES = (BroadcastOperator, PressEditor, Head)


@require_safe
@role_required(*ROLES)
def own_channels(request: HttpRequest) -> HttpResponse:
    """The agency's channels, also former ones; the focal agency also sees the pages of all that nobody has verified."""
    by, today = actor_for(request), clock.today()
    verifies = can_verify_channel(by, today)
    waiting = verifies and request.GET.get("cho") == "1"
    unverified = Channel.objects.on(today).pages().filter(verified_at=None)
    rows = unverified if waiting else Channel.objects.of_agency(by)
    page = Paginator(rows.select_related("agency"), PAGE).get_page(request.GET.get("trang"))
    here, more = reverse("own_channels"), "&cho=1" if waiting else ""
    context = {
        "page": page,
        "waiting": waiting,
        "tabs": [
            Tab(_("Kênh của cơ quan"), here, not waiting),
            Tab(_("Trang chờ xác minh"), f"{here}?cho=1", waiting),
        ]
        if verifies
        else [],
        "next_url": f"?trang={page.next_page_number()}{more}" if page.has_next() else "",
        "previous_url": f"?trang={page.previous_page_number()}{more}" if page.has_previous() else "",
    }
    return render(request, "press/channels/own_channels.html", context)


@require_safe
@role_required(*ROLES)
def channel(request: HttpRequest, number: int) -> HttpResponse:
    """One channel of the agency: its week, its newest broadcasts."""
    row = _of_agency(request, number)
    context = {
        "channel": row,
        "slots": [(one, days_of(one)) for one in row.slots.filter(dropped_at=None)],
        "broadcasts": row.broadcasts.all()[:NEWEST],
        "now": clock.now(),
    }
    return render(request, "press/channels/channel.html", context)


def _of_agency(request: HttpRequest, number: int) -> Channel:
    rows = Channel.objects.of_agency(actor_for(request)).select_related("agency", "unit")
    return get_object_or_404(rows, pk=number)


def _deed(
    request: HttpRequest,
    form: django_forms.Form,
    deed: Callable[..., Any],
    words: tuple[Any, Any],
    to: tuple[str, Any],
) -> HttpResponse:
    """A form before a deed; `words` are title and button, `to` the address afterwards and its name."""
    by, now = actor_for(request), clock.now()
    if request.method == "POST" and attempt(form, lambda given: deed(by=by, now=now, **given)):
        messages.success(request, _("Đã ghi."))
        return redirect(to[0])
    return form_page(request, form, title=words[0], back=to, go=words[1])


def _to(row: Channel) -> tuple[str, Any]:
    return reverse("channel", args=[row.pk]), row.name


@require_http_methods(WAYS)
@role_required(*ROLES)
def new_channel(request: HttpRequest) -> HttpResponse:
    form = forms.ChannelForm(request.POST if request.method == "POST" else None)
    to = (reverse("own_channels"), _("Kênh thông tin"))
    return _deed(request, form, register_channel, (_("Ghi kênh thông tin"), _("Ghi")), to)


@require_http_methods(WAYS)
@role_required(*ROLES)
def end_of_channel(request: HttpRequest, number: int) -> HttpResponse:
    row = _of_agency(request, number)
    form = forms.EndForm(request.POST if request.method == "POST" else None)
    title = _("Thôi hoạt động: %(name)s") % {"name": row.name}
    return _deed(
        request, form, lambda **given: end_channel(channel=row, **given), (title, _("Ghi")), _to(row)
    )


@require_http_methods(WAYS)
@role_required(*ROLES)
def new_slot(request: HttpRequest, number: int) -> HttpResponse:
    row = _of_agency(request, number)
    form = forms.SlotForm(request.POST if request.method == "POST" else None)
    words = (_("Thêm khung giờ phát"), _("Thêm"))
    return _deed(request, form, lambda **given: add_slot(channel=row, **given), words, _to(row))


@require_http_methods(WAYS)
@role_required(*ROLES)
def end_of_slot(request: HttpRequest, number: int) -> HttpResponse:
    rows = ChannelSlot.objects.filter(dropped_at=None).select_related("channel")
    slot = get_object_or_404(rows, pk=number, channel__agency=actor_for(request).agency_id)
    form = forms.VerifyForm(request.POST if request.method == "POST" else None)
    words = (_("Bỏ khung giờ: %(name)s") % {"name": slot.programme}, _("Bỏ khung giờ"))
    return _deed(request, form, lambda **given: drop_slot(slot=slot, **given), words, _to(slot.channel))


@require_http_methods(WAYS)
@role_required(PressEditor)
def verification(request: HttpRequest, number: int) -> HttpResponse:
    """The focal agency says that a page is the agency's own."""
    if not can_verify_channel(actor_for(request), clock.today()):
        raise PressForbidden
    rows = Channel.objects.on(clock.today()).pages().select_related("agency")
    row = get_object_or_404(rows, pk=number)
    form = forms.VerifyForm(request.POST if request.method == "POST" else None)
    title = _("Xác minh trang: %(name)s") % {"name": row.name}
    hint = _("%(agency)s, %(address)s. Trang đã xác minh hiện ở danh sách công khai.") % {
        "agency": row.agency.name,
        "address": row.address,
    }
    by, now = actor_for(request), clock.now()
    back = (f"{reverse('own_channels')}?cho=1", _("Trang chờ xác minh"))
    if request.method == "POST" and attempt(form, lambda _given: verify_channel(channel=row, by=by, now=now)):
        messages.success(request, _("Đã xác minh."))
        return redirect(back[0])
    return form_page(request, form, title=title, back=back, go=_("Xác minh"), hint=hint)
