"""The radar: what is open, late and due at each agency, and how much was settled in time in one month.

Both are read from the cases themselves, over indexes that hold all that is counted; one month at a time, because a
year of a province is a million cases.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, Count, Exists, F, Func, OuterRef, Q, Value

from tinhso.casework.clocks.overdue import OPEN, overdue_at
from tinhso.casework.models import Case, Participant
from tinhso.casework.models.states import State
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import HANOI
from tinhso.kernel.site.slots import CaseKind, all_of

SOON = timedelta(days=3)
WAITING = (State.WAITING_CITIZEN, State.PAUSED)
ROW = Value(1)  # counting a column would have it read from the table
Numbers = dict[int, dict[str, int]]  # by agency


class Among(Func):
    """Whether a field holds one of these ids, sent as one array: a province has 1,500 agencies, and each query takes
    them all."""

    template = "(%(expressions)s))"
    arg_joiner = " = any("
    output_field = BooleanField()

    def __init__(self, field: str, ids: Sequence[int]) -> None:
        super().__init__(F(field), Value(list(ids), output_field=ArrayField(BigIntegerField())))


@dataclass(frozen=True)
class Followed:
    """One agency: what is open there now, what got its result in the month, and how much of that in time.

    `late_of` tells by kind how many are overdue.
    """

    agency_id: int
    agency: str
    code: str = ""
    open: int = 0
    late_of: Mapping[str, int] = field(default_factory=dict)
    today: int = 0
    soon: int = 0
    waiting: int = 0
    settled: int = 0
    in_time: int = 0

    @property
    def late(self) -> int:
        return sum(self.late_of.values())

    @property
    def rate(self) -> float | None:
        """Before or on the due date, in percent of those settled; None where nothing was."""
        return 100 * self.in_time / self.settled if self.settled else None


def radar(agency_ids: Sequence[int], *, month: date, now: datetime) -> list[Followed]:
    """By competent agency, the most late first; those without any case are left out. Three queries."""
    open_now = open_at(agency_ids, now=now)
    settled, late = settled_and_overdue(agency_ids, month, now=now)
    found = Agency.objects.filter(Among("pk", [*{*open_now, *settled}])).order_by("sort_key", "pk")
    rows = [
        Followed(pk, name, code, **open_now.get(pk, {}), late_of=late.get(pk, {}), **settled.get(pk, {}))
        for pk, name, code in found.values_list("pk", "name", "code")
    ]
    return sorted(rows, key=lambda row: (-row.late, -row.today))


def settled_and_overdue(agency_ids: Sequence[int], month: date, *, now: datetime) -> tuple[Numbers, Numbers]:
    """What was settled in that month and how much of it in time; how many of each kind are overdue now. One query of two parts,
    each over its own cases alone."""
    overdue = (
        Case.objects.filter(Among("agency", agency_ids), overdue_at(now))
        .order_by()
        .values("agency", of=F("kind"))
        .annotate(n=Count("*"), in_time=Value(0))
    )
    both = _settled_rows(agency_ids, month).union(overdue, all=True)
    settled: Numbers = {}
    late: Numbers = {}
    for row in both:
        if row["of"]:
            late.setdefault(row["agency"], {})[row["of"]] = row["n"]
        else:
            settled[row["agency"]] = {"settled": row["n"], "in_time": row["in_time"]}
    return settled, late


def by_kind(rows: Iterable[Followed]) -> list[tuple[str, int]]:
    """The name of each kind of which some are overdue, and how many."""
    numbers: Counter[str] = Counter()
    for row in rows:
        numbers.update(row.late_of)
    labels = {kind.code: str(kind.label) for kind in all_of(CaseKind)}
    return [(labels.get(kind, kind), n) for kind, n in numbers.most_common()]


def open_at(agency_ids: Sequence[int], *, now: datetime) -> Numbers:
    """Cases without a result, drafts left out. One query."""
    tonight = datetime.combine(now.date(), time(23, 59, 59), tzinfo=now.tzinfo)
    rows = (
        Case.objects.filter(Among("agency", agency_ids), OPEN)
        .exclude(state=State.DRAFT)
        .values("agency")
        .annotate(
            open=Count("*"),
            today=Count(ROW, filter=Q(due_at__gte=now, due_at__lte=tonight)),
            soon=Count(ROW, filter=Q(due_at__gt=tonight, due_at__lte=tonight + SOON)),
            waiting=Count(ROW, filter=Q(state__in=WAITING)),
        )
        .order_by()
    )
    return by_agency(rows)


def _settled_rows(agency_ids: Sequence[int], month: date) -> Any:
    """By agency, cases that got their result in that month; withdrawn ones were not settled, nor what was turned down before
    it was accepted."""
    first = datetime.combine(month.replace(day=1), time(), tzinfo=HANOI)
    return (
        Case.objects.filter(
            Among("agency", agency_ids),
            accepted_at__isnull=False,
            settled_at__gte=first,
            settled_at__lt=month_after(first),
        )
        .exclude(timeliness="")
        .order_by()
        .values("agency", of=Value(""))
        .annotate(n=Count("*"), in_time=Count(ROW, filter=~Q(timeliness=Case.Timeliness.LATE)))
    )


def by_agency(rows: Iterable[Any]) -> Numbers:
    return {row["agency"]: {name: n for name, n in row.items() if name != "agency"} for row in rows}


def month_after(first: datetime) -> datetime:
    return (first + timedelta(days=32)).replace(day=1)


def latest_open(agency_ids: Sequence[int], *, now: datetime, by: Actor, limit: int = 20) -> list[Case]:
    """The cases that are late the longest, each with `taken_part`: whether this reader takes part in it. One query."""
    visible = Participant.objects.of(by).filter(case=OuterRef("pk"))
    return list(
        Case.objects.filter(Among("agency", agency_ids), overdue_at(now))
        .select_related("agency", "process", "officer")
        .annotate(taken_part=Exists(visible))
        .order_by("due_at")[:limit]
    )
