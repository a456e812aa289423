"""Advisories: the list of the agency or of the province, one of them with what agencies answered, a new one."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Head, SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Cell, Column, Fact, Table, attempt, form_page
from tinhso.kernel.site.shapes import Tone
from tinhso.lib.dates import vn_date, vn_datetime
from tinhso.security.advisories.actions.issue_advisory import issue_advisory
from tinhso.security.advisories.entry import AdvisoryEntry
from tinhso.security.advisories.forms import AdvisoryForm, FilterForm
from tinhso.security.advisories.listing import task_rows, tasks_table
from tinhso.security.advisories.permissions import can_answer_advisory
from tinhso.security.duties.permissions import can_coordinate, check_can_coordinate
from tinhso.security.models import OPEN_TASKS, AdvisoryTask, SecurityAdvisory
from tinhso.security.pages.listing import as_csv, listing_of, narrowed
from tinhso.security.pages.tabs import security_tabs

WAYS = ["GET", "HEAD", "POST"]
TONES: dict[int, Tone] = {4: "late", 3: "late", 2: "soon"}
READERS = (SecurityCoordinator, SecurityOfficer, Head)


@require_safe
@role_required(*READERS)
def show_advisories(request: HttpRequest) -> HttpResponse:
    """Of an agency those that it received with what it answered; of the specialised unit all, with how many answered."""
    by, today = actor_for(request), clock.today()
    coordinates = can_coordinate(by, on=today)
    form = FilterForm(request.GET)
    state = (form.cleaned_data.get("tinh_trang") if form.is_valid() else "") or "mo"
    rows, words = narrowed(request, _chosen(by, state, today))
    page = listing_of(request, rows.order_by("due_on" if state in ("mo", "qua-han") else "-at", "-pk"), words)
    table = _province_table(page.rows, today) if coordinates else _agency_table(page.rows, by, today)
    context = {
        "tabs": security_tabs(request, by),
        "table": table,
        "page": page,
        "form": form,
        "coordinates": coordinates,
    }
    return render(request, "security/advisories/advisories.html", context)


def _chosen(by: Actor, state: str, today: date) -> Any:
    visible = AdvisoryTask.objects.visible_to(by, on=today)
    if state == "mo":
        visible = visible.at_work()
    elif state == "qua-han":
        visible = visible.late(today)
    elif state == "xong":
        visible = visible.exclude(state__in=OPEN_TASKS)
    return SecurityAdvisory.objects.filter(pk__in=visible.values("advisory"))


def _words(one: SecurityAdvisory) -> list[Cell | str]:
    small = " · ".join([one.get_kind_display(), *([one.number] if one.number else []), *one.cves[:3]])
    return [
        Cell(one.title, url=reverse("security_advisory", args=[one.code]), small=small),
        Cell(one.get_severity_display(), tone=TONES.get(one.severity)),
    ]


def _due(one: SecurityAdvisory, *, at_work: bool, today: date) -> Cell:
    late = at_work and one.due_on < today
    words = _("%(day)s, quá hạn") if late else "%(day)s"
    return Cell(words % {"day": vn_date(one.due_on)}, tone="late" if late else None)


def _province_table(rows: list[SecurityAdvisory], today: date) -> Table:
    at_work = Q(state__in=OPEN_TASKS)
    found = AdvisoryTask.objects.filter(advisory__in=[one.pk for one in rows]).values("advisory")
    counts = {
        row["advisory"]: row
        for row in found.annotate(
            every=Count("pk"),
            waiting=Count("pk", filter=Q(state="waiting")),
            open=Count("pk", filter=at_work),
        )
    }
    head = [_("Cảnh báo"), _("Mức"), _("Hạn"), _("Gửi"), _("Chưa xác nhận"), _("Chưa trả lời")]
    return Table(
        _("Cảnh báo, khuyến cáo"),
        [*(Column(label) for label in head[:3]), *(Column(label, number=True) for label in head[3:])],
        [
            [
                *_words(one),
                _due(one, at_work=bool(counts[one.pk]["open"]) and not one.withdrawn_at, today=today),
                str(counts[one.pk]["every"]),
                str(counts[one.pk]["waiting"]),
                str(counts[one.pk]["open"]),
            ]
            for one in rows
        ],
    )


def _agency_table(rows: list[SecurityAdvisory], by: Actor, today: date) -> Table:
    mine = AdvisoryTask.objects.filter(advisory__in=[one.pk for one in rows], agency_id=by.agency_id or 0)
    tasks = {task.advisory_id: task for task in mine}
    head = [_("Cảnh báo"), _("Mức"), _("Hạn"), _("Cơ quan đã trả lời"), _("Máy khớp"), _("Điểm yếu khớp")]
    return Table(
        _("Cảnh báo, khuyến cáo"),
        [*(Column(label) for label in head[:4]), *(Column(label, number=True) for label in head[4:])],
        [
            [
                *_words(one),
                _due(one, at_work=task.state in OPEN_TASKS and not one.withdrawn_at, today=today),
                _("Đã rút") if one.withdrawn_at else task.get_state_display(),
                str(task.machines),
                str(task.findings),
            ]
            for one in rows
            for task in [tasks[one.pk]]
        ],
    )


def visible_advisory(request: HttpRequest, code: str) -> tuple[SecurityAdvisory, Actor]:
    by = actor_for(request)
    rows = SecurityAdvisory.objects.visible_to(by, on=clock.today())
    return get_object_or_404(rows.select_related("agency"), code=code), by


@require_safe
@role_required(*READERS)
def show_advisory(request: HttpRequest, code: str) -> HttpResponse:
    """An agency reads it with its own answer alone; the specialised unit reads every answer, which is noted."""
    one, by = visible_advisory(request, code)
    today = clock.today()
    coordinates = can_coordinate(by, on=today)
    log_access(by=by, purpose="coordinate", page="security_advisory", case_ids=[], at=clock.now())
    context = {
        "advisory": one,
        "facts": _facts(one),
        "today": today,
        "coordinates": coordinates,
        "tone": TONES.get(one.severity, ""),
        "task": None,
    }
    if coordinates:
        rows, form = task_rows(request, one, today)
        if request.GET.get("tep") == "csv":
            return as_csv(tasks_table(list(rows[:1000]), one, today, links=False), "tra-loi-canh-bao")
        page = listing_of(request, rows, "")
        context |= {"page": page, "form": form, "table": tasks_table(page.rows, one, today, links=True)}
    task = AdvisoryTask.objects.filter(advisory=one, agency_id=by.agency_id or 0).first()
    if task:
        open_now = task.state in OPEN_TASKS and not one.withdrawn_at
        context |= {"task": task, "answers": open_now and can_answer_advisory(task, by)}
    return render(request, "security/advisories/advisory.html", context)


def _facts(one: SecurityAdvisory) -> list[Fact]:
    facts = [
        Fact(_("Loại"), one.get_kind_display()),
        Fact(_("Mức độ"), one.get_severity_display()),
        Fact(_("Nơi gửi"), one.agency.name),
        Fact(_("Gửi lúc"), vn_datetime(one.at)),
        Fact(_("Trả lời trước hết ngày"), vn_date(one.due_on)),
        Fact(_("Số, ký hiệu"), one.number or "–"),
        Fact(_("Sản phẩm, phần mềm"), one.product or "–"),
        Fact("CVE", ", ".join(one.cves) or "–"),
    ]
    if one.source_url:
        facts.append(Fact(_("Nguồn"), one.source_url, url=one.source_url))
    if one.withdrawn_at:
        facts.append(Fact(_("Đã rút"), f"{vn_datetime(one.withdrawn_at)}: {one.withdrawn_why}"))
    return facts


@require_http_methods(WAYS)
@role_required(SecurityCoordinator)
def new_advisory(request: HttpRequest) -> HttpResponse:
    by, today = actor_for(request), clock.today()
    check_can_coordinate(by, on=today)
    form = AdvisoryForm(request.POST if request.method == "POST" else None, day=today)
    if request.method == "POST":
        made = attempt(form, lambda given: _issue(given, by))
        if made:
            messages.success(request, _("Đã gửi. Các cơ quan đọc được ngay; sáng mai có thông báo gộp."))
            return redirect("security_advisory", made.code)
    return form_page(
        request,
        form,
        title=_("Viết cảnh báo, khuyến cáo"),
        back=(reverse("security_advisories"), _("Cảnh báo")),
        go=_("Gửi"),
        hint=_("Cơ quan nhận đọc được nguyên văn. Không nêu tên hệ thống, máy, điểm yếu của cơ quan khác."),
    )


def _issue(given: dict[str, Any], by: Actor) -> SecurityAdvisory:
    key = given.pop("client_key")
    return issue_advisory(
        entry=AdvisoryEntry(**given | {"agencies": list(given["agencies"])}),
        client_key=key,
        by=by,
        now=clock.now(),
    )
