"""Reports of agencies: what is due, the form of one, its way to approval."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.indicators.data_entry import queries as entry_queries
from tinhso.indicators.data_entry.actions.approve_entry import approve_entry
from tinhso.indicators.data_entry.actions.complete_entry import NotComplete, complete_entry
from tinhso.indicators.data_entry.actions.confirm_values import confirm_values
from tinhso.indicators.data_entry.actions.explain_values import ReasonRefused, explain_values
from tinhso.indicators.data_entry.actions.lock_entry import lock_entry
from tinhso.indicators.data_entry.actions.move_entry import ReasonMissing, StaleEntry
from tinhso.indicators.data_entry.actions.return_entry import return_entry
from tinhso.indicators.data_entry.actions.save_values import (
    EntryClosed,
    NotReported,
    open_entry,
    save_values,
    why_closed,
)
from tinhso.indicators.data_entry.actions.unlock_entry import unlock_entry
from tinhso.indicators.data_entry.table import (
    Cell,
    Key,
    cells_of,
    is_open_on,
    missing,
    violated,
    violation_words,
)
from tinhso.indicators.data_entry.unusual import OwnNumber, Unconfirmed, Unexplained, mark_unusual
from tinhso.indicators.models import Approval, DataEntry, DataSet
from tinhso.indicators.rights.entry_permissions import (
    OwnFigures,
    can_approve,
    can_enter,
    can_read,
    can_unlock,
    is_own,
)
from tinhso.indicators.typed_fields.numbers import NotANumber, read_number
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.forms import sent_version
from tinhso.lib.periods import NotAPeriod, Period

LONGEST = 40  # letters of one number
WHY = "vi-sao:"  # before the key of a number: the field of its reason
LOOKED_AT = "da-xem"


@dataclass(frozen=True)
class Report:
    """What an address of a report names; `entry` is None before anything was entered."""

    data_set: DataSet
    agency: Agency
    period: Period
    entry: DataEntry | None
    approval: Approval | None

    @property
    def address(self) -> list[str]:
        return [self.data_set.code, self.agency.code, self.period.code]


@require_safe
@officer_required
def show_completeness(request: HttpRequest, data_set: str) -> HttpResponse:
    """How many agencies have reported a data set, and how many in time, period by period."""
    by, today = actor_for(request), clock.today()
    found = next((one for one in entry_queries.readable_sets(by) if one.code == data_set), None)
    if found is None:
        raise Http404
    rows, due = entry_queries.completeness(found, by, today)
    context = {
        "data_set": found,
        "table": entry_queries.completeness_table(rows),
        "reports": entry_queries.due_table(due, today),
    }
    return render(request, "indicators/data_entry/completeness.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def edit_entry(request: HttpRequest, data_set: str, agency: str, period: str) -> HttpResponse:
    """The table of one report. What cannot be read stays in its field with the reason; the rest is written."""
    report = report_at(request, data_set, agency, period)
    cells = cells_of(report.data_set, report.agency, report.period)
    if request.method != "POST":
        return show(request, report, cells)
    numbers = typed_numbers(request, cells)
    try:
        written = _save(request, report, numbers)
        refused = _explain(request, report, cells)
    except (EntryClosed, NotReported) as error:
        return show(request, report, cells, refused=str(error), status=409)
    fresh = cells_of(report.data_set, report.agency, report.period)
    if request.headers.get("Accept") == "application/json":
        return _saved_answer(cells, fresh, written)
    faulty = {cell.key: cell for cell in cells if cell.error}
    shown = [faulty.get(cell.key, cell) for cell in fresh]
    for cell in shown:
        if words := refused.get((cell.element.code, cell.dims)):
            cell.reason, cell.reason_error = request.POST[WHY + cell.key], words
    if faulty or refused:
        return show(request, report_at(request, *report.address), shown, status=422)
    messages.success(request, _("Đã lưu %(n)s ô thay đổi.") % {"n": written})
    return redirect("entry", *report.address)


def typed_numbers(request: HttpRequest, cells: list[Cell]) -> dict[Key, Decimal | None]:
    """The fields that were sent and can be read; each other cell keeps what was typed, with the reason."""
    numbers: dict[Key, Decimal | None] = {}
    for cell in cells:
        if cell.key not in request.POST:
            continue
        cell.typed = request.POST[cell.key][:LONGEST]
        try:
            numbers[cell.element.code, cell.dims] = read_number(cell.typed, cell.element)
        except NotANumber as error:
            cell.error = str(error)
    return numbers


def _save(request: HttpRequest, report: Report, numbers: dict[Key, Decimal | None]) -> int:
    return save_values(
        data_set=report.data_set,
        agency=report.agency,
        period=report.period,
        numbers=numbers,
        by=actor_for(request),
        now=clock.now(),
    )


def _explain(request: HttpRequest, report: Report, cells: list[Cell]) -> dict[Key, str]:
    """Write the reasons that were sent for unusual numbers; what is wrong with which."""
    sent = {
        (cell.element.code, cell.dims): request.POST[WHY + cell.key]
        for cell in cells
        if request.POST.get(WHY + cell.key, "").strip()
    }
    if not sent:
        return {}
    entry = DataEntry.objects.get(data_set=report.data_set, agency=report.agency, period=report.period.code)
    try:
        explain_values(entry=entry, reasons=sent, by=actor_for(request), now=clock.now())
    except ReasonRefused as error:
        return error.errors
    return {}


def _saved_answer(cells: list[Cell], fresh: list[Cell], written: int) -> JsonResponse:
    """The answer to the script that saves each field as it is left."""
    errors = {cell.key: cell.error for cell in cells if cell.error}
    unusual = {cell.key: cell.unusual for cell in fresh if cell.unusual and not cell.confirmed}
    answer = {"written": written, "errors": errors, "unusual": unusual}
    return JsonResponse(answer, status=422 if errors else 200)


def report_at(request: HttpRequest, data_set: str, agency: str, period: str) -> Report:
    """Http404 for what is no report; PermissionDenied for one of an agency that this actor does not read."""
    found = entry_queries.with_lines(data_set)
    try:
        span = Period.parse(period)
    except NotAPeriod as error:
        raise Http404 from error
    lines = [one for one in found.reporters.all() if one.agency.code == agency] if found else []
    line = next((one for one in lines if one.reports(span)), None)
    if found is None or line is None or span.kind != found.period_kind:
        raise Http404
    if not can_read(line.agency, actor_for(request)):
        raise PermissionDenied
    if not is_open_on(found, span, clock.today()):
        raise Http404
    entry = (
        DataEntry.objects.filter(data_set=found, agency=line.agency, period=span.code)
        .select_related("agency__parent", "data_set", "completed_by", "approval__approved_by")
        .first()
    )
    return Report(found, line.agency, span, entry, getattr(entry, "approval", None))


def show(
    request: HttpRequest,
    report: Report,
    cells: list[Cell],
    *,
    refused: str = "",
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page of a report."""
    context = {
        "report": report,
        "cells": cells,
        "problems": problems_of(cells),
        "unusual": [cell for cell in cells if cell.unusual and not cell.confirmed],
        "broken": [violation_words(one) for one in violated(cells, report.period)],
        "missing": missing(cells),
        "refused": refused,
        "due_on": report.data_set.due_on(report.period),
        "steps": entry_queries.steps_of(report.entry, report.approval),
        "ver": report.approval.ver if report.approval else 1,
        **_may(report, actor_for(request), clock.now()),
    }
    return render(request, "indicators/data_entry/entry.html", context | more, status=status)


