"""When a clock stood still, derived from the events that let it stand and go on: the index QĐ 766 counts these waits.

A wait is [clock, reason, from, until, whether it counts]. Whether a clock runs at all (a case may have no limit) is remembered beside them,
under names that are no columns.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from tinhso.casework.models import Case, ClockPause
from tinhso.casework.proof.case_rules import BEGINNINGS
from tinhso.casework.proof.derived import Derived
from tinhso.casework.proof.rules import UNKNOWN, Row, Rule, always
from tinhso.casework.proof.scope import Scope
from tinhso.kernel.events.public import utc_text

SUPPLEMENT = ClockPause.Reason.SUPPLEMENT.value
Wait = list[Any]
Payload = Mapping[str, Any]


def changed(change: Callable[[list[Wait], Payload, str, Row], list[Wait]]) -> dict[str, Rule]:
    """The waits after an event; unknown ones stay so."""

    def rule(payload: Payload, at: str, row: Row) -> Any:
        waits = row.get("waits", UNKNOWN)
        return UNKNOWN if waits is UNKNOWN else change(waits, payload, at, row)

    return {"waits": rule}


def clock_of(payload: Payload) -> str:
    """Before it was accepted the desk's time to answer runs, after it that of settling."""
    return "settle" if payload.get("step") else "reply"


def begun(clock: str, reason: str, waits: list[Wait], payload: Payload, at: str, row: Row) -> list[Wait]:
    begins = [clock, reason, at, None, payload.get("counts", True)]
    return [*waits, begins] if row.get(f"_{clock}") else waits


def over(waits: list[Wait], at: str, *clocks: str) -> list[Wait]:
    """Open waits of these clocks end, never before they began."""
    return [
        [name, reason, since, max(at, since) if until is None and name in clocks else until, counts]
        for name, reason, since, until, counts in waits
    ]


def runs(field: str) -> Rule:
    """Whether the clock does, as that field says."""
    return lambda payload, at, row: payload.get(field) is not None


def taken_over(payload: Payload, at: str, row: Row) -> Any:
    if "wait_reasons" not in payload:
        return UNKNOWN
    spans = zip(payload["wait_reasons"], payload["wait_began"], payload["wait_ended"], strict=True)
    return [["settle", reason, since, until, True] for reason, since, until in spans]


def settled(waits: list[Wait], payload: Payload, at: str, row: Row) -> list[Wait]:
    return over(waits, payload.get("ready_at") or at, "settle")


NO_CLOCK: dict[str, Rule] = {"_settle": always(False), "_reply": always(False)}
ENDED = changed(lambda w, p, at, row: over(w, at, clock_of(p)))


def waits_of(scope: Scope) -> dict[tuple[int, Any], Row]:
    """Every case of the scope, most of them without a wait. Two queries."""
    found: dict[tuple[int, Any], Row] = {
        (key, None): {"waits": []}
        for key in Case.objects.filter(**scope.of("pk")).values_list("pk", flat=True)
    }
    rows = ClockPause.objects.filter(**scope.of("clock__case_id")).order_by("started_at", "pk")
    columns = ("clock__case_id", "clock__name", "reason", "started_at", "ended_at", "counts")
    for case_id, clock, reason, since, until, counts in rows.values_list(*columns):
        wait = [clock, reason, utc_text(since), utc_text(until) if until else None, counts]
        found.setdefault((case_id, None), {"waits": []})["waits"].append(wait)
    return found


WAITS = Derived(
    model="casework.ClockPause",
    label=_("thời gian chờ"),
    case="clock__case_id",
    columns={"waits": "started_at"},
    covers=("reason", "ended_at", "counts"),
    rows=waits_of,
    begins=dict.fromkeys(BEGINNINGS, ""),
    new={"waits": [], "_settle": False, "_reply": False},
    sets={
        "casework.CaseOpened": NO_CLOCK,
        "casework.OpinionOpened": NO_CLOCK,
        "casework.CaseTakenOver": {
            "waits": taken_over,
            "_settle": runs("unit"),
            "_reply": lambda payload, at, row: payload["state"] == "submitted",
        },
        "casework.CaseSubmitted": {"_reply": runs("reply_due_at")},
        "casework.CaseAccepted": {"_reply": always(False), "_settle": runs("due_at")},
        "casework.SupplementRequested": changed(
            lambda w, p, at, row: begun(clock_of(p), SUPPLEMENT, w, p, at, row)
        ),
        "casework.CasePaused": changed(lambda w, p, at, row: begun("settle", p["reason"], w, p, at, row)),
        "casework.SupplementCompleted": ENDED,
        "casework.CaseResumed": changed(lambda w, p, at, row: over(w, at, "settle")),
        "casework.CaseSettled": changed(settled) | {"_settle": always(False)},
        "casework.CaseRefused": ENDED | NO_CLOCK,
        "casework.SupplementLapsed": ENDED | NO_CLOCK,
        "casework.CaseWithdrawn": changed(lambda w, p, at, row: over(w, at, "settle", "reply")) | NO_CLOCK,
        "casework.TimeBegunAgain": changed(lambda w, p, at, row: [one for one in w if one[0] != "settle"])
        | {"_settle": always(True)},
        "casework.CaseMovedAway": {
            "waits": always([]),
            "_settle": always(True),
            "_reply": always(False),
        },
    },
)
