"""Which incidents a list shows, and in which words they stand there."""

from datetime import datetime

from django.db.models import F, Min, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.casework.public import State
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import Cell, Column, Table
from tinhso.lib.dates import vn_datetime
from tinhso.security.incidents.forms import FilterForm
from tinhso.security.incidents.law import step_label
from tinhso.security.incidents.way import APPROVE, answering_agency
from tinhso.security.models import CyberIncident
from tinhso.security.models.cyber_incident import CyberIncidentQuerySet

MOST_REPORTED = 10


def chosen(request: HttpRequest, rows: CyberIncidentQuerySet) -> tuple["QuerySet[CyberIncident]", FilterForm]:
    """By the words of the address: those at work first due, else the newest first. Exercises only where they are asked for."""
    data = request.GET.copy()
    data["tinh_trang"] = request.GET.get("tinh_trang") or "mo"
    form = FilterForm(data)
    form.is_valid()
    words = getattr(form, "cleaned_data", {})
    state = words.get("tinh_trang") or "mo"
    rows = rows.filter(exercise=state == "dien-tap")
    if state == "mo":
        rows = rows.at_work()
    elif state == "da-dong":
        rows = rows.ended().filter(merged_into=None)
    elif state == "gop":
        rows = rows.exclude(merged_into=None)
    elif state == "khong-phai":
        rows = rows.filter(case__state=State.REFUSED)
    if kind := words.get("loai"):
        rows = rows.filter(kind=kind)
    not_due = Q(reports__kind="persons", data_breach__persons_due=False)
    found = rows.annotate(next_due=Min("reports__due_at", filter=Q(reports__sent_at=None) & ~not_due))
    order = [F("next_due").asc(nulls_last=True)] if state == "mo" else []
    return found.select_related("case", "agency").order_by(*order, "-detected_at", "-pk"), form


def standing(one: CyberIncident) -> str:
    case = one.case
    if one.merged_into_id:
        return _("Đã gộp vào sự cố khác")
    if case.state == State.IN_PROGRESS:
        return _("Chờ duyệt đóng") if case.step == APPROVE else step_label(one.rules, case.step)
    words = {
        State.SUBMITTED: _("Chờ tiếp nhận"),
        State.DONE: _("Đã đóng"),
        State.REFUSED: _("Không phải sự cố"),
    }
    return words.get(State(case.state), str(case.get_state_display()))


def reporter_words(one: CyberIncident) -> str:
    """For who reported it: where it stands, and nothing of what was found."""
    if one.merged_into_id:
        return _("Đã tiếp nhận, xử lý cùng một sự cố khác")
    words = {
        State.SUBMITTED: _("Đã chuyển tới đơn vị chuyên trách, chờ tiếp nhận"),
        State.DONE: _("Đã xử lý xong"),
        State.REFUSED: _("Đã xem xét: không phải sự cố"),
    }
    return words.get(State(one.case.state), _("Đã tiếp nhận, đang xử lý"))


def reported_by(by: Actor) -> list[CyberIncident]:
    """The newest that this officer reported, while still at that agency. One query."""
    agency = answering_agency(by.agency_id or 0)
    rows = CyberIncident.objects.filter(reporter_id=by.user_id, agency=agency, exercise=False)
    return list(rows.select_related("case").order_by("-detected_at", "-pk")[:MOST_REPORTED])


def reported_table(rows: list[CyberIncident]) -> Table:
    return Table(
        _("Sự cố ông/bà đã báo"),
        [Column(_("Số")), Column(_("Sự cố")), Column(_("Báo lúc")), Column(_("Tình trạng"))],
        [[one.case.code, one.title, vn_datetime(one.case.submitted_at), reporter_words(one)] for one in rows],
    )


def severity_words(one: CyberIncident) -> str:
    return str(one.get_severity_display()) if one.severity else _("chưa phân loại")


def incidents_table(rows: list[CyberIncident], now: datetime, title: str) -> Table:
    head = [_("Số"), _("Sự cố"), _("Cơ quan"), _("Mức"), _("Phát hiện"), _("Tình trạng"), _("Hạn báo cáo")]
    return Table(
        title,
        [Column(label) for label in head],
        [
            [
                Cell(one.case.code, url=reverse("cyber_incident", args=[one.case.code])),
                Cell(one.title, small=one.lesson[:160] or str(one.get_kind_display())),
                one.agency.name,
                severity_words(one),
                vn_datetime(one.detected_at),
                standing(one),
                _deadline(one, now),
            ]
            for one in rows
        ],
    )


def _deadline(one: CyberIncident, now: datetime) -> Cell:
    due: datetime | None = one.next_due  # type: ignore[attr-defined]
    if due is None:
        return Cell("–")
    late = due < now
    words = _("%(at)s, quá hạn") if late else "%(at)s"
    return Cell(words % {"at": vn_datetime(due)}, tone="late" if late else None)