def _may(report: Report, by: Actor, now: datetime) -> dict[str, Any]:
    """What this actor may do to the report now; `closed` and `own` say why not."""
    entry = report.entry or DataEntry(
        data_set=report.data_set, agency=report.agency, period=report.period.code
    )
    closed = why_closed(entry, now)
    state = report.approval.state if report.approval else ""
    approves = state in {"", "submitted", "approved"} and can_approve(entry, by)
    is_own_entry = state == "submitted" and approves and is_own(entry, by)
    return {
        "closed": closed,
        "own_figures_text": str(OwnFigures(report.agency)) if is_own_entry else "",
        "can_enter": can_enter(report.agency, by) and not closed,
        "can_approve": state == "submitted" and approves and not is_own_entry,
        "can_confirm": state == "" and report.entry is not None and approves,
        "can_lock": state == "approved" and approves,
        "can_return": state in {"submitted", "approved"} and approves,
        "can_unlock": bool(closed) and state not in {"submitted", "approved"} and can_unlock(entry, by),
    }


def problems_of(cells: list[Cell]) -> list[tuple[str, str]]:
    """For the summary: the id of each field with what is wrong with it."""
    numbers = [(cell.key, f"{cell.label}: {cell.error}") for cell in cells if cell.error]
    reasons = [(WHY + cell.key, f"{cell.label}: {cell.reason_error}") for cell in cells if cell.reason_error]
    return numbers + reasons


