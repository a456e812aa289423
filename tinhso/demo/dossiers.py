"""The year of synthetic dossiers: a desk of each of the cast that is full on the opening day, and the settled ones.

The same seed gives the same dossiers. Written by COPY with their events, so nothing is delivered.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random

from django.db import transaction

from tinhso.casework.bulk import Case, Note, copy_histories, office_calendar_id, work_calendar
from tinhso.demo.people import create_people
from tinhso.demo.rows import REPLY, Plot, Setting
from tinhso.demo.story import Story
from tinhso.demo.teams import Teams
from tinhso.kernel.law.public import rule
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.public import reserve_ids
from tinhso.lib import clock as arithmetic
from tinhso.lib.clock import Effect
from tinhso.lib.dates import HANOI
from tinhso.lib.working_time import WorkCalendar
from tinhso.onestop.bulk import Numbers, Offer, copy_dossiers, offers

SEED = 202403
CHUNK = 2000
FIRST = date(2023, 1, 3)
TWO_LEVELS = date(2025, 7, 1)
OTHER_UNITS = 7
DESK_ROWS = {"receive": 9, "forward": 7, "assign": 8, "examine": 12, "sign": 14, "hand_over": 8}
DESK_TAKES = 5400  # seconds of working time, at most, from the submission to the receipt
WAITING_ROWS, LAPSED_ROWS, LAPSED_DAYS = 5, 2, 30


@transaction.atomic
def create_dossiers(count: int, *, seats: set[str], now: datetime) -> int:
    """So many dossiers up to `now`, the desks of the agencies `seats` (codes) filled. 0 where cases are there already."""
    if not count or Case.objects.exists():
        return 0
    rng, day = Random(SEED), now.date()  # noqa: S311
    every = offers(units=units_of(seats, day), on=day)
    calendar_id = office_calendar_id(None, day)
    calendar = work_calendar(calendar_id)
    setting = Setting(now, calendar, calendar_id, Effect(rule("supplement.effect", on=day)), Numbers())
    plots = sorted(
        [*desk_plots(every, seats, setting, rng), *past_plots(every, seats, count, setting, rng)],
        key=lambda plot: plot.submitted_at,
    )
    people = create_people(max(50, len(plots) // 3), rng)
    teams = Teams(day, first_day(day), rng, now)
    rows = iter(plots)
    while chunk := list(islice(rows, CHUNK)):
        keys = reserve_ids(Case, len(chunk))
        notes = iter(reserve_ids(Note, 2 * len(chunk)))
        stories = [
            Story(
                plot,
                teams.team(plot.offer.agency, plot.offer.desk),
                rng.choice(people),
                (key, [next(notes), next(notes)]),
                setting,
                rng,
            ).tell()
            for plot, key in zip(chunk, keys, strict=True)
        ]
        copy_histories(story.history for story in stories)
        copy_dossiers(story.dossier for story in stories)
    setting.numbers.hand_back()
    return len(plots)


def first_day(day: date) -> date:
    """Two-level agencies have no dossiers of the time before they were there."""
    return TWO_LEVELS if day >= TWO_LEVELS else FIRST


def units_of(seats: set[str], day: date) -> list[AdminUnit]:
    """The commune of the cast and some others, spread over the province, in a fixed order."""
    communes = list(AdminUnit.objects.on(day).communes().select_related("parent").order_by("code"))
    own = [u for u in communes if f"ubnd-xa-{u.code}" in seats]
    own = own or [u for u in communes if u.parent and f"ubnd-huyen-{u.parent.code}" in seats][:1]
    others = communes[:: max(1, len(communes) // OTHER_UNITS)][:OTHER_UNITS]
    return own + [u for u in others if u not in own]


def past_plots(
    every: list[Offer], seats: set[str], count: int, setting: Setting, rng: Random
) -> Iterator[Plot]:
    """Spread over the working time since the first day; a third at the agencies of the cast."""
    own = [offer for offer in every if offer.agency.code in seats]
    days = working_days(setting.calendar, first_day(setting.now.date()), setting.now.date())
    for _ in range(count):
        offer = rng.choice(own if own and rng.random() < 0.33 else every)
        opens = setting.calendar.opening(rng.choice(days))
        yield Plot(offer, opens + timedelta(minutes=rng.randint(1, 560), seconds=rng.randint(0, 59)))


def working_days(calendar: WorkCalendar, first: date, last: date) -> list[date]:
    """The working days in [first, last)."""
    days = (first + timedelta(days=n) for n in range((last - first).days))
    return [day for day in days if calendar.is_working_day(day)]


def desk_plots(every: list[Offer], seats: set[str], setting: Setting, rng: Random) -> Iterator[Plot]:
    """What lies on the desks of the cast this morning: some late, some due today, most still in time."""
    for code in sorted(seats):
        own = [offer for offer in every if offer.agency.code == code]
        for stop, rows in [*DESK_ROWS.items(), ("supplement", WAITING_ROWS)]:
            fitting = [offer for offer in own if stop != "assign" or offer.has_step(stop)]
            for order in range(rows if fitting else 0):
                yield Plot(offer := rng.choice(fitting), came_at(offer, stop, order, setting, rng), stop)
        for order in range(LAPSED_ROWS if own else 0):
            yield Plot(own[order % len(own)], back(setting, LAPSED_DAYS + 4 + order, rng), "lapse")


def came_at(offer: Offer, stop: str, order: int, setting: Setting, rng: Random) -> datetime:
    """When it must have come for the first to be late now, the second and third due today, the others later."""
    ready = stop in {"hand_over", "supplement"}
    for days in range(1, 130):
        at = back(setting, days, rng)
        due = arithmetic.first_due(reply_or_settle(offer, stop, at, setting))
        if order == 0 and not ready and due < setting.now:
            return at
        if order in {1, 2} and not ready and due.date() <= setting.now.date():
            return at
        if (order > 2 or ready) and due <= setting.now + timedelta(days=1):
            break
    at = back(setting, rng.randint(1, max(1, days - 2)), rng)
    late = arithmetic.first_due(reply_or_settle(offer, stop, at, setting)) < setting.now
    return after_cutoff(setting, rng) if late else at


def after_cutoff(setting: Setting, rng: Random) -> datetime:
    """The afternoon before, after 15:00: what is done the same day is then due today."""
    day = back(setting, 1, rng).astimezone(HANOI)
    return day.replace(hour=15, minute=rng.randint(1, 20), second=0, microsecond=0)


def reply_or_settle(offer: Offer, stop: str, at: datetime, setting: Setting) -> arithmetic.Clock:
    """The clock that counts at that step, as if the desk had taken as long as it ever does in a story with a stop."""
    limit, calendar = (REPLY if stop == "receive" else offer.limit), setting.calendar
    begun = at if stop == "receive" else calendar.add_working_seconds(at, DESK_TAKES)
    return arithmetic.Clock(limit=limit, started_at=begun, calendar=calendar, cutoff=calendar.cutoff)


def back(setting: Setting, days: int, rng: Random) -> datetime:
    """A moment of office hours so many working days before now."""
    day = setting.now.date()
    for _ in range(days):
        day -= timedelta(days=1)
        while not setting.calendar.is_working_day(day):
            day -= timedelta(days=1)
    return setting.calendar.add_working_seconds(setting.calendar.opening(day), rng.randint(600, 20000))
