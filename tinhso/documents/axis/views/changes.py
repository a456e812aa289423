"""What the clerk changes of an issued document: what it says of itself, or the document that takes its place."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.documents.axis.actions.replace_document import replace_document
from tinhso.documents.axis.actions.send_to_more import send_to_more
from tinhso.documents.axis.actions.update_document import IssuedChange, update_document
from tinhso.documents.axis.change_page import issued_called
from tinhso.documents.axis.forms import MoreRecipientsForm, ReplaceForm, UpdateForm
from tinhso.documents.axis.permissions import can_send
from tinhso.documents.models import AttachedFile, DocumentReplacement, DocumentUpdate, OutgoingDocument
from tinhso.documents.outgoing.text import lines_of
from tinhso.documents.outgoing.views.finding import document_of, recalled_page
from tinhso.documents.registers.form_files import files_of_form, key_of
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import Actor, actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused, attempt, form_page

WAYS = ["GET", "HEAD", "POST"]


def _issued(request: HttpRequest, code: str) -> OutgoingDocument:
    """An issued document, for the clerk who sends it."""
    document = document_of(request, code)
    if document.issued_at is None or not can_send(document, actor_for(request), clock.today()):
        raise Http404
    return document


@require_http_methods(WAYS)
@officer_required
def update(request: HttpRequest, code: str) -> HttpResponse:
    """Subject, urgency, day of answer, accompanying files; the signed paper stays as it is."""
    document, by = _issued(request, code), actor_for(request)
    if refused := recalled_page(request, document):
        return refused
    attached = list(AttachedFile.objects.filter(document=document, removed_at=None)[:100])
    sent = request.method == "POST"
    initial = {"subject": document.subject, "urgency": document.urgency, "answer_by": document.answer_by}
    form = UpdateForm(
        request.POST if sent else None, request.FILES if sent else None, attached=attached, initial=initial
    )
    stored = [] if _is_known(request, document) else files_of_form(request, form, "file")
    if sent and attempt(form, lambda given: _updated(document, given, stored, by)):
        messages.success(request, _("Đã cập nhật văn bản. Nơi nhận qua trục được báo."))
        return redirect("outgoing_axis", code)
    return form_page(
        request,
        form,
        title=_("Cập nhật văn bản đã phát hành"),
        back=(reverse("outgoing_axis", args=[code]), code),
        go=_("Cập nhật"),
        hint=_("Văn bản đã ký không đổi. Sai nội dung thì ban hành văn bản khác rồi thay thế hoặc thu hồi."),
    )


def _is_known(request: HttpRequest, document: OutgoingDocument) -> bool:
    """The same form sent twice stores its file once."""
    key = key_of(request)
    return key is not None and DocumentUpdate.objects.filter(document=document, client_key=key).exists()


def _updated(
    document: OutgoingDocument, given: dict[str, Any], stored: list[StoredFile], by: Actor
) -> DocumentUpdate:
    change = IssuedChange(
        subject=given["subject"],
        urgency=given["urgency"],
        answer_by=given["answer_by"],
        reason=given["reason"],
        removed=[int(pk) for pk in given.get("removed", [])],
        file=stored[-1] if stored else None,
        title=given["title"],
    )
    key = given["client_key"]
    return update_document(document=document, change=change, client_key=key, by=by, now=clock.now())


@require_http_methods(WAYS)
@officer_required
def replace(request: HttpRequest, code: str) -> HttpResponse:
    """Which issued document takes the place of this one, and why."""
    replaced, by = _issued(request, code), actor_for(request)
    if refused := recalled_page(request, replaced):
        return refused
    form = ReplaceForm(request.POST or None)
    if request.method == "POST" and attempt(form, lambda given: _replaced(replaced, given, by)):
        messages.success(request, _("Đã ghi văn bản thay thế. Nơi nhận qua trục được báo."))
        return redirect("outgoing_axis", code)
    return form_page(
        request,
        form,
        title=_("Thay thế văn bản %(code)s") % {"code": code},
        back=(reverse("outgoing_axis", args=[code]), code),
        go=_("Thay thế"),
        hint=_("Văn bản thay thế phải đã phát hành. Nơi đã nhận văn bản cũ nhận văn bản mới thay cho nó."),
    )


def _replaced(replaced: OutgoingDocument, given: dict[str, Any], by: Actor) -> DocumentReplacement:
    document = issued_called(given["document"], replaced.case.agency_id, by, clock.today())
    if document is None:
        raise EntryRefused("document", _("Không có văn bản đã phát hành nào mang mã hoặc số này."))
    return replace_document(
        document=document, replaced=replaced, reason=given["reason"], by=by, now=clock.now()
    )


@require_http_methods(WAYS)
@officer_required
def send_more(request: HttpRequest, code: str) -> HttpResponse:
    """Further recipients by identity code, of this instance or outside it."""
    document, by = _issued(request, code), actor_for(request)
    if refused := recalled_page(request, document):
        return refused
    form = MoreRecipientsForm(request.POST or None, on=clock.today())
    if request.method == "POST":
        codes = lambda given: (*lines_of(given["receivers"]), *given.get("outside", ()))  # noqa: E731
        if attempt(
            form,
            lambda given: send_to_more(document=document, codes=codes(given), by=by, now=clock.now()),
        ):
            messages.success(request, _("Đã xếp văn bản để gửi tới nơi nhận mới."))
            return redirect("outgoing_axis", code)
    return form_page(
        request,
        form,
        title=_("Gửi thêm nơi nhận"),
        back=(reverse("outgoing_axis", args=[code]), code),
        go=_("Gửi"),
    )
