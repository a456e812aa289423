"""What finished procedures propose for the register: an officer reads, mends and writes it, or leaves it with a reason."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import PressEditor
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.models import LicenceProposal
from tinhso.press.registers import forms
from tinhso.press.registers.actions.decide_proposal import confirm_grant, confirm_note, dismiss_proposal
from tinhso.press.registers.permissions import can_enter_registers

WAYS = ["GET", "HEAD", "POST"]


def _proposal(request: HttpRequest, number: int) -> LicenceProposal:
    """Raises: PressForbidden, Http404."""
    if not can_enter_registers(actor_for(request), clock.today()):
        raise PressForbidden
    return get_object_or_404(LicenceProposal.objects.select_related("licence"), pk=number)


def _decide(
    request: HttpRequest,
    row: LicenceProposal,
    form: django_forms.Form,
    deed: Callable[..., Any],
    title: str,
    go: str,
) -> HttpResponse:
    if row.outcome and request.method != "POST":
        messages.info(request, _("Đề xuất này đã được xử lý."))
        return redirect("press_registers")
    by, now = actor_for(request), clock.now()
    if request.method == "POST" and attempt(form, lambda given: deed(proposal=row, by=by, now=now, **given)):
        messages.success(request, _("Đã ghi."))
        return redirect("press_registers")
    hint = f"{row.get_deed_display()} · {row.get_kind_display()} · {row.dossier}"
    back = (reverse("press_registers"), _("Sổ báo chí, giấy phép"))
    return form_page(request, form, title=title, back=back, go=go, hint=hint)


@require_http_methods(WAYS)
@role_required(PressEditor)
def licence_proposal(request: HttpRequest, number: int) -> HttpResponse:
    """The form is filled from the result; what it lacks is empty."""
    row = _proposal(request, number)
    data = request.POST if request.method == "POST" else None
    if row.deed == LicenceProposal.Deed.GRANT:
        form: django_forms.Form = forms.GrantForm(data, proposal=row)
        return _decide(request, row, form, confirm_grant, _("Xác nhận ghi sổ giấy phép"), _("Ghi sổ"))
    title = _("Xác nhận ghi vào dòng giấy phép: %(deed)s") % {"deed": row.get_deed_display()}
    return _decide(request, row, forms.ProposedNoteForm(data, proposal=row), confirm_note, title, _("Ghi sổ"))


@require_http_methods(WAYS)
@role_required(PressEditor)
def dismissed_proposal(request: HttpRequest, number: int) -> HttpResponse:
    row = _proposal(request, number)
    form = forms.DismissForm(request.POST if request.method == "POST" else None)
    return _decide(request, row, form, dismiss_proposal, _("Không ghi sổ"), _("Không ghi sổ"))