DEEDS: dict[str, Any] = {
    "duyet": (approve_entry, False),
    "khoa": (lock_entry, False),
    "tra-lai": (return_entry, True),
    "mo-khoa": (unlock_entry, True),
    "bao-cao-du": (complete_entry, False),
}


def _done_words(deed: str) -> str:
    return {
        "duyet": _("Đã duyệt báo cáo."),
        "khoa": _("Đã khóa báo cáo."),
        "tra-lai": _("Đã trả lại báo cáo."),
        "mo-khoa": _("Đã mở khóa báo cáo."),
        "bao-cao-du": _("Đã ghi nhận báo cáo đủ."),
    }[deed]


@require_POST
@officer_required
def move_entry(request: HttpRequest, data_set: str, agency: str, period: str, deed: str) -> HttpResponse:
    """One step of the report's way: complete, approve, give back, lock, unlock."""
    report = report_at(request, data_set, agency, period)
    if deed not in DEEDS:
        raise Http404
    action, asks_why = DEEDS[deed]
    given: dict[str, Any] = {"reason": request.POST.get("ly_do", "")} if asks_why else {}
    if deed == "duyet":
        given["looked_at"] = looked_at(request)
    cells = cells_of(report.data_set, report.agency, report.period)
    try:
        with transaction.atomic():  # a report that nobody has begun is begun by its first deed, or not at all
            entry = report.entry or open_entry(report.data_set, report.agency, report.period, clock.now())
            action(entry=entry, ver=sent_version(request), by=actor_for(request), now=clock.now(), **given)
    except (EntryClosed, NotReported, NotComplete, Unexplained, Unconfirmed, OwnNumber, OwnFigures) as error:
        mark_unusual(cells, report.data_set, report.agency, report.period)
        return show(request, report, cells, refused=str(error), status=409)
    except ReasonMissing as error:
        return show(request, report, cells, status=422, reason_error=str(error), typed_reason=given["reason"])
    except StaleEntry:
        fresh = report_at(request, *report.address)
        return show(request, fresh, cells, refused=stale_words(fresh), status=409)
    messages.success(request, _done_words(deed))
    return redirect("entry", *report.address)


def stale_words(report: Report) -> str:
    """That somebody was first with this report: who, and what they did."""
    steps = entry_queries.steps_of(report.entry, report.approval)
    if not steps:
        return _("Báo cáo vừa được người khác xử lý. Xem lại rồi làm tiếp.")
    what, when = steps[-1]
    message = _("Báo cáo vừa được người khác xử lý (%(what)s: %(when)s). Xem lại rồi làm tiếp.")
    return message % {"what": what, "when": when}


def looked_at(request: HttpRequest) -> set[int]:
    """The unusual numbers that were ticked as looked at."""
    return {int(text) for text in request.POST.getlist(LOOKED_AT) if text.isdecimal() and len(text) < 19}


@require_POST
@officer_required
def confirm_unusual(request: HttpRequest, data_set: str, agency: str, period: str) -> HttpResponse:
    """The second look at unusual numbers of a report that nobody approves."""
    report = report_at(request, data_set, agency, period)
    if report.entry is None:
        raise Http404
    try:
        confirm_values(
            entry=report.entry, looked_at=looked_at(request), by=actor_for(request), now=clock.now()
        )
    except (Unexplained, Unconfirmed, OwnNumber) as error:
        cells = cells_of(report.data_set, report.agency, report.period)
        mark_unusual(cells, report.data_set, report.agency, report.period)
        return show(request, report, cells, refused=str(error), status=409)
    messages.success(request, _("Đã xác nhận số liệu khác thường."))
    return redirect("entry", *report.address)
