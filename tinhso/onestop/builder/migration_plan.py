"""What becomes of an open dossier under another version: decided by one function, for the dry run and the deed alike."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import FINAL, Process, State
from tinhso.lib.forms import carry, validate_answers
from tinhso.onestop.catalogue.processes import process_of
from tinhso.onestop.models import Dossier, ProcedureVersion

OUTCOMES = {
    "kept": _("Giữ bản cũ"),
    "moved": _("Chuyển"),
    "asked": _("Chuyển, cần công dân khai thêm"),
    "refused": _("Không chuyển được"),
}
REASONS = {
    "": "",
    "not_chosen": _("hồ sơ đã nộp giữ bản cũ"),
    "settled": _("đã có kết quả"),
    "no_step": _("bước đang đứng không có bước tương ứng"),
    "answers": _("mẫu mới hỏi điều mà hồ sơ đã nộp không có"),
    "waiting": _("đang tạm dừng ở bước mà bản mới giao cho nơi khác"),
    "busy": _("có người đang xử lý, thử lại sau"),
}
MOVING = ("moved", "asked")
WITH_CITIZEN = (State.DRAFT, State.WAITING_CITIZEN)


@dataclass(frozen=True)
class Plan:
    """Bring the open dossiers of the target's procedure onto it; a step that the map does not name stays itself."""

    target: ProcedureVersion
    steps: Mapping[str, str] = field(default_factory=dict)
    submitted: bool = False
    versions: dict[int, ProcedureVersion] = field(default_factory=dict)
    process: Process | None = None

    def version(self, pk: int) -> ProcedureVersion:
        """A version by id, read once, so that its form is compiled once."""
        if pk not in self.versions:
            self.versions[pk] = self.target if pk == self.target.pk else ProcedureVersion.objects.get(pk=pk)
        return self.versions[pk]

    def step(self, key: str) -> dict[str, object] | None:
        """The target's step for an old one; None if the map leads nowhere."""
        wanted = self.steps.get(key, key)
        return next((s for s in self.target.process if s["key"] == wanted), None)


@dataclass(frozen=True)
class Forecast:
    """What becomes of one dossier. `fitting` and `left` are its answers afterwards; `asks` how many the citizen owes."""

    case_id: int
    state: str
    step: str
    outcome: str
    reason: str = ""
    new_step: str = ""
    asks: int = 0
    fitting: Mapping[str, object] = field(default_factory=dict)
    left: Mapping[str, object] = field(default_factory=dict)

    @property
    def line(self) -> tuple[str, str, str, str]:
        return (self.state, self.step, self.outcome, self.reason)


def plan_for(
    target: ProcedureVersion, steps: Mapping[str, str] | None = None, *, submitted: bool = False
) -> Plan:
    return Plan(target, dict(steps or {}), submitted)


def in_question(target: ProcedureVersion) -> QuerySet[Dossier]:
    """The open dossiers of the procedure that are not under the target yet, in the order in which they are taken."""
    open_ones = Q(version__procedure=target.procedure_id) & ~Q(case__state__in=FINAL)
    found = Dossier.objects.filter(open_ones).exclude(version=target)
    return found.select_related("case__process").order_by("pk")


def forecast(dossier: Dossier, plan: Plan, *, on: date) -> Forecast:
    """What becomes of this dossier; changes nothing."""
    case, state = dossier.case, State(dossier.case.state)
    values: dict[str, Any] = {"case_id": case.pk, "state": state.value, "step": case.step}
    if dossier.version_id == plan.target.pk or state in FINAL:
        return Forecast(**values, outcome="kept", reason="")
    if case.settled_at is not None:
        return Forecast(**values, outcome="kept", reason="settled")
    if state != State.DRAFT and not plan.submitted:
        return Forecast(**values, outcome="kept", reason="not_chosen")
    if why := _step_refused(dossier, plan):
        return Forecast(**values, outcome="refused", reason=why)
    carried = carry(plan.version(dossier.version_id).definition, plan.target.definition, dossier.answers)
    asks = len(validate_answers(plan.target.definition, carried.fitting, on=on))
    if asks and state not in WITH_CITIZEN:
        return Forecast(**values, outcome="refused", reason="answers")
    new_fees = _answers_lost(dossier, plan, on, asks)
    new = plan.step(case.step) if case.step else None
    return Forecast(
        **values,
        outcome="asked" if new_fees else "moved",
        new_step=str(new["key"]) if new else "",
        asks=new_fees,
        fitting=carried.fitting,
        left=carried.left,
    )


def _answers_lost(dossier: Dossier, plan: Plan, on: date, asks: int) -> int:
    """The answers that the change costs the citizen; a half-filled draft owed some before."""
    if not asks:
        return 0
    before = validate_answers(plan.version(dossier.version_id).definition, dossier.answers, on=on)
    return max(0, asks - len(before))


def _step_refused(dossier: Dossier, plan: Plan) -> str:
    case = dossier.case
    if not case.step:
        return ""
    new = plan.step(case.step)
    if new is None:
        return "no_step"
    old = case.process.step(case.step) if case.process else None
    same = old is not None and (old.role, old.place, old.act) == (new["role"], new["place"], new["act"])
    return "" if same or case.state != State.PAUSED else "waiting"


@dataclass(frozen=True)
class DryRun:
    """Counts by (state, step, outcome, reason), and every dossier's outcome by its id."""

    counts: Counter[tuple[str, str, str, str]]
    by_case: Mapping[int, tuple[str, str]]

    def total(self, *outcomes: str) -> int:
        return sum(n for line, n in self.counts.items() if line[2] in outcomes)


def dry_run(plan: Plan, *, on: date) -> DryRun:
    """Foretell every open dossier; reads, writes nothing."""
    outlooks = list(forecasts(plan, on=on))
    return DryRun(
        Counter(one.line for one in outlooks), {one.case_id: (one.outcome, one.reason) for one in outlooks}
    )


def forecasts(plan: Plan, *, on: date) -> Iterator[Forecast]:
    for dossier in in_question(plan.target).iterator(chunk_size=500):
        yield forecast(dossier, plan, on=on)


def steps_in_use(target: ProcedureVersion) -> dict[str, str]:
    """Key and words of the steps at which open dossiers of other versions stand."""
    found: dict[str, str] = {}
    rows = in_question(target).exclude(case__step="").order_by().values_list("case__step", "case__process")
    processes = Process.objects.in_bulk({pk for _key, pk in rows.distinct() if pk})
    for key, pk in rows.distinct():
        if pk:
            found.setdefault(key, processes[pk].label(key))
    return found


def with_process(plan: Plan) -> Plan:
    """The plan with casework's steps of the target, made if no dossier has needed them yet."""
    return Plan(plan.target, plan.steps, plan.submitted, plan.versions, process_of(plan.target))
