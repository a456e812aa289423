"""The public register of spokespersons, and the pages of the agency that keeps its own."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.law.public import rules_under
from tinhso.kernel.people.public import actor_for, public_page, role_required
from tinhso.kernel.people.roles import Head, PressEditor, PressSpokesperson
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.models import Spokesperson, Statement
from tinhso.press.spokespersons import forms
from tinhso.press.spokespersons.actions.end_spokesperson import end_spokesperson
from tinhso.press.spokespersons.actions.note_statement import note_statement
from tinhso.press.spokespersons.actions.register_spokesperson import register_spokesperson
from tinhso.press.spokespersons.legal_forms import FORMS
from tinhso.press.spokespersons.permissions import can_register, can_state

PAGE, NEWEST = 50, 30
WAYS = ["GET", "HEAD", "POST"]
ROLES = (Head, PressEditor, PressSpokesperson)


@require_safe
@public_page
def show_spokespersons(request: HttpRequest) -> HttpResponse:
    """Who speaks for which agency today, with the public contact, and the forms of the day. Four queries."""
    day = clock.today()
    rows = Spokesperson.objects.on(day).select_related("agency").order_by("agency__name", "mandate", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    known, source = rules_under(FORMS, on=day).get(FORMS, ({}, ""))
    context = {
        "page": page,
        "forms": list(known.values()),
        "source": source,
        "next_url": f"?trang={page.next_page_number()}" if page.has_next() else "",
        "previous_url": f"?trang={page.previous_page_number()}" if page.has_previous() else "",
    }
    return render(request, "press/spokespersons/spokespersons.html", context)


@require_safe
@role_required(*ROLES)
def own_spokespersons(request: HttpRequest) -> HttpResponse:
    """The agency's spokespersons, also former ones, and its newest statements with their time."""
    by, day = actor_for(request), clock.today()
    known, source = rules_under(FORMS, on=day).get(FORMS, ({}, ""))
    statements = list(
        Statement.objects.filter(agency=by.agency_id).select_related("spokesperson", "agency")[:NEWEST]
    )
    context = {
        "rows": Spokesperson.objects.filter(agency=by.agency_id)[:PAGE],
        "statements": [(one, known.get(one.form, one.form)) for one in statements],
        "source": source,
        "registers": can_register(by),
        "states": can_state(by),
    }
    return render(request, "press/spokespersons/own_spokespersons.html", context)


def _back() -> tuple[str, Any]:
    return reverse("own_spokespersons"), _("Người phát ngôn của cơ quan")


@require_http_methods(WAYS)
@role_required(Head, PressEditor)
def new_spokesperson(request: HttpRequest) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    form = forms.SpokespersonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: register_spokesperson(by=by, now=now, **given)
    ):
        messages.success(request, _("Đã ghi người phát ngôn; trang công khai có tên từ ngày bắt đầu."))
        return redirect("own_spokespersons")
    return form_page(request, form, title=_("Ghi người phát ngôn"), back=_back(), go=_("Ghi"))


@require_http_methods(WAYS)
@role_required(Head, PressEditor)
def end_of_spokesperson(request: HttpRequest, number: int) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    row = get_object_or_404(Spokesperson, pk=number, agency=by.agency_id)
    form = forms.EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: end_spokesperson(spokesperson=row, by=by, now=now, **given)
    ):
        messages.success(request, _("Đã ghi ngày thôi phát ngôn."))
        return redirect("own_spokespersons")
    title = _("Thôi phát ngôn: %(who)s") % {"who": row.full_name}
    return form_page(request, form, title=title, back=_back(), go=_("Ghi"))


@require_http_methods(WAYS)
@role_required(Head, PressSpokesperson)
def new_statement(request: HttpRequest) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    if not can_state(by):
        raise PressForbidden
    spokespersons = Spokesperson.objects.filter(agency=by.agency_id)
    form = forms.StatementForm(
        request.POST if request.method == "POST" else None, spokespersons=spokespersons, day=clock.today()
    )
    if request.method == "POST" and attempt(form, lambda given: _noted(given, by, now)):
        messages.success(request, _("Đã ghi lần phát ngôn."))
        return redirect("own_spokespersons")
    return form_page(request, form, title=_("Ghi lần phát ngôn"), back=_back(), go=_("Ghi"))


def _noted(given: dict[str, Any], by: Any, now: datetime) -> Statement:
    return note_statement(by=by, now=now, **(given | {"at": given["at"] or now}))
