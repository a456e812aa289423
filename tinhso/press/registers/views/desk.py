"""The desk of the registers: enter, end, note. Who only reads them reads the public pages."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import PressEditor
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.models import FieldLicence, LicenceProposal, OutletOffice
from tinhso.press.registers import forms
from tinhso.press.registers.actions.enter_licence import enter_licence, note_licence
from tinhso.press.registers.actions.register_outlet_office import (
    end_outlet_office,
    register_outlet_office,
)
from tinhso.press.registers.permissions import can_enter_registers
from tinhso.press.registers.views.public_pages import paged

MOST_PROPOSALS = 50
WAYS = ["GET", "HEAD", "POST"]


def _check(request: HttpRequest) -> None:
    """Cards and buttons are of the agency that answers for the press. Raises: PressForbidden."""
    if not can_enter_registers(actor_for(request), clock.today()):
        raise PressForbidden


@require_safe
@role_required(PressEditor)
def press_registers(request: HttpRequest) -> HttpResponse:
    """Both registers with what can be done, each by its pages, and what finished procedures propose. Six queries, and that somebody
    read the cards."""
    _check(request)
    offices = paged(request, OutletOffice.objects.all(), {})
    read, by, now = [one.pk for one in offices["page"]], actor_for(request), clock.now()
    log_access(by=by, purpose="handling", page="press_registers", case_ids=[], at=now, items=read)
    licences = paged(request, FieldLicence.objects.all(), {}, "trang-giay-phep")
    today = clock.today()
    waiting = LicenceProposal.objects.filter(outcome="")
    context = {
        "proposals": waiting[:MOST_PROPOSALS],
        "more_proposals": max(0, waiting.count() - MOST_PROPOSALS),
        "offices": offices,
        "licences": licences,
        "standings": [(one, one.standing(today)) for one in licences["page"]],
    }
    return render(request, "press/registers/desk.html", context)


def _back() -> tuple[str, Any]:
    return reverse("press_registers"), _("Sổ báo chí, giấy phép")


@require_http_methods(WAYS)
@role_required(PressEditor)
def new_outlet_office(request: HttpRequest) -> HttpResponse:
    _check(request)
    by, now = actor_for(request), clock.now()
    form = forms.OfficeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: register_outlet_office(by=by, now=now, **given)
    ):
        messages.success(request, _("Đã ghi vào sổ."))
        return redirect("press_registers")
    title = _("Ghi văn phòng đại diện, phóng viên thường trú")
    return form_page(request, form, title=title, back=_back(), go=_("Ghi"))


@require_http_methods(WAYS)
@role_required(PressEditor)
def end_of_outlet_office(request: HttpRequest, number: int) -> HttpResponse:
    _check(request)
    by, now = actor_for(request), clock.now()
    row = get_object_or_404(OutletOffice, pk=number)
    form = forms.OfficeEndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: end_outlet_office(office=row, by=by, now=now, **given)
    ):
        messages.success(request, _("Đã ghi ngày thôi."))
        return redirect("press_registers")
    return form_page(request, form, title=_("Thôi: %(who)s") % {"who": row.outlet}, back=_back(), go=_("Ghi"))


@require_http_methods(WAYS)
@role_required(PressEditor)
def new_licence(request: HttpRequest) -> HttpResponse:
    _check(request)
    by, now = actor_for(request), clock.now()
    form = forms.LicenceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(form, lambda given: enter_licence(by=by, now=now, **given)):
        messages.success(request, _("Đã ghi vào sổ."))
        return redirect("press_registers")
    return form_page(request, form, title=_("Ghi giấy phép"), back=_back(), go=_("Ghi"))


@require_http_methods(WAYS)
@role_required(PressEditor)
def new_licence_note(request: HttpRequest, number: int) -> HttpResponse:
    _check(request)
    by, now = actor_for(request), clock.now()
    row = get_object_or_404(FieldLicence, pk=number)
    form = forms.LicenceNoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: note_licence(licence=row, by=by, now=now, **given)
    ):
        messages.success(request, _("Đã ghi."))
        return redirect("press_registers")
    title = _("Gia hạn, sửa đổi, kiểm tra, thu hồi: %(number)s") % {"number": row.number}
    return form_page(request, form, title=title, back=_back(), go=_("Ghi"))
