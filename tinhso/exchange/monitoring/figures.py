"""How the exchange runs, out of its log: calls, errors, times, use of quotas; of what a reader may see, over a stretch of days."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db.models import Aggregate, Count, F, FloatField, Max, Q
from django.db.models.functions import TruncDate

from tinhso.exchange.models import Agreement, ExchangeCall
from tinhso.exchange.models.calls.exchange_call import ExchangeCallQuerySet
from tinhso.lib.dates import HANOI

MOST = 100
WELL = Q(code="ok", status__lt=500)
BY = {"thoa-thuan": "agreement", "ben-goi": "client", "thao-tac": "operation"}
"""What lines are made by: the word of the address, the field of the log."""


class Percentiles(Aggregate):
    """The time within which half, 95 and 99 of a hundred calls were over."""

    function = "percentile_cont"
    template = "%(function)s(array[0.5, 0.95, 0.99]) within group (order by %(expressions)s)"
    output_field = ArrayField(FloatField())


@dataclass(frozen=True)
class Line:
    """Of one agreement, caller or operation; `quota` is the fullest day in percent of the agreement's quota, None elsewhere."""

    name: str
    service: str
    calls: int
    failed: int
    times: tuple[float, float, float]
    quota: float | None = None


@dataclass(frozen=True)
class Figures:
    """Everything that the page shows of a stretch."""

    calls: int
    failed: int
    named: Counter[str]
    codes: list[tuple[str, int, int]]
    days: list[tuple[date, int]]
    lines: list[Line]


def stretch(rows: ExchangeCallQuerySet, *, now: datetime, days: int) -> ExchangeCallQuerySet:
    """The last so many days, today with them. Tokens are no calls of a service."""
    first = now.astimezone(HANOI).date() - timedelta(days=days - 1)
    return rows.filter(at__gte=datetime.combine(first, time(), tzinfo=HANOI), at__lte=now).exclude(
        operation="token"
    )


def figures(rows: ExchangeCallQuerySet, by: str) -> Figures:
    """Five queries, six by agreement."""
    plain = rows.order_by()
    totals = plain.aggregate(n=Count("pk"), failed=Count("pk", filter=~WELL))
    named = Counter(dict(plain.values_list("named").annotate(n=Count("pk"))))
    codes = plain.exclude(WELL).values_list("code", "status").annotate(n=Count("pk")).order_by("-n", "code")
    days = plain.annotate(day=TruncDate("at", tzinfo=HANOI)).values_list("day")
    return Figures(
        totals["n"],
        totals["failed"],
        named,
        list(codes[:MOST]),
        list(days.annotate(n=Count("pk")).order_by("day")),
        _lines(plain, by),
    )


def _lines(rows: ExchangeCallQuerySet, by: str) -> list[Line]:
    found = rows.values_list(by, "service").annotate(
        n=Count("pk"), failed=Count("pk", filter=~WELL), times=Percentiles("milliseconds")
    )
    lines = list(found.order_by("-n", by, "service")[:MOST])
    full = _fullest(rows, [name for name, *_rest in lines]) if by == "agreement" else {}
    return [
        Line(name, service, n, failed, (times[0], times[1], times[2]), full.get(name))
        for name, service, n, failed, times in lines
    ]


def _fullest(rows: ExchangeCallQuerySet, codes: Sequence[str]) -> dict[str, float]:
    """The fullest day of each agreement against its quota of a day, in percent. Two queries."""
    days = rows.filter(agreement__in=codes).annotate(day=TruncDate("at", tzinfo=HANOI))
    most: dict[str, int] = {}
    for code, _day, n in days.values_list("agreement", "day").annotate(n=Count("pk")):
        most[code] = max(most.get(code, 0), n)
    quotas = Agreement.objects.filter(case__code__in=codes).values_list("case__code", "per_day")
    return {code: 100 * most.get(code, 0) / per_day for code, per_day in quotas}


@dataclass(frozen=True)
class Transactions:
    """Of one service: this year until now, the same days of the year before, that whole year; the last day's and its failures."""

    this_year: int
    same_days: int
    year_before: int
    lately: int
    lately_failed: int
    last_at: datetime | None


def transactions(services: Sequence[str], now: datetime) -> dict[str, Transactions]:
    """By the address of a service, over everybody's calls. One query."""
    here = now.astimezone(HANOI)
    begins = datetime(here.year, 1, 1, tzinfo=HANOI)
    before = datetime(here.year - 1, 1, 1, tzinfo=HANOI)
    same = min(before + (here - begins), begins)
    day = Q(at__gte=now - timedelta(days=1))
    rows = ExchangeCall.objects.filter(service__in=services, at__gte=before, at__lte=now).order_by()
    found = rows.values_list("service").annotate(
        now=Count("pk", filter=Q(at__gte=begins)),
        same=Count("pk", filter=Q(at__lt=same)),
        before=Count("pk", filter=Q(at__lt=begins)),
        lately=Count("pk", filter=day),
        failed=Count("pk", filter=day & Q(status__gte=500) & ~Q(code="maintenance")),
        last=Max(F("at")),
    )
    return {name: Transactions(*counts) for name, *counts in found}
