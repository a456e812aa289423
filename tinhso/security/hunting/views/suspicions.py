"""What in logs waits for a person: the queue, one of it with its reasons, and the decision."""

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Fact, attempt, form_page
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import vn_date, vn_datetime
from tinhso.security.hunting.actions.decide_suspicion import decide_suspicion
from tinhso.security.hunting.forms import DecideForm, QueueForm
from tinhso.security.hunting.reasons import else_it_may_be, machines_words, why
from tinhso.security.models import LogSuspicion
from tinhso.security.pages.listing import listing_of
from tinhso.security.pages.tabs import security_tabs

WAYS = ["GET", "HEAD", "POST"]
State = LogSuspicion.State
STATES = {"cho": State.WAITING, "bo-qua": State.DISMISSED, "diem-yeu": State.FINDING}
MOST_BEFORE = 5


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer)
def show_suspicions(request: HttpRequest) -> HttpResponse:
    by = actor_for(request)
    form = QueueForm(request.GET)
    form.is_valid()
    words = getattr(form, "cleaned_data", {})
    rows = LogSuspicion.objects.visible_to(by, on=clock.today())
    rows = rows.filter(state=STATES.get(words.get("tinh_trang") or "cho", State.WAITING))
    if kind := words.get("loai"):
        rows = rows.filter(kind=kind)
    page = listing_of(request, rows.select_related("machine", "agency").order_by("-score", "code"), "")
    log_access(by=by, purpose="coordinate", page="log_suspicions", case_ids=[], at=clock.now())
    context = {
        "tabs": security_tabs(request, by),
        "table": _table(page.rows),
        "page": page,
        "form": form,
        "outcomes": _outcomes(LogSuspicion.objects.visible_to(by, on=clock.today())),
    }
    return render(request, "security/hunting/suspicions.html", context)


def _table(rows: list[LogSuspicion]) -> Table:
    head = [_("Dấu hiệu"), _("Máy"), _("Cơ quan"), _("Vì sao"), _("Thấy lần cuối")]
    return Table(
        _("Nghi vấn chờ người xem xét"),
        [Column(label) for label in head],
        [
            [
                Cell(one.get_kind_display(), url=reverse("log_suspicion", args=[one.code])),
                machines_words(one),
                one.agency.name if one.agency else _("Chưa biết"),
                why(one),
                vn_date(one.last_seen),
            ]
            for one in rows
        ],
    )


def _outcomes(rows: "QuerySet[LogSuspicion]") -> Table:
    """How often people found that a sign was nothing: what each is worth here. One query."""
    decided = Q(state__in=[State.DISMISSED, State.FINDING])
    found = (
        rows.order_by()
        .values("kind")
        .annotate(decided=Count("pk", filter=decided), nothing=Count("pk", filter=Q(state=State.DISMISSED)))
    )
    counts = {one["kind"]: (one["decided"], one["nothing"]) for one in found}
    head = [_("Đã xem xét"), _("Bỏ qua (báo nhầm)"), _("Tỷ lệ báo nhầm")]
    lines = []
    for kind, label in LogSuspicion.Kind.choices:
        looked, nothing = counts.get(kind, (0, 0))
        share = f"{100 * nothing / looked:.0f} %" if looked else "–"
        lines.append([label, str(looked), str(nothing), share])
    return Table(
        _("Mỗi dấu hiệu đúng được bao nhiêu"),
        [Column(_("Dấu hiệu")), *(Column(label, number=True) for label in head)],
        lines,
    )


def _suspicion(request: HttpRequest, code: str) -> LogSuspicion:
    rows = LogSuspicion.objects.visible_to(actor_for(request), on=clock.today())
    return get_object_or_404(rows.select_related("machine", "agency", "decided_by", "network_log"), code=code)


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer)
def show_suspicion(request: HttpRequest, code: str) -> HttpResponse:
    one, by = _suspicion(request, code), actor_for(request)
    log_access(by=by, purpose="coordinate", page="log_suspicion", case_ids=[], at=clock.now())
    before = LogSuspicion.objects.visible_to(by, on=clock.today()).filter(
        kind=one.kind, address=one.address, target=one.target, agency=one.agency
    )
    context = {
        "suspicion": one,
        "why": why(one),
        "harmless": else_it_may_be(one),
        "facts": _facts(one),
        "waits": one.state == State.WAITING,
        "before": [
            Fact(f"{each.get_state_display()}, {vn_date(each.decided_at)}", each.reason)
            for each in before.exclude(pk=one.pk)
            .exclude(decided_at=None)
            .order_by("-decided_at")[:MOST_BEFORE]
        ],
    }
    return render(request, "security/hunting/suspicion.html", context)


def _facts(one: LogSuspicion) -> list[Fact]:
    facts = [
        Fact(_("Máy"), machines_words(one)),
        Fact(_("Địa chỉ khi ấy"), one.address),
        Fact(_("Cơ quan"), one.agency.name if one.agency else _("Chưa biết: máy không có trong sổ")),
        Fact(_("Thấy lần đầu"), vn_datetime(one.first_seen)),
        Fact(_("Thấy lần cuối"), vn_datetime(one.last_seen)),
    ]
    if one.decided_at:
        who = one.decided_by.full_name if one.decided_by else "–"
        facts += [
            Fact(_("Quyết định"), f"{who}, {vn_datetime(one.decided_at)}"),
            Fact(_("Lý do"), one.reason),
        ]
    return facts


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def decide(request: HttpRequest, code: str, deed: str) -> HttpResponse:
    one = _suspicion(request, code)
    if deed not in ("bo-qua", "thanh-diem-yeu"):
        raise Http404
    finding = deed == "thanh-diem-yeu"
    form = DecideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form,
        lambda given: decide_suspicion(
            suspicion=one, finding=finding, by=actor_for(request), now=clock.now(), **given
        ),
    ):
        messages.success(request, _("Đã ghi quyết định."))
        return redirect("log_suspicion", one.code)
    return form_page(
        request,
        form,
        title=_("Ghi thành điểm yếu") if finding else _("Bỏ qua nghi vấn"),
        back=(reverse("log_suspicion", args=[one.code]), one.get_kind_display()),
        go=_("Ghi thành điểm yếu") if finding else _("Bỏ qua"),
        hint=why(one),
    )
