"""Which incidents a list shows, and in which words they stand there."""

from datetime import datetime

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.casework.public import State
from tinhso.kernel.site.public import Cell, Column, Table
from tinhso.lib.dates import vn_datetime
from tinhso.security.models import SupportIncident
from tinhso.security.models.support_incident import SupportIncidentQuerySet
from tinhso.security.support.forms import FilterForm
from tinhso.security.support.shared_systems import system_name

ENDS = {"xong": State.DONE, "khong-nhan": State.REFUSED, "da-rut": State.WITHDRAWN}


def chosen(
    request: HttpRequest, rows: SupportIncidentQuerySet, now: datetime, *, usual: str
) -> tuple["QuerySet[SupportIncident]", FilterForm]:
    """By the words of the address, `usual` where it says nothing: those that wait by deadline, else the newest first."""
    data = request.GET.copy()
    data["tinh_trang"] = request.GET.get("tinh_trang") or usual
    form = FilterForm(data)
    form.is_valid()
    words = getattr(form, "cleaned_data", {})
    state = words.get("tinh_trang") or usual
    if state == "mo":
        rows = rows.at_work()
    elif state == "qua-han":
        rows = rows.late(now)
    elif state == "cho-nguoi-bao":
        rows = rows.waiting_for_reporter()
    elif state in ENDS:
        rows = rows.filter(case__state=ENDS[state])
    if system := words.get("phan_mem"):
        rows = rows.filter(system=system)
    waiting = state in ("mo", "qua-han")
    order = [F("waits_until").asc(nulls_last=True), "pk"] if waiting else ["-case__opened_at", "-pk"]
    return rows.with_deadline().select_related("case", "agency").order_by(*order), form


def standing(one: SupportIncident) -> str:
    state = one.case.state
    if state == State.PAUSED:
        return _("Đã khắc phục, chờ xác nhận") if one.resolved_at else _("Chờ người báo trả lời")
    if state == State.REFUSED and one.duplicate_of_id:
        return _("Trùng với sự cố khác")
    words = {
        State.SUBMITTED: _("Chờ tiếp nhận"),
        State.IN_PROGRESS: _("Đang xử lý"),
        State.DONE: _("Đã khắc phục"),
        State.REFUSED: _("Không tiếp nhận"),
        State.WITHDRAWN: _("Đã rút"),
    }
    return words.get(State(state), one.case.get_state_display())


def severity_words(one: SupportIncident) -> str:
    """The short word before the colon: of the desk, or of the reporter until the desk has said."""
    words = one.get_severity_display() if one.severity else one.get_reported_severity_display()
    return str(words).split(":")[0]


def incidents_table(rows: list[SupportIncident], now: datetime, title: str) -> Table:
    head = [_("Số"), _("Sự cố"), _("Cơ quan"), _("Mức"), _("Tình trạng"), _("Hạn")]
    return Table(
        title,
        [Column(label) for label in head],
        [
            [
                Cell(one.case.code, url=reverse("support_incident", args=[one.case.code])),
                Cell(one.title, small=system_name(one.system)),
                one.agency.name,
                severity_words(one),
                standing(one),
                _deadline(one, now),
            ]
            for one in rows
        ],
    )


def _deadline(one: SupportIncident, now: datetime) -> Cell:
    due: datetime | None = one.waits_until  # type: ignore[attr-defined]
    if due is None:
        return Cell("–")
    late = due < now
    words = _("%(at)s, quá hạn") if late else "%(at)s"
    return Cell(words % {"at": vn_datetime(due)}, tone="late" if late else None)
