"""Orders of the signer or the head about an issued document: given, taken back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.documents.axis.actions.drop_order import drop_order
from tinhso.documents.axis.actions.order_change import order_change
from tinhso.documents.axis.forms import OrderForm
from tinhso.documents.models import ChangeOrder, OutgoingDocument
from tinhso.documents.outgoing.permissions import can_order
from tinhso.documents.outgoing.views.finding import document_of, recalled_page
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused, attempt, form_page


def _ordered(request: HttpRequest, code: str) -> OutgoingDocument:
    """An issued document, for who may order that it is changed."""
    document = document_of(request, code)
    if document.issued_at is None or not can_order(document, actor_for(request), clock.today()):
        raise Http404
    return document


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def order(request: HttpRequest, code: str) -> HttpResponse:
    """Recall, replacement or correction, and why."""
    document, by = _ordered(request, code), actor_for(request)
    if refused := recalled_page(request, document):
        return refused
    form = OrderForm(request.POST or None)
    if request.method == "POST" and attempt(
        form,
        lambda given: order_change(
            document=document,
            kind=ChangeOrder.Kind(given["kind"]),
            reason=given["reason"],
            by=by,
            now=clock.now(),
        ),
    ):
        messages.success(request, _("Đã ghi chỉ đạo. Văn thư được báo để thực hiện."))
        return redirect("outgoing_document", code)
    return form_page(
        request,
        form,
        title=_("Chỉ đạo thu hồi, thay thế, đính chính"),
        back=(reverse("outgoing_document", args=[code]), code),
        go=_("Ghi chỉ đạo"),
        hint=_(
            "Sai nội dung: thay thế bằng văn bản cùng hình thức, hoặc thu hồi bằng thông báo. Sai thể thức, kỹ thuật"
            " trình bày, thủ tục: đính chính bằng công văn (NĐ 30/2020/NĐ-CP, Điều 18)."
        ),
    )


@require_POST
@officer_required
def drop(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    document = _ordered(request, code)
    found = get_object_or_404(
        ChangeOrder.objects.select_related("document__case__agency"), pk=pk, document=document
    )
    try:
        drop_order(order=found, by=actor_for(request), now=clock.now())
        messages.success(request, _("Đã rút chỉ đạo."))
    except EntryRefused as refused:
        messages.warning(request, str(refused))
    return redirect("outgoing_document", code)
