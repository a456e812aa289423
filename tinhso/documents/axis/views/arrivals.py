"""The clerk's pages of messages that the axis gave: the list, one of them, trying again, setting aside."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.documents.axis.actions.mend_arrival import NotOpen, drop_arrival, retry_arrival
from tinhso.documents.axis.actions.mend_reply import resend_reply, skip_reply
from tinhso.documents.axis.arrival_page import (
    arrivals_of,
    arrivals_table,
    open_table,
    replies_table,
    what_it_is,
)
from tinhso.documents.axis.client import axis_settings
from tinhso.documents.axis.forms import ArrivalStateForm, ReasonForm
from tinhso.documents.incoming.permissions import can_receive
from tinhso.documents.incoming.views.finding import document_of
from tinhso.documents.models import ArrivingDocument, AxisArrival, AxisReply
from tinhso.documents.pages.listing import page_of
from tinhso.documents.pages.tabs import document_tabs
from tinhso.kernel.files.public import serve
from tinhso.kernel.outbox.public import MENDABLE
from tinhso.kernel.people.public import actor_for, officer_required, role_required
from tinhso.kernel.people.roles import Clerk
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt

WAYS = ["GET", "HEAD", "POST"]


def _arrival(request: HttpRequest, pk: int) -> AxisArrival:
    rows = AxisArrival.objects.filter(agency=actor_for(request).agency_id or 0)
    return get_object_or_404(rows.select_related("document__case", "content", "dropped_by"), pk=pk)


@require_safe
@role_required(Clerk)
def show_arrivals(request: HttpRequest) -> HttpResponse:
    """What came to the agency over the axis, by state and words, and what of its own has not left."""
    by = actor_for(request)
    form = ArrivalStateForm(request.GET or None)
    form.is_valid()
    asked = getattr(form, "cleaned_data", {})
    agency_id = by.agency_id or 0
    rows = arrivals_of(agency_id, state=asked.get("trang_thai") or "", words=asked.get("q") or "")
    page = page_of(request, rows)
    known = [one.document_id for one in page.rows if one.document_id]
    mine = ArrivingDocument.objects.visible_to(by, on=clock.today()).filter(pk__in=known)
    context = {
        "tabs": document_tabs(request, by),
        "form": form,
        "table": arrivals_table(page.rows, linked=frozenset(mine.values_list("pk", flat=True))),
        "open": open_table(agency_id),
        "connected": axis_settings() is not None,
        "next_url": page.next_url,
        "previous_url": page.previous_url,
    }
    return render(request, "documents/axis/arrivals.html", context)


@require_http_methods(WAYS)
@role_required(Clerk)
def show_arrival(request: HttpRequest, pk: int) -> HttpResponse:
    """One message: why it was not taken, and the form that sets it aside."""
    arrival = _arrival(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST":
        try:
            if attempt(
                form,
                lambda given: drop_arrival(
                    arrival=arrival, reason=given["reason"], by=actor_for(request), now=clock.now()
                ),
            ):
                messages.success(request, _("Đã bỏ qua bản tin này."))
                return redirect("axis_arrivals")
        except NotOpen:
            messages.warning(request, _("Bản tin này đã được xử lý."))
            return redirect("axis_arrivals")
    context = {
        "arrival": arrival,
        "what": what_it_is(arrival),
        "form": form,
        "held": arrival.state == AxisArrival.State.HELD,
    }
    return render(request, "documents/axis/arrival.html", context, status=422 if form.errors else 200)


@require_POST
@role_required(Clerk)
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        row = retry_arrival(arrival=_arrival(request, pk), by=actor_for(request), now=clock.now())
    except NotOpen:
        messages.warning(request, _("Bản tin này đã được xử lý."))
        return redirect("axis_arrivals")
    if row.state == AxisArrival.State.HELD:
        messages.warning(request, _("Vẫn chưa nhận được: %(why)s") % {"why": row.problem})
        return redirect("axis_arrival", row.pk)
    messages.success(request, _("Đã nhận bản tin."))
    return redirect("axis_arrivals")


@require_safe
@role_required(Clerk)
def show_content(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The bytes of a held message, as they came."""
    arrival = _arrival(request, pk)
    if arrival.content is None:
        raise Http404
    return serve(request, arrival.content, by=actor_for(request), cases=[])


def _for_clerk(request: HttpRequest, code: str) -> ArrivingDocument:
    document = document_of(request, code)
    if not can_receive(document.agency_id, actor_for(request)):
        raise Http404
    return document


@require_safe
@officer_required
def show_replies(request: HttpRequest, code: str) -> HttpResponse:
    """What its sender was told over the axis, for everybody who sees the document."""
    document = document_of(request, code)
    context = {
        "document": document,
        "replies": replies_table(document, mends=can_receive(document.agency_id, actor_for(request))),
        "connected": axis_settings() is not None,
    }
    return render(request, "documents/axis/replies.html", context)


@require_http_methods(WAYS)
@officer_required
def show_reply(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One state of handling on its way: send it again, or set it aside."""
    document = _for_clerk(request, code)
    reply = get_object_or_404(_replies(document), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST":
        try:
            if attempt(
                form,
                lambda given: skip_reply(
                    reply=reply, reason=given["reason"], by=actor_for(request), now=clock.now()
                ),
            ):
                messages.success(request, _("Đã bỏ qua tin này; các tin sau được gửi tiếp."))
                return redirect("axis_replies", code)
        except NotOpen:
            messages.warning(request, _("Tin này vừa được gửi hoặc đã có người xử lý."))
            return redirect("axis_replies", code)
    context = {"document": document, "reply": reply, "form": form, "open": reply.state in MENDABLE}
    return render(request, "documents/axis/reply.html", context, status=422 if form.errors else 200)


@require_POST
@officer_required
def send_reply_again(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    reply = get_object_or_404(_replies(_for_clerk(request, code)), pk=pk)
    try:
        resend_reply(reply=reply, by=actor_for(request), now=clock.now())
        messages.success(request, _("Đã xếp tin này để gửi lại."))
    except NotOpen:
        messages.warning(request, _("Tin này vừa được gửi hoặc đã có người xử lý."))
    return redirect("axis_replies", code)


def _replies(document: ArrivingDocument) -> "QuerySet[AxisReply]":
    rows = AxisReply.objects.filter(document=document)
    return rows.select_related("status", "document__case", "skipped_by")
