"""The agency's official corrections: written by one person, published by another."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import PressApprover, PressEditor, PressSpokesperson
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.clarifications import forms
from tinhso.press.clarifications.actions.draft_clarification import draft_clarification
from tinhso.press.clarifications.actions.publish_clarification import (
    publish_clarification,
    withdraw_clarification,
)
from tinhso.press.clarifications.permissions import (
    can_clarify,
    can_note_clarification_letter,
    can_publish_clarification,
    can_withdraw_clarification,
)
from tinhso.press.models import Clarification

PAGE = 40
WAYS = ["GET", "HEAD", "POST"]
ROLES = (PressEditor, PressSpokesperson, PressApprover)


@require_safe
@role_required(*ROLES)
def own_clarifications(request: HttpRequest) -> HttpResponse:
    """The agency's, the newest first; what waits stands among them with its state."""
    by = actor_for(request)
    rows = Clarification.objects.of_agency(by)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "writes": can_clarify(by),
        "next_url": f"?trang={page.next_page_number()}" if page.has_next() else "",
        "previous_url": f"?trang={page.previous_page_number()}" if page.has_previous() else "",
    }
    return render(request, "press/clarifications/own_clarifications.html", context)


@require_safe
@role_required(*ROLES)
def clarification_desk(request: HttpRequest, code: str) -> HttpResponse:
    """One of the agency's, with what this officer may do."""
    by, row = actor_for(request), _of_agency(request, code)
    notes = can_note_clarification_letter(row, by)
    context = {
        "one": row,
        "publishes": row.state == Clarification.State.DRAFT and can_publish_clarification(row, by),
        "withdraws": row.state == Clarification.State.PUBLISHED and can_withdraw_clarification(row, by),
        "letters": [(one, notes) for one in row.letters.all()],
        "notes_letters": notes,
        "own_hand": row.state == Clarification.State.DRAFT and row.by_id == by.user_id,
    }
    return render(request, "press/clarifications/clarification_desk.html", context)


def _of_agency(request: HttpRequest, code: str) -> Clarification:
    rows = Clarification.objects.of_agency(actor_for(request))
    return get_object_or_404(rows.select_related("agency", "by", "published_by"), code=code)


def _to(row: Clarification) -> tuple[str, Any]:
    return reverse("clarification_desk", args=[row.code]), row.claim


@require_http_methods(WAYS)
@role_required(PressEditor, PressSpokesperson)
def new_clarification(request: HttpRequest) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    form = forms.ClarificationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (
        row := attempt(form, lambda given: draft_clarification(by=by, now=now, **given))
    ):
        messages.success(request, _("Đã ghi; chờ người thứ hai đăng."))
        return redirect("clarification_desk", row.code)
    back = (reverse("own_clarifications"), _("Thông tin đính chính"))
    return form_page(request, form, title=_("Soạn thông tin đính chính"), back=back, go=_("Ghi"))


@require_http_methods(WAYS)
@role_required(PressApprover, PressSpokesperson)
def publication(request: HttpRequest, code: str) -> HttpResponse:
    row, by, now = _of_agency(request, code), actor_for(request), clock.now()
    if not can_publish_clarification(row, by):
        raise PressForbidden
    form = forms.PublishForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda _given: publish_clarification(clarification=row, by=by, now=now)
    ):
        messages.success(request, _("Đã đăng."))
        return redirect("clarification_desk", code)
    hint = _("Mọi người đọc được ngay, lời đã đăng không sửa nữa; sai thì rút và soạn tin khác.")
    return form_page(
        request, form, title=_("Đăng thông tin đính chính"), back=_to(row), go=_("Đăng"), hint=hint
    )


@require_http_methods(WAYS)
@role_required(PressApprover, PressSpokesperson)
def withdrawal(request: HttpRequest, code: str) -> HttpResponse:
    row, by, now = _of_agency(request, code), actor_for(request), clock.now()
    if not can_withdraw_clarification(row, by):
        raise PressForbidden
    form = forms.WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: withdraw_clarification(clarification=row, by=by, now=now, **given)
    ):
        messages.success(request, _("Đã rút; trang nêu lý do."))
        return redirect("clarification_desk", code)
    return form_page(request, form, title=_("Rút thông tin đính chính"), back=_to(row), go=_("Rút"))
