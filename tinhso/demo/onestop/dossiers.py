"""The year of synthetic dossiers: a desk of each of the cast that is full on the opening day, and the settled ones.

The same seed gives the same dossiers. Written by COPY with their events, so nothing is delivered.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import chain, islice
from random import Random

from django.db import connection, transaction

from tinhso.casework.bulk import Case, Note, copy_histories, office_calendar_id, work_calendar
from tinhso.demo.cast import CITIZENS
from tinhso.demo.days import TWO_LEVELS, first_day
from tinhso.demo.onestop.cast_dossiers import own_plots
from tinhso.demo.onestop.dossier_timeline import Story
from tinhso.demo.onestop.next_steps import DEATH, with_family_death
from tinhso.demo.onestop.office_hours import after_cutoff, back, just_now, working_days
from tinhso.demo.onestop.parts import in_processes, split
from tinhso.demo.onestop.planned_outcomes import PlannedOutcomes
from tinhso.demo.onestop.rows import REPLY, Keys, Plot, Setting
from tinhso.demo.onestop.scans import create_scans
from tinhso.demo.onestop.teams import Teams
from tinhso.demo.onestop.work_mix import busy_agencies, busy_days, often
from tinhso.demo.onestop.yearly_targets import YearPlan, plan_years
from tinhso.demo.people import create_people
from tinhso.kernel.law.public import rule
from tinhso.kernel.people.public import Person
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.public import copy_rows, reserve_ids
from tinhso.lib.legal_time import clock as arithmetic
from tinhso.lib.legal_time.clock import Effect
from tinhso.onestop.bulk import Numbers, Offer, copy_dossiers, end_stopped_offers, offers

SEED = 202403
CHUNK = 2000
MANY, PARTS = 20_000, 8  # parts whatever the machine: the same seed, the same rows
MOST_PEOPLE = 20_000
FEWEST_UNITS, FILLS_A_UNIT = 8, 150
LEAD_DAYS = 220  # before the first result something was handed in
RECENT_DAYS, RUNNING = 40, 25  # one dossier in 25 came in the last forty days and is told as far as it got
DESK_ROWS = {"receive": 9, "forward": 12, "assign": 8, "examine": 12, "sign": 26, "hand_over": 8}
DESK_TAKES = 5400  # seconds of working time, at most, from the submission to the receipt
WAITING_ROWS, LAPSED_ROWS, LAPSED_DAYS = 5, 2, 30


@dataclass(frozen=True)
class Loaded:
    """How many dossiers were written, and the years whose rate comes out to two decimals."""

    dossiers: int
    exact: set[int]


@dataclass(frozen=True)
class Year:
    """What is fixed before the first dossier is told; each part of the agencies can then be told apart."""

    plan: YearPlan
    offers: dict[int, list[Offer]]  # by agency
    days: list[date]
    last: list[Plot]  # what is still under way, or lies on the desks of the cast
    people: list[Person]
    setting: Setting
    family_death: tuple[dict[int, Offer], Person] | None = (
        None  # of one of the cast, so that it is seen what follows
    )

    def write(self, agencies: set[int], rng: Random) -> int:
        """Write the dossiers of these agencies month by month, some thousands in a transaction; returns how many."""
        day = self.setting.now.date()
        teams = Teams(day, first_day(day), rng, self.setting.now, self.plan.of_agencies())
        setting = replace(self.setting, numbers=Numbers(), keys=Keys())
        planned = PlannedOutcomes(self.plan, self.offers, self.days, setting, rng).months(agencies)
        months = self._with_family_death(planned, agencies)
        last = sorted(
            (plot for plot in self.last if plot.offer.agency.pk in agencies),
            key=lambda plot: plot.submitted_at,
        )
        written = sum(write_plots(plots, teams, self.people, setting, rng) for plots in chain(months, [last]))
        setting.numbers.hand_back()
        return written

    def _with_family_death(self, months: Iterator[list[Plot]], agencies: set[int]) -> Iterator[list[Plot]]:
        """One of the months with it, where it is of these agencies."""
        left = self.family_death
        if left and not agencies & left[0].keys():
            left = None
        for plots in months:
            found = with_family_death(plots, *left, self.setting) if left else plots
            left = left if found is plots else None
            yield found


def create_dossiers(count: int, *, seats: set[str], now: datetime) -> Loaded:
    """About so many dossiers up to `now`, the desks of the agencies `seats` (codes) filled; none where cases are there.

    Memory does not grow with the number, except for the plan of each agency and month. Very many are told in parts,
    by processes of their own where no transaction is open; then a broken load leaves some of them behind.
    """
    if not count or Case.objects.exists():
        return Loaded(0, set())
    rng = Random(SEED)  # noqa: S311
    with transaction.atomic():
        year = year_of(count, seats, now, rng)
    parts = split(year.offers, year.plan.of_agencies(), PARTS if count >= MANY else 1)
    tasks = [partial(year.write, part, Random(f"{SEED}-{n}") if n else rng) for n, part in enumerate(parts)]  # noqa: S311
    if len(parts) > 1 and not connection.in_atomic_block:
        written = in_processes(tasks)
    else:
        with transaction.atomic():
            written = sum(task() for task in tasks)
    end_stopped_offers()
    return Loaded(written, year.plan.exact)


def year_of(count: int, seats: set[str], now: datetime, rng: Random) -> Year:
    """The plan of so many dossiers, those under way, and the people whose they are."""
    day = now.date()
    every = offers(units=units_of(seats, day, count), on=day, elsewhere=True)
    calendar_id = office_calendar_id(None, day)
    setting = Setting(
        now,
        work_calendar(calendar_id),
        calendar_id,
        Effect(rule("supplement.effect", on=day)),
        Numbers(),
        own_portal=bool(rule("own_portal_open", on=day)),
        units=list(AdminUnit.objects.on(day).communes().order_by("code")),
        scans=create_scans(now=now),
    )
    for offer in every if count >= MANY else []:  # before the parts begin: two would write the same process
        setting.process(offer)
    plan, by_agency, days = past_plan(every, seats, count, setting, rng)
    here = [offer for offer in every if not offer.version.settled_in]
    last = [
        *desk_plots(every, seats, setting, rng),
        *own_plots(here, seats, setting, rng),
        *running_plots(here, seats, count, setting, rng),
    ]
    people, accounts = create_people(
        min(MOST_PEOPLE, max(50, count // 3)), setting.units, rng, now=setting.now
    )
    setting.accounts.update(accounts)
    deaths = [one for one in every if one.version.procedure.code == DEATH]
    if count >= MANY:  # told in parts, of which one alone may have it
        deaths = [one for one in deaths if one.agency.code in seats][:1]
    return Year(plan, by_agency, days, last, people, setting, family_death(deaths))


def family_death(deaths: list[Offer]) -> tuple[dict[int, Offer], Person] | None:
    """A death registered at one of these agencies by the first citizen of the cast."""
    person = Person.objects.filter(id_number=CITIZENS[0][2]).first()
    return ({one.agency.pk: one for one in deaths}, person) if deaths and person else None


def write_plots(plots: list[Plot], teams: Teams, people: list[Person], setting: Setting, rng: Random) -> int:
    """Tell each and copy them, some thousands at a time."""
    rows = iter(plots)
    while chunk := list(islice(rows, CHUNK)):
        with transaction.atomic():
            write_chunk(chunk, teams, people, setting, rng)
    return len(plots)


def write_chunk(chunk: list[Plot], teams: Teams, people: list[Person], setting: Setting, rng: Random) -> None:
    keys = reserve_ids(Case, len(chunk))
    notes = iter(reserve_ids(Note, 2 * len(chunk)))
    stories = [
        Story(
            plot,
            teams.team(plot.offer.agency, plot.offer.desk, None if plot.stop else rng),
            person_of(plot, people, setting, rng),
            (key, [next(notes), next(notes)]),
            setting,
            rng,
        ).play()
        for plot, key in zip(chunk, keys, strict=True)
    ]
    copy_histories(story.history for story in stories)
    copy_rows([story.paper for story in stories if story.paper])
    copy_dossiers(story.dossier for story in stories)


def person_of(plot: Plot, people: list[Person], setting: Setting, rng: Random) -> Person:
    """Whose dossier it is; only who has an account can withdraw."""
    if plot.person:
        return plot.person
    person = rng.choice(people)
    while plot.fate and plot.fate.outcome == "withdrawn" and person.pk not in setting.accounts:
        person = rng.choice(people)
    return person


def units_of(seats: set[str], day: date, count: int) -> list[AdminUnit]:
    """The commune of the cast, one of each district, and as many more as the number of dossiers fills."""
    communes = list(AdminUnit.objects.on(day).communes().select_related("parent").order_by("code"))
    places = [u for u in communes if f"ubnd-xa-{u.code}" in seats]
    places = places or [u for u in communes if u.parent and f"ubnd-huyen-{u.parent.code}" in seats][:1]
    firsts = {u.parent_id: u for u in reversed(communes)}.values()
    wanted = min(len(communes), max(FEWEST_UNITS, count // FILLS_A_UNIT))
    others = communes[:: max(1, len(communes) // wanted)][:wanted]
    return list(dict.fromkeys([*places, *sorted(firsts, key=lambda u: u.code), *others]))


def past_plan(
    every: list[Offer], seats: set[str], count: int, setting: Setting, rng: Random
) -> tuple[YearPlan, dict[int, list[Offer]], list[date]]:
    """What has ended by the opening day: how much of it where and when, by whom, and the working days before."""
    by_agency: dict[int, list[Offer]] = {}
    for offer in every:
        by_agency.setdefault(offer.agency.pk, []).extend([offer] * often(offer))
    today, first = setting.now.date(), first_day(setting.now.date())
    since = first if first == TWO_LEVELS else first - timedelta(days=LEAD_DAYS)
    days = working_days(setting.calendar, since, today)
    ends = [day for day in days if day >= first][1:]
    plan = plan_years(count - count // RUNNING, busy_agencies(by_agency, seats, rng), ends, rng)
    return plan, by_agency, days


def running_plots(
    every: list[Offer], seats: set[str], count: int, setting: Setting, rng: Random
) -> Iterator[Plot]:
    """What came in the last weeks and may still be under way; a third at the agencies of the cast."""
    offers = [offer for offer in every if offer.agency.code in seats]
    of_own, of_all = [often(offer) for offer in offers], [often(offer) for offer in every]
    today = setting.now.date()
    days = working_days(setting.calendar, today - timedelta(days=RECENT_DAYS), today)
    busy = busy_days(days)
    for _ in range(count // RUNNING):
        some, chances = (offers, of_own) if offers and rng.random() < 0.33 else (every, of_all)
        (offer,) = rng.choices(some, chances)
        opens = setting.calendar.opening(rng.choices(days, list(busy.values()))[0])
        yield Plot(offer, opens + timedelta(minutes=rng.randint(1, 560), seconds=rng.randint(0, 59)))


def desk_plots(every: list[Offer], seats: set[str], setting: Setting, rng: Random) -> Iterator[Plot]:
    """What lies on the desks of the cast this morning: some late, some due today, most still in time."""
    for code in sorted(seats):
        offers = [offer for offer in every if offer.agency.code == code]
        for stop, rows in [*DESK_ROWS.items(), ("supplement", WAITING_ROWS)]:
            fitting = [offer for offer in offers if is_possible_stop(offer, stop)]
            chances = [often(offer) for offer in fitting]
            for order in range(rows if fitting else 0):
                (offer,) = rng.choices(fitting, chances)
                yield Plot(offer, came_at(offer, stop, order, setting, rng), stop)
        here = [offer for offer in offers if is_possible_stop(offer, "lapse")]
        for order in range(LAPSED_ROWS if here else 0):
            yield Plot(here[order % len(here)], back(setting, LAPSED_DAYS + 4 + order, rng), "lapse")


def is_possible_stop(offer: Offer, stop: str) -> bool:
    """Whether one may lie there now. What another system settles is told whole, or has only come: it alone could go on."""
    if offer.version.settled_in:
        return stop in {"receive", "forward"}
    return stop != "assign" or offer.has_step(stop)


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
    if arithmetic.first_due(reply_or_settle(offer, stop, at, setting)) >= setting.now:
        return at
    at = after_cutoff(setting, rng)
    if stop != "receive" or arithmetic.first_due(reply_or_settle(offer, stop, at, setting)) >= setting.now:
        return at
    return just_now(setting, rng)


def reply_or_settle(offer: Offer, stop: str, at: datetime, setting: Setting) -> arithmetic.Clock:
    """The clock that counts at that step, as if the desk had taken as long as it ever does in a story with a stop."""
    limit, calendar = (REPLY if stop == "receive" else offer.limit), setting.calendar
    begun = at if stop == "receive" else calendar.add_working_seconds(at, DESK_TAKES)
    return arithmetic.Clock(limit=limit, started_at=begun, calendar=calendar, cutoff=calendar.cutoff)
