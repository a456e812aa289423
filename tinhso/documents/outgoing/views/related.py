"""Documents that a draft names as related: named and taken off by its drafter."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.casework.public import NotYourTurn, Stale, last_deed_sentence
from tinhso.documents.models import RelatedDocument
from tinhso.documents.outgoing import forms, sheet
from tinhso.documents.outgoing.actions.drop_relation import drop_relation
from tinhso.documents.outgoing.actions.relate_document import relate_document
from tinhso.documents.outgoing.views.documents import WAYS
from tinhso.documents.outgoing.views.finding import document_of
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page


@require_http_methods(WAYS)
@officer_required
def relate(request: HttpRequest, code: str) -> HttpResponse:
    """By number or code, sent and never in an address."""
    document, by, now = document_of(request, code), actor_for(request), clock.now()
    if request.method != "POST" and "trinh" not in sheet.open_deeds(document, by):
        raise DocumentsForbidden(_("Dự thảo này không chờ ông/bà sửa."))
    form = forms.RelateForm(request.POST or None, initial={"ver": document.case.ver})
    if request.method == "POST":
        try:
            if attempt(
                form,
                lambda given: relate_document(
                    document=document,
                    ver=given["ver"],
                    name=given["name"],
                    kind=RelatedDocument.Kind(given["kind"]),
                    by=by,
                    now=now,
                ),
            ):
                messages.success(request, _("Đã gắn văn bản liên quan."))
                return redirect("outgoing_document", code)
        except (Stale, NotYourTurn):
            words = last_deed_sentence(document.pk, by) or _("Đã có người xử lý văn bản này.")
            form.add_error(None, words)
    back = (reverse("outgoing_document", args=[code]), code)
    return form_page(request, form, title=_("Gắn văn bản liên quan"), back=back, go=_("Gắn văn bản"))


@require_POST
@officer_required
def drop(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    document, by = document_of(request, code), actor_for(request)
    rows = RelatedDocument.objects.seen_by(by, on=clock.today()).filter(document=document)
    relation, form = get_object_or_404(rows, pk=pk), forms.VersionForm(request.POST)
    if not form.is_valid():
        return redirect("outgoing_document", code)
    try:
        drop_relation(relation=relation, ver=form.cleaned_data["ver"], by=by, now=clock.now())
        messages.success(request, _("Đã bỏ văn bản liên quan."))
    except (Stale, NotYourTurn):
        messages.warning(request, last_deed_sentence(document.pk, by) or _("Đã có người xử lý văn bản này."))
    return redirect("outgoing_document", code)
