"""The year of invented outgoing documents by a seeded plan, written by COPY with their events: numbers without a gap in the
order of issue, some issued late, some urgent, some on paper alone. Their PDF is drawn up when somebody opens it.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from django.db import transaction

from tinhso.casework.bulk import Case, copy_histories
from tinhso.demo.documents.offices import Office
from tinhso.demo.documents.outgoing_story import IssuedPlot, IssuedStory, StoryKeys, number_given, used_number
from tinhso.demo.documents.outgoing_words import wording
from tinhso.demo.onestop.office_hours import last_days, working_days
from tinhso.demo.onestop.scans import sheet
from tinhso.documents.bulk import (
    RegisterNumber,
    copy_documents,
    place_name,
    process,
    series,
    type_of,
)
from tinhso.kernel.events.public import SYSTEM, Actor, Event, copy_events, raise_numbers
from tinhso.kernel.files.public import Kind, StoredFile, store_made
from tinhso.kernel.papers.public import Paper
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import reserve_ids

ONE_IN, FEWEST, MOST = 16, 120, 1600  # documents for so many dossiers
LATE, URGENT, URGENT_LATE = 0.04, 0.07, 0.1
ON_PAPER = (0.14, 0.03)  # of the numbers at the beginning of the time, and at its end
ENDS_BEFORE = 3  # working days before the opening day the year ends; then come the deeds of the cast
MOST_RECEIVERS = 6
ADDRESSED = 48  # the agencies that are written to: the departments and the districts
Numbered = tuple[Event, Actor, datetime]


@transaction.atomic
def create_year(count: int, offices: list[Office], rng: Random, *, now: datetime) -> int:
    """So many documents, and some numbers that were given to documents on paper. Returns how many documents."""
    plots = sorted(_plots(count, offices, rng, now), key=lambda one: (one.issued_at, one.office.agency.pk))
    lasts: Counter[str] = Counter()
    numbers = reserve_ids(RegisterNumber, len(plots))
    stories: list[IssuedStory] = []
    others: list[RegisterNumber] = []
    given: list[Numbered] = []
    cases, papers = iter(reserve_ids(Case, len(plots))), iter(reserve_ids(Paper, len(plots)))
    days = {office.agency.pk: place_name(office.agency, now.date()) for office in offices}
    way, sheet = process(), the_sheet(now)
    span = (plots[-1].issued_at - plots[0].issued_at) if plots else timedelta(1)
    for key, plot in zip(numbers, plots, strict=True):
        at, agency = plot.issued_at, plot.office.agency
        ordinal = _next(lasts, series(agency.pk, at.year, plot.kind.code))
        passed = (at - plots[0].issued_at) / span if span else 0
        if rng.random() < ON_PAPER[0] + (ON_PAPER[1] - ON_PAPER[0]) * passed:
            number = used_number(
                plot.office, plot.kind, plot.subject, at, key=key, ordinal=ordinal, unit=plot.unit
            )
            others.append(number)
            given.append((number_given(number), plot.office.clerks[0], at))
            continue
        drafted = plot.moments[0]
        order = _next(lasts, f"outgoing:{agency.pk}:{drafted.year}")
        code = f"VB-{agency.pk}-{drafted.year}-{order:05d}"
        keys = StoryKeys(next(cases), key, next(papers), code, ordinal)
        stories.append(IssuedStory(plot, keys, way, days[agency.pk], sheet, rng))
    histories = [story.play() for story in stories]
    copy_histories(history for history, _document in histories)
    copy_documents((document for _history, document in histories), others)
    copy_events(given)
    raise_numbers(dict(lasts))
    return len(stories)


def the_sheet(now: datetime) -> StoredFile:
    """The page that stands for the file of each of them."""
    content = sheet(now)
    return store_made(content, name="van-ban-mo-phong.pdf", kind=Kind.PDF, by=SYSTEM, now=now)


def _next(lasts: Counter[str], scope: str) -> int:
    lasts[scope] += 1
    return lasts[scope]


def _plots(count: int, offices: list[Office], rng: Random, now: datetime) -> Iterator[IssuedPlot]:
    day = now.date()
    whole = sum(office.share for office in offices)
    receivers = list(Agency.objects.on(day).identified().order_by("pk")[:ADDRESSED])
    for office in offices:
        first = max(date(day.year - 1, 1, 3), office.first)
        last = last_days(office.calendar, day, ENDS_BEFORE)[-1]
        days = working_days(office.calendar, first, last)[8:]
        for _ in range(count * office.share // whole if days else 0):
            yield _plot(office, rng.choice(days), receivers, rng)


def _plot(office: Office, day: date, receivers: list[Agency], rng: Random) -> IssuedPlot:
    """Issued on that day; its signature lies before that, mostly within the law's time, and drafting before it."""
    calendar = office.calendar
    opening, second = calendar.opening(day), rng.randint(4_000, 25_000)
    issued = calendar.add_working_seconds(opening, second)
    urgency = rng.choice(["khan", "khan", "thuong_khan", "hoa_toc"]) if rng.random() < URGENT else ""
    if urgency:
        used = 3_900 if rng.random() < URGENT_LATE else rng.randint(300, 3_000)
        signed = calendar.add_working_seconds(opening, second - used)
    elif rng.random() < LATE:
        before = last_days(calendar, day, rng.randint(2, 4))[-1]
        signed = calendar.add_working_seconds(calendar.opening(before), rng.randint(1_000, 20_000))
    else:
        signed = calendar.add_working_seconds(opening, second - rng.randint(600, 3_900))
    began = calendar.opening(last_days(calendar, signed.date(), rng.randint(1, 5))[-1])
    drafted = calendar.add_working_seconds(began, rng.randint(600, 12_000))
    parts = sorted(rng.uniform(0.1, 0.95) for _ in range(3))
    working = calendar.working_seconds(drafted, signed)
    between = [calendar.add_working_seconds(drafted, int(working * part)) for part in parts]
    words = wording(office.words, rng)
    subject, text = words.on(day)
    named = rng.sample(receivers, min(len(receivers), rng.randint(1, MOST_RECEIVERS)))
    kind = type_of(words.type_code, day)
    return IssuedPlot(
        office=office,
        kind=kind,
        unit=words.unit,
        decider=words.decider,
        subject=subject,
        text=text,
        urgency=urgency,
        moments=(drafted, *between, signed, issued),
        receivers=tuple(one for one in named if one.pk != office.agency.pk) if words.to else (),
    )
