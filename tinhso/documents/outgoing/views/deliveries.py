"""Copies on paper of an issued document: what went to whom, written down and struck out by the clerk."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.documents.models import OutgoingDocument, PaperDelivery
from tinhso.documents.outgoing import forms
from tinhso.documents.outgoing.actions.record_delivery import DeliveryDetails, record_delivery
from tinhso.documents.outgoing.actions.strike_delivery import strike_delivery
from tinhso.documents.outgoing.delivery_page import copies_sent, deliveries_table
from tinhso.documents.outgoing.permissions import can_deliver
from tinhso.documents.outgoing.views.documents import WAYS
from tinhso.documents.outgoing.views.finding import document_of, own_document_of, recalled_page
from tinhso.kernel.people.public import Actor, actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page


@require_safe
@officer_required
def show_deliveries(request: HttpRequest, code: str) -> HttpResponse:
    """What went out on paper, for everybody of the agency who sees the document."""
    document = own_document_of(request, code)
    delivers = can_deliver(document, actor_for(request), clock.today())
    context = {
        "document": document,
        "sent": deliveries_table(document, strikes=delivers),
        "copies": copies_sent(document),
        "delivers": delivers and document.issued_at is not None and document.recalled_at is None,
    }
    return render(request, "documents/outgoing/deliveries.html", context)


@require_http_methods(WAYS)
@officer_required
def write_delivery(request: HttpRequest, code: str) -> HttpResponse:
    """To whom, how, how many copies, on which day."""
    document, by = _delivered(request, code), actor_for(request)
    if refused := recalled_page(request, document):
        return refused
    form = forms.DeliveryForm(request.POST or None, initial={"dated": clock.today()})
    if request.method == "POST" and attempt(form, lambda given: _recorded(document, given, by)):
        messages.success(request, _("Đã ghi lần gửi bản giấy."))
        return redirect("outgoing_deliveries", code)
    back = (reverse("outgoing_deliveries", args=[code]), code)
    return form_page(request, form, title=_("Ghi gửi bản giấy"), back=back, go=_("Ghi"))


def _recorded(document: OutgoingDocument, given: dict[str, Any], by: Actor) -> None:
    key = given.pop("client_key")
    given["way"] = PaperDelivery.Way(given["way"])
    record_delivery(
        document=document, details=DeliveryDetails(**given), client_key=key, by=by, now=clock.now()
    )


@require_http_methods(WAYS)
@officer_required
def strike(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A row written by mistake, with the reason."""
    document, by = _delivered(request, code), actor_for(request)
    row = get_object_or_404(PaperDelivery.objects.select_related("document__case"), pk=pk, document=document)
    form = forms.StrikeForm(request.POST or None)
    if request.method == "POST":
        act = lambda given: strike_delivery(delivery=row, reason=given["reason"], by=by, now=clock.now())  # noqa: E731
        if attempt(form, act):
            messages.success(request, _("Đã gạch bỏ dòng ghi nhầm."))
            return redirect("outgoing_deliveries", code)
    back = (reverse("outgoing_deliveries", args=[code]), code)
    return form_page(
        request,
        form,
        title=_("Gạch bỏ dòng gửi bản giấy"),
        back=back,
        go=_("Gạch bỏ"),
        hint=_("%(receiver)s, %(copies)d bản") % {"receiver": row.receiver, "copies": row.copies},
    )


def _delivered(request: HttpRequest, code: str) -> OutgoingDocument:
    """The document, for the clerk who sends it."""
    document = document_of(request, code)
    if not can_deliver(document, actor_for(request), clock.today()):
        raise Http404
    return document
