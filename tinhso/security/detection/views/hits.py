"""The queue of what rules found, and one hit: a false alarm until a day, or a finding. Exceptions beside it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Cell, Column, Fact, Table, attempt, form_page
from tinhso.lib.dates import vn_date, vn_datetime
from tinhso.lib.scan_reports.report import FindingKind
from tinhso.security.detection.actions.confirm_hit import confirm_hit
from tinhso.security.detection.actions.dismiss_hit import dismiss_hit
from tinhso.security.detection.actions.end_exception import end_exception
from tinhso.security.detection.forms import STATE_OF_HIT, ConfirmForm, DismissForm, HitFilterForm
from tinhso.security.models import DetectionException, DetectionHit, DetectionRun
from tinhso.security.pages.listing import listing_of
from tinhso.security.pages.tabs import security_tabs

WAYS = ["GET", "HEAD", "POST"]
TONES = {4: "late", 3: "late", 2: "soon"}


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer)
def show_hits(request: HttpRequest) -> HttpResponse:
    by, today = actor_for(request), clock.today()
    form = HitFilterForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    rows = DetectionHit.objects.visible_to(by, on=today).defer("samples").select_related("rule", "agency")
    if given.get("tinh_trang") != "tat-ca":
        rows = rows.filter(state=STATE_OF_HIT.get(given.get("tinh_trang") or "cho", DetectionHit.State.NEW))
    if given.get("muc"):
        rows = rows.filter(level=given["muc"])
    page = listing_of(request, rows.order_by("-level", "-at", "-pk"), "")
    context = {
        "tabs": security_tabs(request, by),
        "table": _table(page.rows),
        "page": page,
        "form": form,
    }
    return render(request, "security/detection/hits.html", context)


def _table(rows: list[DetectionHit]) -> Table:
    head = [_("Quy tắc"), _("Mức"), _("Máy"), _("Cơ quan"), _("Lần cuối"), _("Tình trạng")]
    return Table(
        _("Phát hiện"),
        [*(Column(label) for label in head), Column(_("Số lần"), number=True)],
        [
            [
                Cell(one.rule.title, url=reverse("detection_hit", args=[one.code])),
                Cell(one.get_level_display(), tone=TONES.get(one.level)),  # type: ignore[arg-type]
                one.machine_name or _("không nêu máy"),
                one.agency.name if one.agency else _("Máy chưa biết"),
                vn_datetime(one.last_at) if one.last_at else "–",
                one.get_state_display(),
                str(one.times),
            ]
            for one in rows
        ],
    )


def _hit(request: HttpRequest, code: str) -> tuple[DetectionHit, Actor]:
    by = actor_for(request)
    rows = DetectionHit.objects.visible_to(by, on=clock.today())
    related = ("rule", "agency", "machine", "run", "decided_by", "exception", "finding")
    return get_object_or_404(rows.select_related(*related), code=code), by


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer)
def show_hit(request: HttpRequest, code: str) -> HttpResponse:
    """Every reading is noted: what was typed on a machine can say something of a person."""
    hit, by = _hit(request, code)
    log_access(by=by, purpose="coordinate", page="detection_hit", case_ids=[], at=clock.now())
    runs = DetectionRun.objects.visible_to(
        by, on=clock.today()
    )  # a run of several agencies is a coordinator's
    context = {
        "hit": hit,
        "tone": TONES.get(hit.level),
        "facts": _facts(hit, opens_run=runs.filter(pk=hit.run_id).exists()),
        "samples": [[Fact(name, value) for name, value in one] for one in hit.samples],
        "waits": hit.state == DetectionHit.State.NEW,
        "false_positives": hit.rule.false_positives[:10],
    }
    return render(request, "security/detection/hit.html", context)


def _facts(one: DetectionHit, *, opens_run: bool) -> list[Fact]:
    facts = [
        Fact(_("Máy"), one.machine_name or _("không nêu máy")),
        Fact(_("Trong sổ máy"), str(one.machine) if one.machine else _("chưa có")),
        Fact(_("Cơ quan"), one.agency.name if one.agency else _("Máy chưa biết")),
        Fact(_("Từ"), vn_datetime(one.first_at) if one.first_at else "–"),
        Fact(_("Đến"), vn_datetime(one.last_at) if one.last_at else "–"),
        Fact(_("Số lần"), str(one.times)),
        Fact(_("Số sự kiện"), str(one.events)),
        Fact(
            _("Tệp sự kiện"),
            one.run.file_name,
            url=reverse("detection_run", args=[one.run.code]) if opens_run else "",
        ),
    ]
    if one.decided_by and one.decided_at:
        facts.append(
            Fact(_("Người quyết định"), f"{one.decided_by.full_name}, {vn_datetime(one.decided_at)}")
        )
    if one.reason:
        facts.append(Fact(_("Lý do"), one.reason))
    if one.exception:
        facts.append(Fact(_("Ngoại lệ đến hết ngày"), vn_date(one.exception.expires_on)))
    if one.finding:
        facts.append(
            Fact(_("Điểm yếu"), one.finding.title, url=reverse("security_finding", args=[one.finding.code]))
        )
    return facts


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def dismiss(request: HttpRequest, code: str) -> HttpResponse:
    hit, by = _hit(request, code)
    form = DismissForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: dismiss_hit(hit=hit, by=by, now=clock.now(), **given)
    ):
        messages.success(
            request, _("Đã ghi là báo nhầm; đến hết ngày ấy quy tắc này không báo lại trên máy này.")
        )
        return redirect("detection_hits")
    return _deed_page(request, form, hit, _("Ghi là báo nhầm"), _("Ghi báo nhầm"))


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    hit, by = _hit(request, code)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        made = attempt(
            form,
            lambda given: confirm_hit(hit=hit, kind=FindingKind(given["kind"]), by=by, now=clock.now()),
        )
        if made:
            messages.success(request, _("Đã ghi thành điểm yếu, với hạn khắc phục theo mức."))
            return redirect("security_finding", made.code)
    return _deed_page(request, form, hit, _("Ghi thành điểm yếu của máy"), _("Ghi điểm yếu"))


def _deed_page(request: HttpRequest, form: Any, hit: DetectionHit, title: str, go: str) -> HttpResponse:
    back = (reverse("detection_hit", args=[hit.code]), hit.rule.title)
    return form_page(request, form, title=title, back=back, go=go)


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer)
def show_exceptions(request: HttpRequest) -> HttpResponse:
    by = actor_for(request)
    rows = DetectionException.objects.visible_to(by, on=clock.today()).filter(ended_at=None)
    page = listing_of(request, rows.select_related("agency", "by").order_by("expires_on", "pk"), "")
    context = {"tabs": security_tabs(request, by), "table": _exceptions(page.rows), "page": page}
    return render(request, "security/detection/exceptions.html", context)


def _exceptions(rows: list[DetectionException]) -> Table:
    head = [_("Quy tắc"), _("Máy"), _("Cơ quan"), _("Lý do"), _("Đến hết ngày"), _("Người ghi"), _("Việc")]
    today = clock.today()
    return Table(
        _("Ngoại lệ"),
        [Column(label) for label in head],
        [
            [
                one.title,
                one.machine_name or "–",
                one.agency.name if one.agency else _("Máy chưa biết"),
                one.reason,
                Cell(vn_date(one.expires_on), tone="late" if one.expires_on < today else None),
                one.by.full_name if one.by else "–",
                Cell(_("Kết thúc"), url=reverse("end_detection_exception", args=[one.code])),
            ]
            for one in rows
        ],
    )


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def end(request: HttpRequest, code: str) -> HttpResponse:
    by = actor_for(request)
    one = get_object_or_404(DetectionException.objects.visible_to(by, on=clock.today()), code=code)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: end_exception(exception=one, by=by, now=clock.now())
    ):
        messages.success(request, _("Ngoại lệ đã kết thúc; lần bắt được sau sẽ chờ xem xét."))
        return redirect("detection_exceptions")
    return form_page(
        request,
        form,
        title=_("Kết thúc ngoại lệ: %(title)s") % {"title": one.title},
        back=(reverse("detection_exceptions"), _("Ngoại lệ")),
        go=_("Kết thúc ngoại lệ"),
        hint=one.reason,
    )
