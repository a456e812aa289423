"""Invented receptions of citizens (mô phỏng) by the deeds of officers: past days closed, who came as numbers, the next ones booked."""

from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from django.conf import settings

from tinhso.citizen.public import (
    ReceptionDay,
    ReceptionSchedule,
    ReceptionVisit,
    Visitor,
    book_reception,
    close_day,
    load_receptions,
    move_day,
    number_walk_in,
    plan_days,
    receive_visitor,
)
from tinhso.demo.cast import SINCE
from tinhso.demo.onestop.teams import Teams
from tinhso.kernel.people.public import SYSTEM, Actor, User, actor_of
from tinhso.kernel.people.roles import Examiner
from tinhso.kernel.site.clock import HANOI

RECENT = timedelta(days=60)
"""A post that receives each week has a past of two months, others have one from the first day on."""
DEPUTY_EVERY, EMPTY_EVERY = 5, 4
OUTCOMES = (ReceptionVisit.Outcome.EXPLAINED, ReceptionVisit.Outcome.GUIDED)
SLOTS = (8, 9)
GUEST = Visitor("Công dân mô phỏng", "0900000001", priority=True)


def create_receptions(*, now: datetime) -> int:
    """How many past days were closed; a second time does nothing."""
    if ReceptionDay.objects.exclude(state=ReceptionDay.State.PLANNED).exists():
        return 0
    load_receptions(settings.PROVINCE_PACK, by=SYSTEM, now=now)
    today, rng = now.astimezone(HANOI).date(), Random(42_2013)  # noqa: S311 - invents
    for schedule in ReceptionSchedule.objects.select_related("agency"):
        first = today - RECENT if schedule.weekdays else SINCE
        plan_days([schedule], today, first=first)
    teams = Teams(today, SINCE, rng, now)
    past = list(ReceptionDay.objects.filter(day__lt=today).in_order())
    for n, day in enumerate(past):
        receive(n, day, teams.actor(day.schedule.agency, Examiner), rng)
    book_next(today, now, teams)
    return len(past)


def receive(n: int, day: ReceptionDay, by: Actor, rng: Random) -> None:
    """One day of the past: nobody, or one or two who came, and who received them."""
    opens = datetime.combine(day.day, datetime.min.time(), HANOI).replace(hour=8)
    for order in range(0 if n % EMPTY_EVERY == 1 else 1 + n % 2):
        at, key = opens + timedelta(minutes=20 * order), UUID(int=rng.getrandbits(128), version=4)
        visit = number_walk_in(day=day, priority=order == 1, key=key, by=by, now=at)
        outcome, later = OUTCOMES[n % 2], at + timedelta(minutes=15)
        receive_visitor(visit=visit, outcome=outcome, case_code="", by=by, now=later)
    state = ReceptionDay.State.DEPUTY if n % DEPUTY_EVERY == 2 else ReceptionDay.State.LEADER
    close_day(day=day, state=state, denunciations=0, by=by, now=opens + timedelta(hours=3))


def book_next(today: date, now: datetime, teams: Teams) -> None:
    """An and a telephone have times with the department's director; the inspectorate announced a move."""
    ahead = ReceptionDay.objects.planned().filter(day__gt=today).in_order()
    days = {day.schedule.agency.code: day for day in reversed(ahead)}
    an = User.objects.filter(username="an").select_related("person").first()
    department = days.get("so-tttt") or days.get("so-khcn")
    if department and an and an.person:
        mine = Visitor(an.full_name, an.person.phone)
        guests = ((mine, actor_of(an, on=today)), (GUEST, Actor()))
        for order, (visitor, by) in enumerate(guests):
            at = datetime.combine(department.day, datetime.min.time(), HANOI).replace(hour=SLOTS[order])
            key = UUID(int=2013_42 + order, version=4)
            book_reception(day=department, starts_at=at, visitor=visitor, key=key, by=by, now=now)
    if moved := days.get("thanh-tra-tinh"):
        by, to = teams.actor(moved.schedule.agency, Examiner), moved.day
        while (to := to + timedelta(days=1)).weekday() > 4:
            pass
        move_day(day=moved, to=to, reason="Trùng lịch họp (mô phỏng)", by=by, now=now)
