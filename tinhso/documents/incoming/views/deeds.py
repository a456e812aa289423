"""The deeds on an arriving document, each behind its form; whose it is, the action says."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tinhso.casework.public import NoteRefused, NotYourTurn, Stale, Unlawful, last_deed_sentence
from tinhso.documents.incoming import forms, sheet
from tinhso.documents.incoming.actions.refuse_document import refuse_document
from tinhso.documents.incoming.actions.register_document import register_document
from tinhso.documents.incoming.views.documents import DEED_LABELS, WAYS
from tinhso.documents.incoming.views.finding import document_of, leaders_of
from tinhso.documents.models import ArrivingDocument
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.kernel.people.public import Actor, actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page

Deed = Callable[..., Any]
HINTS = {
    "tu-choi": gettext_lazy(
        "Dùng khi văn bản gửi nhầm, thiếu trang hoặc không đọc được; lý do được báo cho nơi gửi."
    ),
}


@require_http_methods(WAYS)
@officer_required
def arriving_deed(request: HttpRequest, code: str, deed: str) -> HttpResponse:
    document, by, now = document_of(request, code), actor_for(request), clock.now()
    if deed not in DEED_LABELS:
        raise Http404
    if request.method != "POST" and deed not in sheet.open_deeds(document, by):
        raise DocumentsForbidden(_("Việc này chưa tới lượt, đã xong, hoặc là của người khác."))
    form, act = _form(request, document, deed)
    if request.method == "POST":
        try:
            if attempt(form, lambda given: _did(act, document, given, by, now)):
                messages.success(request, _("Đã ghi: %(deed)s.") % {"deed": DEED_LABELS[deed]})
                return redirect("arriving_document", code)
        except NoteRefused as error:
            form.add_error(None, str(error))
        except (Stale, Unlawful, NotYourTurn):
            words = last_deed_sentence(document.pk, by) or _("Đã có người xử lý văn bản này.")
            form.add_error(None, words)
    back = (reverse("arriving_document", args=[code]), code)
    label = DEED_LABELS[deed]
    return form_page(request, form, title=label, back=back, go=label, hint=HINTS.get(deed, ""))


def _did(act: Deed, document: ArrivingDocument, given: dict[str, Any], by: Actor, now: datetime) -> bool:
    act(document=document, by=by, now=now, **given)
    return True


def _form(request: HttpRequest, document: ArrivingDocument, deed: str) -> tuple[django_forms.Form, Deed]:
    sent = request.POST if request.method == "POST" else None
    more: dict[str, Any] = {"initial": {"ver": document.case.ver}}
    if deed == "vao-so":
        return forms.RegisterForm(sent, leaders=leaders_of(document.agency_id), **more), register_document
    return forms.RefuseForm(sent, **more), refuse_document
