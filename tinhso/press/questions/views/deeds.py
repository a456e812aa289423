"""The deeds on an issue, each behind its form; whose it is, the action says."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tinhso.casework.public import NoteRefused, NotYourTurn
from tinhso.kernel.files.public import files_sent
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import PressEditor, PressSpokesperson
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.models import CorrectionRequest, OutletArticle, PressIssue
from tinhso.press.questions import forms
from tinhso.press.questions.actions.add_outlet_article import add_outlet_article
from tinhso.press.questions.actions.answer_issue import answer_issue
from tinhso.press.questions.actions.assign_issue import assign_issue
from tinhso.press.questions.actions.attach_evidence import attach_evidence
from tinhso.press.questions.actions.pause_issue import pause_issue, resume_issue
from tinhso.press.questions.actions.publish_issue import close_issue, publish_issue
from tinhso.press.questions.actions.refuse_issue import refuse_issue
from tinhso.press.questions.actions.request_correction import close_correction, request_correction
from tinhso.press.questions.actions.return_issue import return_issue
from tinhso.press.questions.actions.verify_issue import verify_issue
from tinhso.press.questions.permissions import can_correct_outlet, can_enter_issue
from tinhso.press.questions.views.finding import WAYS, issue_of, open_deeds

Deed = Callable[..., Any]
ROLES = (PressEditor, PressSpokesperson)
DEEDS: dict[str, tuple[Any, type[forms.DeedForm], Deed]] = {
    "giao": (gettext_lazy("Giao cơ quan"), forms.AssignForm, assign_issue),
    "chuyen-lai": (gettext_lazy("Chuyển lại, không thuộc thẩm quyền"), forms.ReturnForm, return_issue),
    "xac-minh": (gettext_lazy("Ghi kết quả xác minh"), forms.FindingForm, verify_issue),
    "tam-dung": (gettext_lazy("Tạm dừng thời hạn"), forms.PauseForm, pause_issue),
    "chay-tiep": (gettext_lazy("Tính tiếp thời hạn"), forms.DeedForm, resume_issue),
    "tra-loi": (gettext_lazy("Trả lời"), forms.AnswerForm, answer_issue),
    "tu-choi": (gettext_lazy("Từ chối"), forms.RefuseForm, refuse_issue),
    "dang": (gettext_lazy("Đăng trả lời"), forms.PublishForm, publish_issue),
    "ket-thuc": (gettext_lazy("Kết thúc, không đăng"), forms.DeedForm, close_issue),
}
LABELS = {name: label for name, (label, _form, _deed) in DEEDS.items()}


def _back(issue: PressIssue) -> tuple[str, str]:
    return reverse("press_issue", args=[issue.case.code]), issue.subject


@require_http_methods(WAYS)
@role_required(*ROLES)
def issue_deed(request: HttpRequest, code: str, deed: str) -> HttpResponse:
    issue, by, now = issue_of(request, code), actor_for(request), clock.now()
    if deed not in DEEDS:
        raise Http404
    label, kind, action = DEEDS[deed]
    if request.method != "POST" and deed not in open_deeds(issue, by):
        raise NotYourTurn(issue.case_id)
    form = kind(request.POST if request.method == "POST" else None, issue=issue, day=clock.today())
    try:
        if request.method == "POST" and attempt(
            form, lambda given: action(issue=issue, by=by, now=now, **given)
        ):
            messages.success(request, _("Đã ghi: %(deed)s.") % {"deed": label})
            return redirect("press_issue", code)
    except NoteRefused as refused:
        form.add_error(None, str(refused))
    return form_page(request, form, title=label, back=_back(issue), go=label)


@require_http_methods(WAYS)
@role_required(PressEditor)
def add_issue_article(request: HttpRequest, code: str) -> HttpResponse:
    issue, by, now = issue_of(request, code), actor_for(request), clock.now()
    if request.method != "POST" and not can_enter_issue(by, clock.today()):
        raise PressForbidden
    form = forms.OutletArticleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: add_outlet_article(issue=issue, by=by, now=now, **given)
    ):
        return redirect("press_issue", code)
    return form_page(request, form, title=_("Ghi thêm bài báo"), back=_back(issue), go=_("Ghi"))


@require_http_methods(WAYS)
@role_required(PressSpokesperson)
def add_evidence(request: HttpRequest, code: str) -> HttpResponse:
    issue, by, now = issue_of(request, code), actor_for(request), clock.now()
    if request.method != "POST" and "xac-minh" not in open_deeds(issue, by):
        raise NotYourTurn(issue.case_id)
    form = forms.EvidenceForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST":
        stored = files_sent(form, "file", request.FILES, by=by, now=now)

        def deed(given: dict[str, Any]) -> object:
            return attach_evidence(issue=issue, file=stored[-1], name=given["name"], by=by, now=now)

        if attempt(form, deed):
            messages.success(request, _("Đã thêm chứng cứ."))
            return redirect("press_issue", code)
    return form_page(request, form, title=_("Thêm chứng cứ"), back=_back(issue), go=_("Tải lên"))


def _correcting(
    request: HttpRequest, issue: PressIssue, form: django_forms.Form, deed: Deed, title: Any
) -> HttpResponse:
    if request.method != "POST" and not can_correct_outlet(issue, actor_for(request)):
        raise PressForbidden
    by, now = actor_for(request), clock.now()
    if request.method == "POST" and attempt(form, lambda given: deed(by=by, now=now, **given)):
        messages.success(request, _("Đã ghi."))
        return redirect("press_issue", issue.case.code)
    return form_page(request, form, title=title, back=_back(issue), go=_("Ghi"))


@require_http_methods(WAYS)
@role_required(PressEditor)
def new_correction(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """To the outlet of one article."""
    issue = issue_of(request, code)
    article = get_object_or_404(OutletArticle.objects.select_related("issue__case"), pk=number, issue=issue)
    form = forms.CorrectionForm(request.POST if request.method == "POST" else None)
    return _correcting(
        request,
        issue,
        form,
        lambda **given: request_correction(outlet_article=article, **given),
        _("Yêu cầu %(outlet)s cải chính") % {"outlet": article.outlet},
    )


@require_http_methods(WAYS)
@role_required(PressEditor)
def end_of_correction(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What came of it."""
    issue = issue_of(request, code)
    rows = CorrectionRequest.objects.select_related("outlet_article__issue__case")
    correction = get_object_or_404(rows, pk=number, outlet_article__issue=issue)
    form = forms.OutcomeForm(request.POST if request.method == "POST" else None)
    return _correcting(
        request,
        issue,
        form,
        lambda **given: close_correction(correction=correction, **given),
        _("Kết quả yêu cầu cải chính"),
    )
