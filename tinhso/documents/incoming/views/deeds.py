"""The deeds on an arriving document, each behind its form; whose it is, the action says."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.casework.public import Case, NoteRefused, NotYourTurn, Stale, Unlawful, last_deed_sentence
from tinhso.documents.incoming import forms, sheet
from tinhso.documents.incoming.actions.answer_take_back import answer_take_back
from tinhso.documents.incoming.actions.approve_result import approve_result
from tinhso.documents.incoming.actions.begin_handling import begin_handling
from tinhso.documents.incoming.actions.direct_document import direct_document
from tinhso.documents.incoming.actions.file_document import file_document
from tinhso.documents.incoming.actions.finish_support import finish_support
from tinhso.documents.incoming.actions.name_handler import name_handler
from tinhso.documents.incoming.actions.refuse_document import refuse_document
from tinhso.documents.incoming.actions.register_document import register_document
from tinhso.documents.incoming.actions.report_result import report_result
from tinhso.documents.incoming.actions.return_result import return_result
from tinhso.documents.incoming.actions.urge_document import urge_document
from tinhso.documents.incoming.actions.write_opinion import write_opinion
from tinhso.documents.incoming.assigning import assignees_of
from tinhso.documents.incoming.permissions import check_can_receive
from tinhso.documents.incoming.views.documents import DEED_LABELS, WAYS
from tinhso.documents.incoming.views.finding import answers_for, document_of, leaders_of, officers_of
from tinhso.documents.models import ArrivingDocument, DocumentSupport, TakeBack
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.kernel.outbox.public import NotOpen
from tinhso.kernel.people.public import Actor, actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page

Deed = Callable[..., Any]
HINTS = {
    "tu-choi": gettext_lazy(
        "Dùng khi văn bản gửi nhầm, thiếu trang hoặc không đọc được; lý do được báo cho nơi gửi."
    ),
    "bat-dau": gettext_lazy("Nơi gửi được báo là văn bản đang được xử lý."),
    "luu": gettext_lazy("Văn bản để biết: không giao ai xử lý, nơi gửi được báo là đã xong."),
    "duyet": gettext_lazy(
        "Văn bản được ghi là đã giải quyết xong, nơi gửi được báo. Việc phối hợp còn mở kết thúc."
    ),
    "tra-lai": gettext_lazy("Văn bản trở lại người đã báo cáo; thời hạn vẫn tính tiếp."),
    "don-doc": gettext_lazy("Người hoặc đơn vị đang giữ văn bản được báo ngay."),
}


@require_http_methods(WAYS)
@officer_required
def arriving_deed(request: HttpRequest, code: str, deed: str) -> HttpResponse:
    document, by, now = document_of(request, code), actor_for(request), clock.now()
    if deed not in DEED_LABELS or deed == "cho-y-kien":
        raise Http404
    if request.method != "POST" and deed not in sheet.open_deeds(document, by, now):
        raise DocumentsForbidden(_("Việc này chưa tới lượt, đã xong, hoặc là của người khác."))
    form, act = _form(request, document, deed, by)
    return _answer(
        request,
        form,
        document,
        document.case,
        deed,
        lambda given: act(document=document, by=by, now=now, **given),
    )


@require_http_methods(WAYS)
@officer_required
def support_deed(request: HttpRequest, code: str, pk: int, deed: str) -> HttpResponse:
    """The deeds on one supporting part of the document."""
    document, by, now = document_of(request, code), actor_for(request), clock.now()
    support = get_object_or_404(
        document.supports.select_related("case__process", "case__agency", "document__case"), pk=pk
    )
    if deed not in ("phan-cong", "cho-y-kien"):
        raise Http404
    if request.method != "POST" and deed not in sheet.open_support_deeds(support, by):
        raise DocumentsForbidden(_("Việc này chưa tới lượt, đã xong, hoặc là của người khác."))
    sent = request.POST if request.method == "POST" else None
    initial = {"ver": support.case.ver}
    form: django_forms.Form
    if deed == "phan-cong":
        form = forms.OfficerForm(sent, officers=officers_of(support.case.agency_id), initial=initial)
        act = _named(support.case)
        return _answer(
            request,
            form,
            document,
            support.case,
            deed,
            lambda given: act(document=document, by=by, now=now, **given),
        )
    form = forms.WordsForm(sent, initial=initial)
    return _answer(
        request,
        form,
        document,
        support.case,
        deed,
        lambda given: finish_support(support=support, by=by, now=now, **given),
    )


def _answer(
    request: HttpRequest,
    form: django_forms.Form,
    document: ArrivingDocument,
    case: Case,
    deed: str,
    act: Callable[[dict[str, Any]], Any],
) -> HttpResponse:
    """The form, or back to the document once the deed is done; who comes too late reads who was faster."""
    code = document.case.code
    if request.method == "POST":
        try:
            if attempt(form, act):
                messages.success(request, _("Đã ghi: %(deed)s.") % {"deed": DEED_LABELS[deed]})
                return redirect("arriving_document", code)
        except NoteRefused as error:
            form.add_error(None, str(error))
        except (Stale, Unlawful, NotYourTurn):
            words = last_deed_sentence(case.pk, actor_for(request)) or _("Đã có người xử lý văn bản này.")
            form.add_error(None, words)
    back = (reverse("arriving_document", args=[code]), code)
    label = DEED_LABELS[deed]
    return form_page(request, form, title=label, back=back, go=label, hint=HINTS.get(deed, ""))


def _form(
    request: HttpRequest, document: ArrivingDocument, deed: str, by: Actor
) -> tuple[django_forms.Form, Deed]:
    sent = request.POST if request.method == "POST" else None
    more: dict[str, Any] = {"initial": {"ver": document.case.ver}}
    if deed == "vao-so":
        return forms.RegisterForm(sent, leaders=leaders_of(document.agency_id), **more), register_document
    if deed == "chi-dao":
        options = assignees_of(document.agency, clock.today())
        return forms.DirectForm(sent, options=options, **more), direct_document
    if deed == "phan-cong":
        officers = officers_of(document.case.agency_id)
        return forms.OfficerForm(sent, officers=officers, **more), _named(document.case)
    if deed == "bao-cao":
        return forms.ReportForm(sent, answers=answers_for(by), **more), report_result
    kind, act = FORMS[deed]
    return kind(sent, **more), act


def _named(case: Case) -> Deed:
    def act(*, document: ArrivingDocument, by: Actor, now: datetime, **given: Any) -> None:
        name_handler(document=document, case=case, by=by, now=now, **given)

    return act


FORMS: dict[str, tuple[Any, Deed]] = {
    "tu-choi": (forms.RefuseForm, refuse_document),
    "luu": (forms.WordsForm, file_document),
    "bat-dau": (forms.VersionForm, begin_handling),
    "duyet": (forms.VersionForm, approve_result),
    "tra-lai": (forms.WordsForm, return_result),
    "y-kien": (forms.OpinionForm, write_opinion),
    "don-doc": (forms.OpinionForm, urge_document),
}


@require_safe
@officer_required
def open_support(request: HttpRequest, code: str) -> HttpResponse:
    """From the worklist to the document of a supporting part."""
    support = get_object_or_404(DocumentSupport.objects.select_related("document__case"), case__code=code)
    return redirect("arriving_document", document_of(request, support.document.case.code).case.code)


@require_http_methods(WAYS)
@officer_required
def answer_sender(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The clerk answers a sender who asks for the document back, or destroys a recalled one."""
    document, by = document_of(request, code), actor_for(request)
    check_can_receive(document.agency_id, by)
    row = get_object_or_404(document.take_backs, pk=pk)
    binds = row.kind == TakeBack.Kind.RECALL
    form = forms.TakeBackForm(request.POST or None, binds=binds)
    if request.method == "POST":
        try:
            if attempt(form, lambda given: _answered(row, given, by)):
                messages.success(request, _("Đã trả lời nơi gửi."))
                return redirect("arriving_document", code)
        except NotOpen:
            messages.warning(request, _("Yêu cầu này đã được trả lời."))
            return redirect("arriving_document", code)
    return form_page(
        request,
        form,
        title=_("Hủy văn bản bị thu hồi") if binds else _("Nơi gửi yêu cầu lấy lại văn bản"),
        back=(reverse("arriving_document", args=[code]), code),
        go=_("Hủy văn bản") if binds else _("Trả lời"),
        hint=_(
            "Hủy thì tệp và thông tin của văn bản bị xóa hẳn, nơi gửi được báo; số đến giữ nguyên trong sổ."
        ),
    )


def _answered(row: TakeBack, given: dict[str, Any], by: Actor) -> None:
    answer_take_back(
        take_back=row,
        agree=given["answer"] == "agree",
        reason=given.get("reason", ""),
        by=by,
        now=clock.now(),
    )
