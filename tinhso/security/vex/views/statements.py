"""VEX statements: the list, one with the findings that it holds, new ones by hand or out of a document, and their withdrawal."""

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Head, SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Cell, Column, Fact, Table, attempt, form_page
from tinhso.lib.dates import vn_date, vn_datetime
from tinhso.security.duties.permissions import can_coordinate
from tinhso.security.models import InformationSystem, SecurityFinding, VexStatement
from tinhso.security.pages.listing import listing_of, narrowed
from tinhso.security.pages.tabs import security_tabs
from tinhso.security.vex import forms
from tinhso.security.vex.actions.make_statement import make_statement
from tinhso.security.vex.actions.read_statements import ReadStatements, read_statements
from tinhso.security.vex.actions.withdraw_statement import withdraw_statement
from tinhso.security.vex.permissions import can_withdraw

WAYS = ["GET", "HEAD", "POST"]
READERS = (SecurityCoordinator, SecurityOfficer, Head)
MOST_REJECTED = 5


@require_safe
@role_required(*READERS)
def show_statements(request: HttpRequest) -> HttpResponse:
    by, today = actor_for(request), clock.today()
    form = forms.FilterForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    rows = VexStatement.objects.visible_to(by, on=today).select_related("system", "by")
    force = given.get("hieu_luc") or "con"
    if force == "con":
        rows = rows.in_force(today)
    elif force == "het":
        rows = rows.exclude(pk__in=VexStatement.objects.in_force(today))
    if given.get("trang_thai"):
        rows = rows.filter(status=given["trang_thai"])
    found, words = narrowed(request, rows.order_by("-at", "-pk"))
    page = listing_of(request, found, words)
    context = {
        "tabs": security_tabs(request, by),
        "form": form,
        "table": _table(page.rows),
        "page": page,
        "states": by.holds(SecurityOfficer) or by.holds(SecurityCoordinator),
    }
    return render(request, "security/vex/statements.html", context)


def _table(rows: list[VexStatement]) -> Table:
    head = [_("Lỗ hổng"), _("Thành phần"), _("Hệ thống"), _("Trạng thái"), _("Đến ngày"), _("Người tuyên bố")]
    return Table(
        _("Tuyên bố VEX"),
        [Column(label) for label in head],
        [
            [
                Cell(one.names[0], url=reverse("vex_statement", args=[one.code])),
                one.about,
                one.system.name if one.system else _("Mọi hệ thống của tỉnh"),
                Cell(one.get_status_display(), small=one.get_ending_display() if one.ending else ""),
                vn_date(one.expires_on),
                Cell(one.by.full_name, small=vn_datetime(one.at)),
            ]
            for one in rows
        ],
    )


def _visible(request: HttpRequest, code: str) -> tuple[VexStatement, Actor]:
    by = actor_for(request)
    rows = VexStatement.objects.visible_to(by, on=clock.today()).select_related(
        "system", "by", "ended_by", "reach"
    )
    return get_object_or_404(rows, code=code), by


@require_safe
@role_required(*READERS)
def show_statement(request: HttpRequest, code: str) -> HttpResponse:
    """With those of the findings it holds that the officer may see, and what was said of the same before."""
    one, by = _visible(request, code)
    today = clock.today()
    visible = SecurityFinding.objects.visible_to(by, on=today).select_related(
        "agency", "machine", "unregistered"
    )
    held = visible.filter(decisions__statement=one, decisions__state="active")
    page = listing_of(request, held.order_by("-priority", "code"), "")
    same = VexStatement.objects.visible_to(by, on=today).filter(package=one.package, names__overlap=one.names)
    history = same.exclude(pk=one.pk).select_related("system", "by").order_by("-at", "-pk")[:50]
    context = {
        "statement": one,
        "facts": _facts(one),
        "withdraws": one.ended_at is None and can_withdraw(one, by, on=today),
        "findings": _findings(page.rows),
        "page": page,
        "history": _table(list(history)),
    }
    return render(request, "security/vex/statement.html", context)


