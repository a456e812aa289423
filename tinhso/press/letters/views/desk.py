"""The letters of an issue and of an official correction: noted, and taken off where that was a mistake."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import PressEditor, PressSpokesperson
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.letters import forms
from tinhso.press.letters.actions.note_letter import note_letter, remove_letter
from tinhso.press.letters.permissions import can_note_letter, can_remove_letter
from tinhso.press.models import Clarification, PressIssue
from tinhso.press.questions.views.finding import WAYS, issue_of

ROLES = (PressEditor, PressSpokesperson)


@require_http_methods(WAYS)
@role_required(*ROLES)
def new_issue_letter(request: HttpRequest, code: str) -> HttpResponse:
    """By which letter an issue was given out, or went on."""
    return _noting(request, issue_of(request, code))


@require_http_methods(WAYS)
@role_required(*ROLES)
def removed_issue_letter(request: HttpRequest, code: str, number: int) -> HttpResponse:
    return _removing(request, issue_of(request, code), number)


@require_http_methods(WAYS)
@role_required(*ROLES)
def new_clarification_letter(request: HttpRequest, code: str) -> HttpResponse:
    """By which letter something untrue went to the competent body."""
    return _noting(request, _clarification(request, code))


@require_http_methods(WAYS)
@role_required(*ROLES)
def removed_clarification_letter(request: HttpRequest, code: str, number: int) -> HttpResponse:
    return _removing(request, _clarification(request, code), number)


def _clarification(request: HttpRequest, code: str) -> Clarification:
    return get_object_or_404(Clarification.objects.of_agency(actor_for(request)), code=code)


def _page_of(of: PressIssue | Clarification) -> tuple[str, str]:
    if isinstance(of, PressIssue):
        return reverse("press_issue", args=[of.case.code]), of.subject
    return reverse("clarification_desk", args=[of.code]), of.claim


def _noting(request: HttpRequest, of: PressIssue | Clarification) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    if not can_note_letter(of, by):
        raise PressForbidden
    form = forms.LetterForm(request.POST if request.method == "POST" else None, of=of)
    page = _page_of(of)
    if request.method == "POST" and attempt(form, lambda given: note_letter(of=of, by=by, now=now, **given)):
        messages.success(request, _("Đã ghi công văn."))
        return redirect(page[0])
    hint = _("Công văn soạn, ký, vào sổ ở hệ thống văn bản; ở đây ghi số để tra từ việc đến công văn.")
    return form_page(request, form, title=_("Ghi công văn"), back=page, go=_("Ghi"), hint=hint)


def _removing(request: HttpRequest, of: PressIssue | Clarification, number: int) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    letter = get_object_or_404(of.letters, pk=number)
    if not can_remove_letter(letter, of, by):
        raise PressForbidden
    form = forms.RemoveForm(request.POST if request.method == "POST" else None)
    page = _page_of(of)

    def deed(_given: object) -> bool:
        remove_letter(of=of, letter=letter, by=by, now=now)
        return True

    if request.method == "POST" and attempt(form, deed):
        messages.success(request, _("Đã bỏ."))
        return redirect(page[0])
    title = _("Bỏ công văn %(number)s ghi nhầm") % {"number": letter.notation}
    return form_page(request, form, title=title, back=page, go=_("Bỏ"))
