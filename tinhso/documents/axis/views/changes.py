"""What the clerk carries out about an issued document by order: its recall, what takes its place, what corrects it; and to whom else
it goes."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.documents.axis.actions.recall_document import recall_document
from tinhso.documents.axis.actions.replace_document import replace_document
from tinhso.documents.axis.actions.send_to_more import send_to_more
from tinhso.documents.axis.actions.update_document import IssuedChange, update_document
from tinhso.documents.axis.change_page import issued_called
from tinhso.documents.axis.forms import MoreRecipientsForm, RecallForm, ReplaceForm, UpdateForm
from tinhso.documents.axis.permissions import can_send
from tinhso.documents.models import AttachedFile, ChangeOrder, DocumentUpdate, OutgoingDocument
from tinhso.documents.outgoing.text import lines_of
from tinhso.documents.outgoing.views.finding import document_of, recalled_page
from tinhso.documents.registers.form_files import files_of_form, key_of
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import Actor, actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused, attempt, form_page, not_done

WAYS = ["GET", "HEAD", "POST"]


def _issued(request: HttpRequest, code: str) -> OutgoingDocument:
    """An issued document, for the clerk who sends it."""
    document = document_of(request, code)
    if document.issued_at is None or not can_send(document, actor_for(request), clock.today()):
        raise Http404
    return document


def _order(document: OutgoingDocument, kind: ChangeOrder.Kind) -> ChangeOrder | None:
    rows = ChangeOrder.objects.open().filter(document=document, kind=kind)
    return rows.select_related("document__case__agency", "document__number").first()


def _not_ordered(request: HttpRequest, document: OutgoingDocument) -> HttpResponse:
    words = _("Chưa có chỉ đạo việc này của người ký văn bản hoặc người đứng đầu cơ quan, hoặc đã thực hiện.")
    return not_done(request, words, url=reverse("outgoing_document", args=[document.case.code]))


def _letter(document: OutgoingDocument, given: dict[str, Any], by: Actor) -> OutgoingDocument:
    found = issued_called(given["letter"], document.case.agency_id, by, clock.today())
    if found is None:
        raise EntryRefused("letter", _("Không có văn bản đã phát hành nào mang mã hoặc số này."))
    return found


@require_http_methods(WAYS)
@officer_required
def recall(request: HttpRequest, code: str) -> HttpResponse:
    """By which notice the document is recalled from everybody."""
    document, by = _issued(request, code), actor_for(request)
    if refused := recalled_page(request, document):
        return refused
    if (order := _order(document, ChangeOrder.Kind.RECALL)) is None:
        return _not_ordered(request, document)
    form = RecallForm(request.POST or None)
    if request.method == "POST" and attempt(
        form,
        lambda given: recall_document(
            order=order, letter=_letter(document, given, by), by=by, now=clock.now()
        ),
    ):
        messages.success(
            request, _("Đã thu hồi văn bản. Nơi nhận qua trục được báo; nơi nhận bản giấy do văn thư báo.")
        )
        return redirect("outgoing_document", code)
    hint = _("Nơi nhận phải hủy văn bản và báo lại. Văn bản đi bị đóng băng, không gửi tiếp cho ai.")
    return _carried_out(request, form, order, _("Thu hồi"), hint)


@require_http_methods(WAYS)
@officer_required
def update(request: HttpRequest, code: str) -> HttpResponse:
    """Which letter corrects it; subject, urgency, day of answer, accompanying files; the signed paper stays as it is."""
    document, by = _issued(request, code), actor_for(request)
    if refused := recalled_page(request, document):
        return refused
    order = _order(document, ChangeOrder.Kind.CORRECT)
    if order is None:
        return (
            redirect("outgoing_axis", code)
            if _is_known(request, document)
            else _not_ordered(request, document)
        )
    attached = list(AttachedFile.objects.filter(document=document, removed_at=None)[:100])
    sent = request.method == "POST"
    initial = {"subject": document.subject, "urgency": document.urgency, "answer_by": document.answer_by}
    form = UpdateForm(
        request.POST if sent else None, request.FILES if sent else None, attached=attached, initial=initial
    )
    stored = files_of_form(request, form, "file")
    if sent and attempt(form, lambda given: _updated(order, given, stored, by)):
        messages.success(
            request, _("Đã ghi đính chính. Nơi nhận qua trục được báo khi thông tin văn bản đổi.")
        )
        return redirect("outgoing_axis", code)
    hint = _("Văn bản đã ký không đổi. Sai nội dung thì ban hành văn bản khác rồi thay thế hoặc thu hồi.")
    return _carried_out(request, form, order, _("Đính chính"), hint)


def _is_known(request: HttpRequest, document: OutgoingDocument) -> bool:
    """The same form sent twice makes one update and stores its file once."""
    key = key_of(request)
    return key is not None and DocumentUpdate.objects.filter(document=document, client_key=key).exists()


def _updated(
    order: ChangeOrder, given: dict[str, Any], stored: list[StoredFile], by: Actor
) -> DocumentUpdate | None:
    change = IssuedChange(
        subject=given["subject"],
        urgency=given["urgency"],
        answer_by=given["answer_by"],
        removed=[int(pk) for pk in given.get("removed", [])],
        file=stored[-1] if stored else None,
        title=given["title"],
    )
    letter, key = _letter(order.document, given, by), given["client_key"]
    return update_document(order=order, letter=letter, change=change, client_key=key, by=by, now=clock.now())


@require_http_methods(WAYS)
@officer_required
def replace(request: HttpRequest, code: str) -> HttpResponse:
    """Which issued document takes the place of this one."""
    replaced, by = _issued(request, code), actor_for(request)
    if refused := recalled_page(request, replaced):
        return refused
    if (order := _order(replaced, ChangeOrder.Kind.REPLACE)) is None:
        return _not_ordered(request, replaced)
    form = ReplaceForm(request.POST or None)
    if request.method == "POST" and attempt(
        form,
        lambda given: replace_document(
            order=order, document=_letter(replaced, given, by), by=by, now=clock.now()
        ),
    ):
        messages.success(request, _("Đã ghi văn bản thay thế. Nơi nhận qua trục được báo."))
        return redirect("outgoing_axis", code)
    hint = _("Văn bản thay thế phải đã phát hành. Nơi đã nhận văn bản cũ nhận văn bản mới thay cho nó.")
    return _carried_out(request, form, order, _("Thay thế"), hint)


def _carried_out(request: HttpRequest, form: Form, order: ChangeOrder, go: str, hint: str) -> HttpResponse:
    """The form by which the clerk carries out an order, with the reason that was given."""
    code = order.document.case.code
    given = _("Lý do được chỉ đạo: %(reason)s") % {"reason": order.reason}
    return form_page(
        request,
        form,
        title=_("%(what)s văn bản %(code)s") % {"what": go, "code": code},
        back=(reverse("outgoing_axis", args=[code]), code),
        go=go,
        hint=f"{given} {hint}",
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
