"""Reading names out of stored logs: asked for, allowed by another person, read, each time noted."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Head, SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused, Fact, attempt, form_page
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import vn_date, vn_datetime
from tinhso.security.hunting import forms
from tinhso.security.hunting.actions.read_log_names import read_log_names
from tinhso.security.hunting.actions.request_opening import request_opening
from tinhso.security.hunting.actions.settle_opening import settle_opening
from tinhso.security.hunting.opened_names import OpenedNames
from tinhso.security.hunting.permissions import can_read_names, can_request_opening, can_settle_opening
from tinhso.security.models import LogOpening
from tinhso.security.pages.listing import listing_of
from tinhso.security.pages.tabs import security_tabs

WAYS = ["GET", "HEAD", "POST"]
State = LogOpening.State


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer, Head)
def show_openings(request: HttpRequest) -> HttpResponse:
    by = actor_for(request)
    rows = LogOpening.objects.visible_to(by, on=clock.today()).select_related("by", "settled_by", "agency")
    page = listing_of(request, rows.order_by("-at", "-pk"), "")
    context = {
        "tabs": security_tabs(request, by),
        "table": _table(page.rows),
        "page": page,
        "requests": can_request_opening(by, on=clock.today()),
    }
    return render(request, "security/hunting/openings.html", context)


def _table(rows: list[LogOpening]) -> Table:
    head = [_("Vụ việc"), _("Cơ quan"), _("Người đề nghị"), _("Lúc"), _("Tình trạng"), _("Người thứ hai"), _("Số lần đọc")]  # fmt: skip
    return Table(
        _("Đề nghị mở tên trong nhật ký"),
        [*(Column(label) for label in head[:-1]), Column(head[-1], number=True)],
        [
            [
                Cell(one.case_number, url=reverse("log_opening", args=[one.code])),
                one.agency.name,
                one.by.full_name,
                vn_datetime(one.at),
                _state(one),
                one.settled_by.full_name if one.settled_by else "–",
                str(one.readings),
            ]
            for one in rows
        ],
    )


def _state(one: LogOpening) -> str:
    if one.state == State.APPROVED and one.expires_at and one.expires_at <= clock.now():
        return _("Đã hết hạn đọc")
    return one.get_state_display()


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def new_opening(request: HttpRequest) -> HttpResponse:
    form = forms.OpeningForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        by, now = actor_for(request), clock.now()
        made = attempt(form, lambda given: request_opening(by=by, now=now, **given))
        if made:
            messages.success(request, _("Đã gửi đề nghị tới lãnh đạo cơ quan."))
            return redirect("log_opening", made.code)
    return form_page(
        request,
        form,
        title=_("Đề nghị mở tên trong nhật ký"),
        back=(reverse("log_openings"), _("Mở tên")),
        go=_("Gửi đề nghị"),
        hint=_(
            "Chỉ mở các tên mà một địa chỉ đã hỏi, trong những ngày ghi ở đây; lãnh đạo là người thứ hai."
        ),
    )


def _opening(request: HttpRequest, code: str) -> LogOpening:
    rows = LogOpening.objects.visible_to(actor_for(request), on=clock.today())
    return get_object_or_404(rows.select_related("by", "settled_by", "agency"), code=code)


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer, Head)
def show_opening(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, _opening(request, code))


def _page(
    request: HttpRequest, one: LogOpening, *, found: OpenedNames | None = None, refusal: str = ""
) -> HttpResponse:
    by = actor_for(request)
    lasts = one.state == State.APPROVED and one.expires_at is not None and one.expires_at > clock.now()
    context = {
        "opening": one,
        "state": _state(one),
        "facts": _facts(one),
        "settles": one.state == State.REQUESTED and can_settle_opening(one, by),
        "reads": lasts and can_read_names(one, by, on=clock.today()),
        "found": found,
        "table": _names(found) if found else None,
        "refusal": refusal,
    }
    return render(request, "security/hunting/opening.html", context, status=422 if refusal else 200)


def _facts(one: LogOpening) -> list[Fact]:
    facts = [
        Fact(_("Vụ việc"), one.case_number),
        Fact(_("Lý do"), one.reason),
        Fact(_("Địa chỉ"), one.address),
        Fact(_("Thời gian"), f"{vn_datetime(one.since)} – {vn_datetime(one.until)}"),
        Fact(_("Người đề nghị"), f"{one.by.full_name}, {one.agency.name}, {vn_datetime(one.at)}"),
        Fact(_("Số lần đã đọc"), str(one.readings)),
    ]
    if one.settled_by and one.settled_at:
        facts.append(Fact(_("Người thứ hai"), f"{one.settled_by.full_name}, {vn_datetime(one.settled_at)}"))
    if one.note:
        facts.append(Fact(_("Ý kiến"), one.note))
    if one.expires_at:
        facts.append(Fact(_("Đọc được đến"), vn_datetime(one.expires_at)))
    return facts


def _names(found: OpenedNames) -> Table:
    return Table(
        _("Các tên mà máy đã hỏi"),
        [Column(_("Tên")), Column(_("Số dòng"), number=True), Column(_("Lần đầu")), Column(_("Lần cuối"))],
        [
            [one.name or _("(không có tên)"), str(one.times), vn_datetime(one.first), vn_datetime(one.last)]
            for one in found.names
        ],
    )


@require_http_methods(WAYS)
@role_required(Head)
def settle(request: HttpRequest, code: str, deed: str) -> HttpResponse:
    one = _opening(request, code)
    if deed not in ("cho-mo", "khong-cho-mo"):
        raise Http404
    accept = deed == "cho-mo"
    form = forms.SettleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        by, now = actor_for(request), clock.now()
        if attempt(form, lambda given: settle_opening(opening=one, accept=accept, by=by, now=now, **given)):
            messages.success(request, _("Đã ghi quyết định."))
            return redirect("log_opening", one.code)
    return form_page(
        request,
        form,
        title=_("Cho mở tên trong nhật ký") if accept else _("Không cho mở tên trong nhật ký"),
        back=(reverse("log_opening", args=[one.code]), one.case_number),
        go=_("Cho mở") if accept else _("Không cho mở"),
        hint=_("%(who)s đề nghị ngày %(day)s: %(reason)s")
        % {"who": one.by.full_name, "day": vn_date(one.at), "reason": one.reason},
    )


@require_POST
@role_required(SecurityCoordinator, SecurityOfficer)
def read(request: HttpRequest, code: str) -> HttpResponse:
    one = _opening(request, code)
    try:
        found = read_log_names(opening=one, by=actor_for(request), now=clock.now())
    except EntryRefused as refused:
        return _page(request, one, refusal=str(refused))
    one.refresh_from_db(fields=["readings"])
    return _page(request, one, found=found)