def _facts(one: VexStatement) -> list[Fact]:
    facts = [
        Fact(_("Lỗ hổng"), ", ".join(one.names)),
        Fact(_("Thành phần"), one.about),
        Fact(_("Hệ thống"), one.system.name if one.system else _("Mọi hệ thống của tỉnh")),
        Fact(_("Tới điểm yếu của"), one.reach.name if one.reach else _("Mọi cơ quan")),
        Fact(_("Trạng thái"), one.get_status_display()),
    ]
    if one.justification:
        facts.append(Fact(_("Lý do"), one.get_justification_display()))
    facts += [
        Fact(_("Căn cứ"), one.text),
        Fact(_("Nguồn"), one.source or "–"),
        Fact(
            _("Hiệu lực"),
            _("từ %(start)s, đến trước %(end)s")
            % {"start": vn_date(one.starts), "end": vn_date(one.expires_on)},
        ),
        Fact(_("Người tuyên bố"), f"{one.by.full_name}, {vn_datetime(one.at)}"),
    ]
    if one.ended_at:
        who = one.ended_by.full_name if one.ended_by else "–"
        words = [one.get_ending_display(), f"{who}, {vn_datetime(one.ended_at)}", one.ended_why]
        facts.append(Fact(_("Kết thúc"), ". ".join(filter(None, words))))
    return facts


def _findings(rows: list[SecurityFinding]) -> Table:
    head = [_("Điểm yếu"), _("Máy"), _("Cơ quan"), _("Tình trạng")]
    return Table(
        _("Điểm yếu được coi là không bị ảnh hưởng theo tuyên bố này"),
        [Column(label) for label in head],
        [
            [
                Cell(one.title, url=reverse("security_finding", args=[one.code])),
                str(one.machine or one.unregistered),
                one.agency.name if one.agency else _("Máy chưa biết"),
                one.get_state_display(),
            ]
            for one in rows
        ],
    )


def _form_words(request: HttpRequest, by: Actor) -> dict[str, Any]:
    """About which systems the officer may speak."""
    today = clock.today()
    every = can_coordinate(by, on=today)
    systems = InformationSystem.objects.visible_to(by, on=today).used_on(today).order_by("name", "pk")
    return {"systems": systems, "every": every}


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def new_statement(request: HttpRequest) -> HttpResponse:
    by = actor_for(request)
    initial = {name: request.GET.get(name, "")[:300] for name in ("names", "purl")}
    posted = request.POST if request.method == "POST" else None
    form = forms.StatementForm(posted, initial=initial, **_form_words(request, by))
    if posted is not None:
        made = attempt(form, lambda given: _make(form, given, by))
        if made:
            messages.success(request, _("Đã ghi. Điểm yếu khớp được xử lý trong ít phút."))
            return redirect("vex_statement", made.code)
    return _page(request, form, _("Viết tuyên bố VEX"))


def _make(form: forms.StatementForm, given: dict[str, Any], by: Actor) -> VexStatement:
    return make_statement(
        entry=form.entry(), system=given["system"], client_key=given["client_key"], by=by, now=clock.now()
    )


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def new_document(request: HttpRequest) -> HttpResponse:
    by = actor_for(request)
    data, sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = forms.DocumentForm(data, sent, **_form_words(request, by))
    if request.method == "POST":
        found = attempt(form, lambda given: _read(given, by))
        if found:
            messages.success(request, _words_of(found))
            return redirect("vex_statements")
    return _page(request, form, _("Nạp văn bản VEX"))


def _read(given: dict[str, Any], by: Actor) -> ReadStatements:
    return read_statements(
        content=given["content"].read(),
        system=given["system"],
        expires_on=given["expires_on"],
        client_key=given["client_key"],
        by=by,
        now=clock.now(),
    )


def _words_of(found: ReadStatements) -> str:
    n = len(found.made)
    words = ngettext("Đã ghi %(n)s tuyên bố.", "Đã ghi %(n)s tuyên bố.", n) % {"n": n}
    faults = [f"{record}: {reason}" for record, reason in found.rejected[:MOST_REJECTED]]
    if not faults:
        return words
    return words + " " + _("Không đọc được: %(faults)s.") % {"faults": "; ".join(faults)}


def _page(request: HttpRequest, form: django_forms.Form, title: str) -> HttpResponse:
    return form_page(
        request,
        form,
        title=title,
        back=(reverse("vex_statements"), _("Tuyên bố VEX")),
        go=_("Ghi"),
        hint=_(
            "“Không bị ảnh hưởng” đưa điểm yếu khớp ra khỏi danh sách phải khắc phục, kèm lý do này; rút tuyên bố thì điểm yếu mở lại với hạn cũ."
        ),
    )


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    one, by = _visible(request, code)
    form = forms.WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: withdraw_statement(statement=one, why=given["why"], by=by, now=clock.now())
    ):
        messages.success(request, _("Đã rút. Điểm yếu mở lại trong ít phút."))
        return redirect("vex_statement", code)
    return form_page(
        request,
        form,
        title=_("Rút tuyên bố VEX"),
        back=(reverse("vex_statement", args=[code]), str(one)),
        go=_("Rút tuyên bố"),
    )
