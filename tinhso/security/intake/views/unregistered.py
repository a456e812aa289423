"""Machines of reports that are in no register: a coordinator says which they are."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import SecurityCoordinator
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Cell, Column, EntryRefused, Table, attempt, form_page
from tinhso.lib.dates import vn_datetime
from tinhso.security.duties.permissions import can_coordinate
from tinhso.security.intake.actions.resolve_machine import resolve_machine
from tinhso.security.intake.forms import ResolveForm
from tinhso.security.models import Machine, UnregisteredMachine
from tinhso.security.pages.listing import listing_of
from tinhso.security.pages.tabs import security_tabs


@require_safe
@role_required(SecurityCoordinator)
def show_unregistered(request: HttpRequest) -> HttpResponse:
    by = _coordinator(request)
    rows = UnregisteredMachine.objects.filter(machine=None).annotate(many=Count("findings"))
    page = listing_of(request, rows.select_related("agency").order_by("-last_seen", "-pk"), "")
    context = {"tabs": security_tabs(request, by), "table": _table(page.rows), "page": page}
    return render(request, "security/intake/unregistered.html", context)


def _coordinator(request: HttpRequest) -> Actor:
    """Who has the role, but not the duty of the day, learns nothing of them."""
    by = actor_for(request)
    if not can_coordinate(by, on=clock.today()):
        raise Http404
    return by


def _table(rows: list[UnregisteredMachine]) -> Table:
    head = [_("Máy"), _("Địa chỉ"), "MAC", _("Báo cáo của"), _("Điểm yếu"), _("Thấy lần cuối")]
    return Table(
        _("Máy chưa biết"),
        [Column(label) for label in head],
        [
            [
                Cell(str(one), url=reverse("resolve_machine", args=[one.code])),
                ", ".join(one.addresses[:3]) or "–",
                one.mac or "–",
                one.agency.name if one.agency else _("Mọi cơ quan"),
                str(one.many),  # type: ignore[attr-defined]
                vn_datetime(one.last_seen),
            ]
            for one in rows
        ],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(SecurityCoordinator)
def resolve(request: HttpRequest, code: str) -> HttpResponse:
    by = _coordinator(request)
    one = get_object_or_404(UnregisteredMachine.objects.filter(machine=None), code=code)
    form = ResolveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(form, lambda given: _resolve(one, given["machine"], by)):
        messages.success(request, _("Đã chuyển các điểm yếu sang máy trong sổ."))
        return redirect("unregistered_machines")
    return form_page(
        request,
        form,
        title=_("Máy %(name)s là máy nào trong sổ") % {"name": one},
        back=(reverse("unregistered_machines"), _("Máy chưa biết")),
        go=_("Ghi"),
        hint=_("Tìm máy ở trang Máy, địa chỉ; máy chưa có thì nạp danh sách máy của cơ quan trước."),
    )


def _resolve(one: UnregisteredMachine, code: str, by: Actor) -> UnregisteredMachine:
    """EntryRefused where there is no such machine."""
    machine = Machine.objects.filter(code=code.strip().lower()).first()
    if machine is None:
        raise EntryRefused("machine", _("Không có máy nào mang mã này."))
    return resolve_machine(unregistered=one, machine=machine, by=by, now=clock.now())
