"""The decision that lets a draft go by the shortened procedure, and its reason."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.documents.models import ShortenedProcedure
from tinhso.documents.normative.actions.shorten_procedure import shorten_procedure
from tinhso.documents.normative.forms import ShortenForm
from tinhso.documents.normative.permissions import can_shorten
from tinhso.documents.outgoing.views.finding import document_of
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def shorten(request: HttpRequest, code: str) -> HttpResponse:
    document, by = document_of(request, code), actor_for(request)
    if not can_shorten(document, by, clock.today()):
        raise Http404
    known = ShortenedProcedure.objects.filter(document=document).first()
    initial = {"reason": known.reason, "decision": known.decision} if known else {}
    form = ShortenForm(request.POST or None, initial=initial)
    if request.method == "POST" and attempt(
        form, lambda given: shorten_procedure(document=document, by=by, now=clock.now(), **given)
    ):
        messages.success(request, _("Đã ghi trình tự, thủ tục rút gọn."))
        return redirect("outgoing_document", code)
    return form_page(
        request,
        form,
        title=_("Trình tự, thủ tục rút gọn"),
        back=(reverse("outgoing_document", args=[code]), code),
        go=_("Ghi"),
        hint=_("Lý do và văn bản cho phép được công khai cùng văn bản khi ban hành."),
    )
