"""What agencies answered to one advisory, for the specialised unit."""

from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.site.public import Cell, Column, Table
from tinhso.lib.dates import vn_datetime
from tinhso.security.advisories.forms import FilterForm
from tinhso.security.models import OPEN_TASKS, AdvisoryTask, SecurityAdvisory


def task_rows(
    request: HttpRequest, advisory: SecurityAdvisory, today: date
) -> tuple["QuerySet[AdvisoryTask]", FilterForm]:
    """All of them where the address says nothing, by the name of the agency."""
    data = request.GET.copy()
    data["tinh_trang"] = request.GET.get("tinh_trang") or "tat-ca"
    form = FilterForm(data)
    state = form.cleaned_data["tinh_trang"] if form.is_valid() else "tat-ca"
    rows = AdvisoryTask.objects.filter(advisory=advisory)
    if state == "mo":
        rows = rows.filter(state__in=OPEN_TASKS)
    elif state == "qua-han":
        rows = rows.late(today)
    elif state == "xong":
        rows = rows.exclude(state__in=OPEN_TASKS)
    return rows.select_related("agency", "advisory").order_by("agency__sort_key", "pk"), form


def tasks_table(rows: list[AdvisoryTask], advisory: SecurityAdvisory, today: date, *, links: bool) -> Table:
    head = [_("Cơ quan"), _("Tình trạng"), _("Đã làm gì, vì sao"), _("Trả lời lúc"), _("Nhắc lúc")]
    return Table(
        _("Trả lời của các cơ quan"),
        [*(Column(label) for label in head), Column(_("Máy khớp"), number=True), Column(_("Điểm yếu khớp"), number=True)],
        [
            [
                one.agency.name,
                _state(one, advisory, today),
                _reason(one, advisory, links=links),
                _answered(one),
                vn_datetime(one.urged_at) if one.urged_at else "–",
                str(one.machines),
                str(one.findings),
            ]
            for one in rows
        ],
    )  # fmt: skip


def _state(one: AdvisoryTask, advisory: SecurityAdvisory, today: date) -> Cell:
    late = one.state in OPEN_TASKS and advisory.due_on < today and not advisory.withdrawn_at
    words = _("%(state)s, quá hạn") if late else "%(state)s"
    return Cell(words % {"state": one.get_state_display()}, tone="late" if late else None)


def _reason(one: AdvisoryTask, advisory: SecurityAdvisory, *, links: bool) -> Cell:
    if one.state in OPEN_TASKS:
        return Cell(_("Trả lại: %(why)s") % {"why": one.returned_why} if one.returned_at else "–")
    back = reverse("return_advisory_answer", args=[advisory.code, one.pk])
    return Cell(one.reason, url=back if links and not advisory.withdrawn_at else "")


def _answered(one: AdvisoryTask) -> Cell:
    if one.answered_at is None:
        return Cell("–")
    words = "%(at)s" if one.in_time else _("%(at)s, muộn")
    return Cell(words % {"at": vn_datetime(one.answered_at)}, tone=None if one.in_time else "late")
