"""The uses of a person's data as lines of words, newest first: counted, filtered by month and agency, paged, grouped by day."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Value
from django.db.models.functions import Cast, TruncMonth
from django.utils.functional import Promise

from tinhso.exchange.data_uses.person_uses import PersonUses
from tinhso.exchange.data_uses.users_of_data import User, Users, users_of
from tinhso.exchange.data_uses.wording import Use, Words, call_key, reading_key
from tinhso.exchange.models import ExchangeCall
from tinhso.kernel.events.public import AccessRow
from tinhso.lib.dates import HANOI

PAGE = 60
"""Rows of the logs on a page; those of one day and purpose stand in one line."""
CALL, READING = "call", "reading"
Text = str | Promise


@dataclass(frozen=True)
class Filter:
    """What is asked for; None is everything."""

    month: date | None = None
    user: User | None = None


@dataclass(frozen=True)
class Overview:
    """How often, in which months and by whom: the choices of the filter, and its figures."""

    months: list[tuple[date, int]]
    users: list[tuple[User, int]]
    calls: int
    readings: int


@dataclass(frozen=True)
class Day:
    on: date
    uses: list[Use]


def overview(person: PersonUses) -> tuple[Overview, Users]:
    """Over everything that is shown. Four queries."""
    readings = _grouped(person.readings(), "agency_id")
    calls = _grouped(person.calls(), "client")
    users = users_of({int(row[1]) for row in readings}, {str(row[1]) for row in calls})
    months: Counter[date] = Counter()
    by_user: Counter[User] = Counter()
    for month, agency, n in readings:
        months[month.astimezone(HANOI).date()] += n
        if user := users.of_agency(int(agency)):
            by_user[user] += n
    for month, client, n in calls:
        months[month.astimezone(HANOI).date()] += n
        by_user[users.of_system(str(client))] += n
    counts = sum(row[2] for row in calls), sum(row[2] for row in readings)
    return Overview(sorted(months.items(), reverse=True), by_user.most_common(), *counts), users


def _grouped(rows: "QuerySet[Any]", by: str) -> list[tuple[datetime, Any, int]]:
    grouped = rows.order_by().annotate(month=TruncMonth("at", tzinfo=HANOI)).values_list("month", by)
    return list(grouped.annotate(n=Count("pk")).order_by("-month", by))


def page_of(person: PersonUses, users: Users, wanted: Filter, number: int) -> tuple[list[Day], bool]:
    """One page, by days, and whether another follows. Seven queries."""
    first = (number - 1) * PAGE
    keys = _both(person, wanted)[first : first + PAGE + 1]
    found = [(side, key) for _at, side, key in keys]
    lines = uses_by_keys(person, users, found[:PAGE])
    days: dict[date, list[Use]] = defaultdict(list)
    for one in lines:
        days[one.at.astimezone(HANOI).date()].append(one)
    return [Day(on, uses) for on, uses in days.items()], len(found) > PAGE


def _both(person: PersonUses, wanted: Filter) -> "QuerySet[Any, tuple[datetime, str, str]]":
    """Moment, side and key of every row, newest first."""
    readings, calls = person.readings(), person.calls()
    if wanted.month is not None:
        month = _month(wanted.month)
        readings, calls = readings.filter(month), calls.filter(month)
    if wanted.user is not None:
        readings = readings.filter(agency_id=wanted.user.agency) if wanted.user.agency else readings.none()
        calls = calls.filter(client__in=wanted.user.systems)
    sides = [(calls, CALL), (readings, READING)]
    one, other = (_keyed(rows, side) for rows, side in sides)
    return one.union(other, all=True).order_by("-at", "side", "-key")


def _keyed(rows: "QuerySet[Any]", side: str) -> "QuerySet[Any, tuple[datetime, str, str]]":
    keyed = rows.order_by().annotate(side=Value(side), key=Cast("pk", CharField()))
    return keyed.values_list("at", "side", "key")


def _month(first: date) -> Q:
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return Q(at__gte=_moment(first), at__lt=_moment(after))


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=HANOI)


def uses_by_keys(person: PersonUses, users: Users, keys: Sequence[tuple[str, str]]) -> list[Use]:
    """The lines of these rows, in their order; rows that say the same of one day in one. Six queries at most."""
    calls = {str(one.pk): one for one in person.calls().filter(pk__in=[k for s, k in keys if s == CALL])}
    read = [int(k) for s, k in keys if s == READING]
    readings = {str(one.pk): one for one in person.readings().filter(pk__in=read)}
    words = Words.of(person, users, calls.values(), readings.values())
    grouped: dict[tuple[object, ...], list[ExchangeCall | AccessRow]] = {}
    for side, key in keys:
        row = calls.get(key) if side == CALL else readings.get(key)
        if row is not None:
            grouped.setdefault(_same(person, row), []).append(row)
    return [words.line(rows) for rows in grouped.values()]


def _same(person: PersonUses, row: ExchangeCall | AccessRow) -> tuple[object, ...]:
    day = row.at.astimezone(HANOI).date()
    return (
        day,
        *(
            call_key(row, person.made_for)
            if isinstance(row, ExchangeCall)
            else reading_key(row, person.cases)
        ),
    )


def use_of(person: PersonUses, side: str, key: str) -> Use | None:
    """One row as a line; None where it is not this person's, or is not shown. Eight queries at most."""
    rows: Iterable[ExchangeCall | AccessRow]
    if side == CALL:
        rows = person.calls().filter(pk=key)
        users = users_of((), {one.client for one in rows})
    else:
        rows = person.readings().filter(pk=int(key))
        users = users_of({one.agency_id or 0 for one in rows}, ())
    found = uses_by_keys(person, users, [(side, key)])
    return found[0] if found else None
