"""The calendar as the public reads it: posts, days, hours, places and announced changes; never a person."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.citizen.models import ReceptionDay, ReceptionSchedule
from tinhso.citizen.reception.times import hour_words, rhythm_of
from tinhso.kernel.law.public import rule_or, rule_source
from tinhso.kernel.people.public import Agency
from tinhso.lib.language.vietnamese import fold

SHOWN, MOST = 6, 60
LEAST = "reception.least"
"""What the law asks of each level at least, in words, by level of agency: a dated rule."""


@dataclass(frozen=True)
class ShownSchedule:
    """One post: its days in words, hours, and the next days with what was announced of them."""

    schedule: ReceptionSchedule
    rhythm: str
    hours: str
    days: list[ReceptionDay]

    @property
    def next_day(self) -> ReceptionDay | None:
        return next((day for day in self.days if day.state == ReceptionDay.State.PLANNED), None)


def shown_schedules(today: date, agency_ids: Collection[int]) -> list[ShownSchedule]:
    """Of these agencies, in their order; two queries."""
    rows = ReceptionSchedule.objects.on(today).filter(agency__in=agency_ids).select_related("agency")
    found = list(rows.order_by("agency__sort_key", "pk")[:MOST])
    days: dict[int, list[ReceptionDay]] = defaultdict(list)
    ahead = ReceptionDay.objects.filter(schedule__in=found, day__range=(today, today + timedelta(days=92)))
    for day in ahead.order_by("day", "pk"):
        days[day.schedule_id].append(day)
    return [ShownSchedule(one, rhythm_of(one), hour_words(one.hours), days[one.pk][:SHOWN]) for one in found]


def agency_schedules(agency: Agency, today: date) -> list[ShownSchedule]:
    """Those of one agency in force or to come, without their days; one query."""
    rows = ReceptionSchedule.objects.filter(agency=agency, valid__overlap=DateRange(today, None))
    return [
        ShownSchedule(one, rhythm_of(one), hour_words(one.hours), []) for one in rows.order_by("pk")[:MOST]
    ]


def receiving_agencies(today: date, words: str) -> list[Agency]:
    """The agencies whose name has these words, with a schedule in force; one query."""
    with_one = ReceptionSchedule.objects.on(today).values("agency")
    wanted = fold(words)
    return [one for one in Agency.objects.on(today).filter(pk__in=with_one) if wanted in fold(one.name)]


def least_by_law(agency: Agency, today: date) -> tuple[str, str]:
    """What the law asks of an agency of that level, and its source; empty where the pack has no such rule."""
    level = "department" if agency.kind != Agency.Kind.COMMITTEE else agency.level
    words = rule_or(LEAST, {}, on=today).get(level, "")
    return words, rule_source(LEAST, on=today) if words else ""
