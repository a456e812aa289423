"""The register of known errors: every officer reads it, the desk writes it."""

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.people.public import actor_for, officer_required, role_required
from tinhso.kernel.people.roles import SupportDesk
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Cell, Column, Fact, Table, attempt, form_page
from tinhso.lib.dates import vn_date, vn_datetime
from tinhso.security.models import KnownError, SupportIncident
from tinhso.security.pages.listing import listing_of, narrowed
from tinhso.security.support.actions.end_known_error import end_known_error
from tinhso.security.support.actions.register_known_error import register_known_error
from tinhso.security.support.forms import EndKnownErrorForm, KnownErrorForm
from tinhso.security.support.listing import incidents_table
from tinhso.security.support.permissions import can_write_known_errors, check_can_write_known_errors
from tinhso.security.support.shared_systems import system_name
from tinhso.security.support.tabs import support_tabs

WAYS = ["GET", "HEAD", "POST"]


@require_safe
@officer_required
def show_known_errors(request: HttpRequest) -> HttpResponse:
    """Those that are not mended first."""
    by = actor_for(request)
    rows, words = narrowed(
        request, KnownError.objects.order_by(F("ended_at").desc(nulls_first=True), "-at", "pk")
    )
    page = listing_of(request, rows, words)
    context = {
        "tabs": support_tabs(request, by),
        "table": _table(page.rows),
        "page": page,
        "writes": can_write_known_errors(by, on=clock.today()),
    }
    return render(request, "security/support/known_errors.html", context)


def _table(rows: list[KnownError]) -> Table:
    head = [_("Lỗi"), _("Cách làm tạm"), _("Ghi ngày"), _("Tình trạng")]
    return Table(
        _("Lỗi đã biết"),
        [Column(label) for label in head],
        [
            [
                Cell(one.title, url=reverse("known_error", args=[one.code]), small=system_name(one.system)),
                one.workaround,
                vn_date(one.at),
                Cell(_("Đã sửa"), tone="ok") if one.ended_at else Cell(_("Chưa sửa"), tone="soon"),
            ]
            for one in rows
        ],
    )


@require_safe
@officer_required
def show_known_error(request: HttpRequest, code: str) -> HttpResponse:
    """With the incidents linked to it that the officer may see."""
    by, today = actor_for(request), clock.today()
    one = get_object_or_404(KnownError, code=code)
    linked = SupportIncident.objects.visible_to(by, on=today).filter(known_error=one).with_deadline()
    page = listing_of(
        request, linked.select_related("case", "agency").order_by("-case__opened_at", "-pk"), ""
    )
    facts = [
        Fact(_("Phần mềm"), system_name(one.system)),
        Fact(_("Nguyên nhân"), one.cause),
        Fact(_("Ghi ngày"), vn_date(one.at)),
    ]
    if one.ended_at:
        facts.append(Fact(_("Sửa xong"), f"{vn_datetime(one.ended_at)}: {one.mended_by}"))
    context = {
        "error": one,
        "facts": facts,
        "table": incidents_table(page.rows, clock.now(), _("Sự cố do lỗi này mà ông/bà được xem")),
        "page": page,
        "writes": one.ended_at is None and can_write_known_errors(by, on=today),
    }
    return render(request, "security/support/known_error.html", context)


@require_http_methods(WAYS)
@role_required(SupportDesk)
def new_known_error(request: HttpRequest) -> HttpResponse:
    by, day = actor_for(request), clock.today()
    check_can_write_known_errors(by, on=day)
    form = KnownErrorForm(request.POST if request.method == "POST" else None, day=day)
    if request.method == "POST":
        made = attempt(form, lambda given: register_known_error(by=by, now=clock.now(), **given))
        if made:
            messages.success(request, _("Đã ghi lỗi."))
            return redirect("known_error", made.code)
    return form_page(
        request,
        form,
        title=_("Ghi lỗi đã biết"),
        back=(reverse("known_errors"), _("Lỗi đã biết")),
        go=_("Ghi lỗi"),
        hint=_(
            "Mọi cán bộ đọc được sổ này: không ghi điểm yếu có thể bị lợi dụng; điểm yếu ghi ở sổ điểm yếu."
        ),
    )


@require_http_methods(WAYS)
@role_required(SupportDesk)
def end(request: HttpRequest, code: str) -> HttpResponse:
    by = actor_for(request)
    check_can_write_known_errors(by, on=clock.today())
    one = get_object_or_404(KnownError, code=code)
    form = EndKnownErrorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: end_known_error(known_error=one, by=by, now=clock.now(), **given)
    ):
        messages.success(request, _("Đã ghi là sửa xong."))
        return redirect("known_error", code)
    return form_page(
        request,
        form,
        title=_("Ghi đã sửa lỗi"),
        back=(reverse("known_error", args=[code]), one.title),
        go=_("Ghi đã sửa"),
    )
