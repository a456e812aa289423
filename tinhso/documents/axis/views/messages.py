"""What the clerk does with a document's messages on the axis: send again, set aside, ask a recipient to give it back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.documents.axis.actions.ask_back import ask_back
from tinhso.documents.axis.actions.mend_message import NotOpen, resend_message, skip_message
from tinhso.documents.axis.change_page import updates_table
from tinhso.documents.axis.client import axis_settings
from tinhso.documents.axis.forms import ReasonForm
from tinhso.documents.axis.permissions import can_send
from tinhso.documents.axis.sheet import sent_table, status_table
from tinhso.documents.models import AxisMessage, DocumentRecipient, OutgoingDocument
from tinhso.documents.outgoing.replacements import orders_of, replacements_of
from tinhso.documents.outgoing.views.finding import document_of, own_document_of, recalled_page
from tinhso.kernel.outbox.public import MENDABLE
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page

WAYS = ["GET", "HEAD", "POST"]


def _sent(request: HttpRequest, code: str) -> OutgoingDocument:
    """The document, for the clerk who sends it."""
    document = document_of(request, code)
    if not can_send(document, actor_for(request), clock.today()):
        raise Http404
    return document


def _message(document: OutgoingDocument, pk: int) -> AxisMessage:
    rows = AxisMessage.objects.filter(recipient__document=document)
    return get_object_or_404(rows.select_related("recipient__document__case", "skipped_by", "by"), pk=pk)


@require_safe
@officer_required
def show_messages(request: HttpRequest, code: str) -> HttpResponse:
    """What was sent to each recipient and what he told since, for everybody of the agency who sees the document."""
    document = own_document_of(request, code)
    replacements = replacements_of(document)
    context = {
        "document": document,
        "sent": sent_table(document, mends=can_send(document, actor_for(request), clock.today())),
        "statuses": status_table(document),
        "updates": updates_table(document),
        "replacements": replacements,
        "changes": all(one.replaced_id != document.pk for one in replacements),
        "connected": axis_settings() is not None,
        "sends": document.issued_at
        and not document.recalled_at
        and can_send(document, actor_for(request), clock.today()),
        "orders": orders_of(document),
    }
    return render(request, "documents/axis/messages.html", context)


@require_http_methods(WAYS)
@officer_required
def show_message(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One message: what the axis said, and the form that sets it aside."""
    document = _sent(request, code)
    message = _message(document, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST":
        act = lambda given: skip_message(  # noqa: E731
            message=message, reason=given["reason"], by=actor_for(request), now=clock.now()
        )
        if done := _acted(request, form, act, code, _("Đã bỏ qua tin này; các tin sau được gửi tiếp.")):
            return done
    last = AxisMessage.objects.filter(recipient=message.recipient_id).order_by("number").last()
    context = {
        "document": document,
        "message": message,
        "form": form,
        "open": message.state in MENDABLE,
        "asks": last == message and message.state == AxisMessage.State.CONFIRMED and not document.recalled_at,
    }
    return render(request, "documents/axis/message.html", context, status=422 if form.errors else 200)


@require_POST
@officer_required
def resend(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    message = _message(_sent(request, code), pk)
    try:
        resend_message(message=message, by=actor_for(request), now=clock.now())
        messages.success(request, _("Đã xếp tin này để gửi lại."))
    except NotOpen:
        messages.warning(request, _("Tin này vừa được gửi hoặc đã có người xử lý."))
    return redirect("outgoing_document", code)


@require_http_methods(WAYS)
@officer_required
def ask_recipient_back(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The reason for which a recipient is asked to give the document back."""
    document = _sent(request, code)
    if refused := recalled_page(request, document):
        return refused
    rows = DocumentRecipient.objects.filter(document=document).select_related("document__case")
    recipient = get_object_or_404(rows, pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST":
        act = lambda given: ask_back(  # noqa: E731
            recipient=recipient, reason=given["reason"], by=actor_for(request), now=clock.now()
        )
        if done := _acted(request, form, act, code, _("Đã gửi yêu cầu lấy lại.")):
            return done
    return form_page(
        request,
        form,
        title=_("Yêu cầu %(name)s cho lấy lại văn bản") % {"name": recipient.name},
        back=(reverse("outgoing_document", args=[code]), code),
        go=_("Gửi yêu cầu"),
        hint=_("Nơi nhận đồng ý hoặc từ chối; chỉ khi đồng ý thì văn bản mới được lấy lại."),
    )


def _acted(
    request: HttpRequest, form: ReasonForm, act: Callable[[dict[str, Any]], Any], code: str, words: str
) -> HttpResponse | None:
    try:
        if attempt(form, act):
            messages.success(request, words)
            return redirect("outgoing_document", code)
    except NotOpen:
        messages.warning(request, _("Tin này vừa được gửi hoặc đã có người xử lý."))
        return redirect("outgoing_document", code)
    return None
