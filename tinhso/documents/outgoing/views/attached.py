"""Files that go along with a document: attached and taken off by its drafter, opened by who is on its routing list."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.casework.public import NotYourTurn, Stale, last_deed_sentence
from tinhso.documents.models import AttachedFile, OutgoingDocument
from tinhso.documents.outgoing import forms, sheet
from tinhso.documents.outgoing.actions.attach_file import attach_file
from tinhso.documents.outgoing.actions.take_off_file import take_off_file
from tinhso.documents.outgoing.reading_copy import copy_for
from tinhso.documents.outgoing.views.documents import READING, WAYS
from tinhso.documents.outgoing.views.finding import document_of, marked_answer
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.documents.registers.form_files import files_of_form
from tinhso.kernel.events.public import log_access
from tinhso.kernel.files.public import StoredFile, serve
from tinhso.kernel.people.public import Actor, actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page


@require_http_methods(WAYS)
@officer_required
def attach(request: HttpRequest, code: str) -> HttpResponse:
    """A file with its name as the document tells it."""
    document, by, now = document_of(request, code), actor_for(request), clock.now()
    if request.method != "POST" and "trinh" not in sheet.open_deeds(document, by):
        raise DocumentsForbidden(_("Dự thảo này không chờ ông/bà sửa."))
    sent = request.method == "POST"
    initial = {"ver": document.case.ver}
    form = forms.AttachForm(request.POST if sent else None, request.FILES if sent else None, initial=initial)
    if sent:
        stored = files_of_form(request, form, "file")
        try:
            if attempt(form, lambda given: _attached(document, given, stored, by, now)):
                messages.success(request, _("Đã kèm tệp vào dự thảo."))
                return redirect("outgoing_document", code)
        except (Stale, NotYourTurn):
            words = last_deed_sentence(document.pk, by) or _("Đã có người xử lý văn bản này.")
            form.add_error(None, words)
    back = (reverse("outgoing_document", args=[code]), code)
    return form_page(request, form, title=_("Kèm tệp vào dự thảo"), back=back, go=_("Kèm tệp"))


def _attached(
    document: OutgoingDocument, given: dict[str, Any], stored: list[StoredFile], by: Actor, now: datetime
) -> AttachedFile:
    words = {"ver": given["ver"], "title": given["title"]}
    return attach_file(document=document, file=stored[-1], by=by, now=now, **words)


@require_safe
@officer_required
def show_attached(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """The file, also of one that was taken off: it belongs to the history. Of restricted circulation, with the reader's name."""
    document, by, now = document_of(request, code), actor_for(request), clock.now()
    attached = get_object_or_404(AttachedFile.objects.filter(document=document).select_related("file"), pk=pk)
    if (marked := copy_for(attached.file, document, by=by, now=now)) is not None:
        log_access(by=by, purpose=READING, page="outgoing_attached", case_ids=[document.pk], at=now)
        return marked_answer(marked, f"{code}-{pk}")
    return serve(request, attached.file, by=by, cases=[document.pk], purpose=READING)


@require_POST
@officer_required
def take_off(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    document, by = document_of(request, code), actor_for(request)
    attached = get_object_or_404(
        AttachedFile.objects.filter(document=document).select_related("document__case"), pk=pk
    )
    form = forms.VersionForm(request.POST)
    if not form.is_valid():
        return redirect("outgoing_document", code)
    try:
        take_off_file(attached=attached, ver=form.cleaned_data["ver"], by=by, now=clock.now())
        messages.success(request, _("Đã bỏ tệp kèm theo."))
    except (Stale, NotYourTurn):
        messages.warning(request, last_deed_sentence(document.pk, by) or _("Đã có người xử lý văn bản này."))
    return redirect("outgoing_document", code)
