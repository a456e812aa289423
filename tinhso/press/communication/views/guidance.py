"""Guidance that the agency was sent, and, at the focal agency, what it sent and who has read it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import PressEditor
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.communication import forms
from tinhso.press.communication.actions.send_guidance import confirm_guidance, send_guidance
from tinhso.press.communication.permissions import READS, can_confirm_guidance, can_guide
from tinhso.press.communication.views.plans import WAYS
from tinhso.press.communication.views.tabs import communication_tabs
from tinhso.press.models import Guidance, GuidanceReceipt

PAGE, MOST_WAITING = 40, 1000


@require_safe
@role_required(*READS)
def guidance_list(request: HttpRequest) -> HttpResponse:
    """Received ones, and for the focal agency with `?gui=1` those that it sent. Three queries."""
    by, today = actor_for(request), clock.today()
    sends = can_guide(by, today)
    sent = sends and request.GET.get("gui") == "1"
    with_counts = Guidance.objects.annotate(
        agencies=Count("receipts"), read=Count("receipts", filter=Q(receipts__confirmed_at__isnull=False))
    )
    received = GuidanceReceipt.objects.of_agency(by).select_related("guidance__agency")
    rows = (
        with_counts.filter(agency=by.agency_id).order_by("-at", "-pk")
        if sent
        else received.order_by("-guidance__at", "-pk")
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    more = "&gui=1" if sent else ""
    context = {
        "page": page,
        "sent": sent,
        "sends": sends,
        "today": today,
        "tabs": communication_tabs("guidance_list", by),
        "next_url": f"?trang={page.next_page_number()}{more}" if page.has_next() else "",
        "previous_url": f"?trang={page.previous_page_number()}{more}" if page.has_previous() else "",
    }
    return render(request, "press/communication/guidance_list.html", context)


@require_safe
@role_required(*READS)
def guidance(request: HttpRequest, number: int) -> HttpResponse:
    """Its words; the sender sees who has not confirmed yet, late ones first in the order of the agencies."""
    by = actor_for(request)
    mine = (
        GuidanceReceipt.objects.of_agency(by).filter(guidance=number).select_related("confirmed_by").first()
    )
    seen = Q(agency=by.agency_id) if mine is None else Q()
    row = get_object_or_404(Guidance.objects.select_related("agency").filter(seen), pk=number)
    sender = row.agency_id == by.agency_id
    receipts = row.receipts.select_related("agency")
    context = {
        "guidance": row,
        "mine": mine,
        "sender": sender,
        "confirms": mine is not None and mine.confirmed_at is None and can_confirm_guidance(by),
        "late": clock.today() > row.answer_by,
        "waiting": receipts.filter(confirmed_at=None)[:MOST_WAITING] if sender else [],
        "confirmed": receipts.filter(confirmed_at__isnull=False)[:MOST_WAITING] if sender else [],
    }
    return render(request, "press/communication/guidance.html", context)


@require_http_methods(WAYS)
@role_required(PressEditor)
def new_guidance(request: HttpRequest) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    if not can_guide(by, clock.today()):
        raise PressForbidden
    form = forms.GuidanceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (
        row := attempt(form, lambda given: send_guidance(by=by, now=now, **given))
    ):
        messages.success(request, _("Đã gửi."))
        return redirect("guidance", row.pk)
    back = (reverse("guidance_list"), _("Hướng dẫn tuyên truyền"))
    return form_page(request, form, title=_("Gửi hướng dẫn tuyên truyền"), back=back, go=_("Gửi"))


@require_http_methods(WAYS)
@role_required(*READS)
def guidance_confirmation(request: HttpRequest, number: int) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    receipts = GuidanceReceipt.objects.of_agency(by).select_related("guidance")
    receipt = get_object_or_404(receipts, guidance=number)
    form = forms.PressForm(request.POST if request.method == "POST" else None)
    back = (reverse("guidance", args=[number]), receipt.guidance.title)
    if request.method == "POST" and attempt(
        form, lambda _given: confirm_guidance(receipt=receipt, by=by, now=now)
    ):
        messages.success(request, _("Đã xác nhận."))
        return redirect(back[0])
    return form_page(request, form, title=_("Xác nhận cơ quan đã đọc"), back=back, go=_("Xác nhận"))
