"""Tasks of plans as tables, and one task with its reports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.casework.public import Case, State, where_is
from tinhso.indicators.models import Plan, PlanTask, TaskReport
from tinhso.indicators.plans.process import CONFIRM
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.shapes import Cell, Column, Table, Tone
from tinhso.lib.dates import vn_date
from tinhso.lib.numbers import vn_number

MOST = 200  # lines of a page


@dataclass(frozen=True)
class Tally:
    """The tasks of a plan by how they stand now."""

    total: int
    done: int
    done_in_time: int
    running: int
    late: int


def tasks_of(plan: Plan) -> list[PlanTask]:
    """In their order, each with its newest report. Two queries."""
    return list(_with_reports(plan.tasks.whole())[:MOST])


def tasks_seen(actor: Actor) -> list[PlanTask]:
    """What the actor's agency does or follows: open ones first, by deadline. Two queries."""
    found = PlanTask.objects.visible_to(actor).whole().order_by("case__finished_at", "case__due_at")
    running = found.filter(case__finished_at=None)
    done = found.exclude(case__finished_at=None).order_by("-case__finished_at")
    return [*_with_reports(running)[:MOST], *_with_reports(done)[:MOST]]


def _with_reports(tasks: "Iterable[PlanTask]") -> "Sequence[PlanTask]":
    newest = TaskReport.objects.select_related("by")
    return tasks.prefetch_related(Prefetch("reports", newest))  # type: ignore[attr-defined]


def is_late(task: PlanTask, now: datetime) -> bool:
    """Open past its deadline; one that is reported as finished is judged at that report."""
    case = task.case
    if case.finished_at is not None or case.due_at is None:
        return False
    reported = next((one.at for one in task.reports.all() if one.finished), None)
    return case.due_at < (reported if reported and case.step == CONFIRM else now)


def standing(task: PlanTask, now: datetime) -> tuple[str, Tone]:
    """How it stands in words, and the tone of its tag."""
    case = task.case
    if case.state == State.DONE:
        late = case.timeliness == Case.Timeliness.LATE
        return (_("hoàn thành quá hạn"), "late") if late else (_("hoàn thành đúng hạn"), "ok")
    if case.finished_at is not None:
        return case.get_state_display(), ""
    if is_late(task, now):
        return _("quá hạn"), "late"
    return where_is(case), "soon"


def percent(task: PlanTask) -> int:
    """Of the newest report; 0 before the first."""
    return next((report.percent for report in task.reports.all()), 0)


def tally(tasks: Sequence[PlanTask], now: datetime) -> Tally:
    done = [t for t in tasks if t.case.state == State.DONE]
    in_time = [t for t in done if t.case.timeliness != Case.Timeliness.LATE]
    running = [t for t in tasks if t.case.finished_at is None]
    late = [t for t in running if is_late(t, now)]
    return Tally(len(tasks), len(done), len(in_time), len(running), len(late))


def task_table(tasks: Sequence[PlanTask], now: datetime, *, opens: bool, plans: bool = False) -> Table:
    """A line a task; with `opens` it leads to the task's page, with `plans` its plan is told."""
    columns = [
        Column(_("Nhiệm vụ")),
        Column(_("Cơ quan thực hiện")),
        Column(_("Thời hạn")),
        Column(_("Tiến độ"), number=True),
        Column(_("Tình trạng")),
    ]
    rows = [_row(task, now, opens, plans) for task in tasks]
    return Table(_("Nhiệm vụ"), columns, rows)


def _row(task: PlanTask, now: datetime, opens: bool, plans: bool) -> list[Cell | str]:
    case = task.case
    words, tone = standing(task, now)
    url = reverse("plan_task", args=[case.code]) if opens else ""
    under = task.plan.name if plans else _("Sản phẩm: %(what)s") % {"what": task.product}
    return [
        Cell(f"{task.number}. {case.title}", url=url, small=under),
        case.agency.name,
        vn_date(case.due_at),
        f"{vn_number(percent(task))}%",
        Cell(words, tone=tone),
    ]
