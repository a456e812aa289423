"""The measures that answer 1.4, 2.2, 3.2 and 3.5 of the index QĐ 766, beside what plain Python says."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from tinhso.casework.clocks.calendars import days_marked
from tinhso.casework.models import CalendarDay, Case, Clock
from tinhso.casework.tests.makers import make_case
from tinhso.indicators.sources.sources import ref_and_period
from tinhso.kernel.site.clock import HANOI
from tinhso.lib.expressions import MeasureRef
from tinhso.lib.legal_time.working_time import WorkCalendar
from tinhso.lib.periods import Period
from tinhso.onestop.index_766 import handling_time
from tinhso.onestop.index_766 import measured_rows as counted
from tinhso.onestop.models import Attachment, Dossier, PortalMessage, StoreEntry
from tinhso.onestop.tests.makers import make_file, make_version

RECEIVED = datetime(2024, 2, 1, 8, tzinfo=HANOI)  # a Thursday; Tết 2024 was 08/02 to 14/02
DAY = timedelta(days=1)


@pytest.fixture
def dossier(town):
    """Makes an accepted dossier with a limit in that unit, settled after so many days."""
    version = make_version(town)

    def make(received=RECEIVED, days=20, unit="working_day", waits=(), **fields):
        given = {"kind": "dossier", "agency": town.agency_a, "accepted_at": received, "state": "in_progress"}
        given |= {"step": "examine", "submitted_at": received, "opened_at": received}
        settled = received + days * DAY if days else None
        case = make_case(**given | {"settled_at": settled} | fields)
        Dossier.objects.create(case=case, version=version, level="province", applicant_name="Lê Thị An")
        row = {"name": "settle", "amount": 10, "unit": unit, "effect": "pause", "started_at": received}
        clock = Clock.objects.create(case=case, due_at=received, first_due_at=received, **row)
        for begun, ended in waits:
            clock.pauses.create(reason="BO_SUNG", started_at=begun, ended_at=ended)
        return case

    return make


LENGTHS = (0, 1, 5, 13, 40, 95, 400)
STARTS = [
    *(RECEIVED - n * DAY for n in range(7)),
    datetime(2023, 12, 29, 23, 59, 59, tzinfo=HANOI),
    datetime(2024, 4, 26, tzinfo=HANOI),  # before the swapped Saturday of the long holiday
    datetime(2019, 11, 2, 6, tzinfo=HANOI),  # before the first marked day, and after the last one
    datetime(2035, 12, 3, 6, tzinfo=HANOI),
]


@pytest.fixture
def counted_days(dossier):
    """Days between two moments as the measure counts them, and as the function of the database walks through them."""
    case, marks = dossier(), days_marked()

    def count(unit, begun, ended):
        Case.objects.filter(pk=case.pk).update(accepted_at=begun, settled_at=ended)
        Clock.objects.filter(case=case).update(unit=unit)
        days = handling_time.days_between("clocks__unit", "accepted_at", "settled_at", marks)
        off, worked = ([mark.day for mark in marks if mark.works is works] for works in (False, True))
        with connection.cursor() as cursor:
            given = [unit, begun, ended, off, worked]
            cursor.execute("select onestop_days_between(%s, %s, %s, %s::date[], %s::date[])", given)
            return Case.objects.annotate(days=days).get(pk=case.pk).days, cursor.fetchone()[0]

    return count


@pytest.mark.long
@pytest.mark.parametrize("begun", STARTS)
def test_working_days_are_counted_as_the_calendar_counts_them(counted_days, begun):
    calendar = WorkCalendar(marks=days_marked())
    for length in LENGTHS:
        days = [(begun + n * DAY).date() for n in range(1, length + 1)]
        walked = sum(calendar.is_working_day(day) for day in days)
        for unit in ("working_day", "hour"):
            assert counted_days(unit, begun, begun + length * DAY) == (walked, walked)


def test_days_of_the_calendar_are_a_difference_and_never_less_than_none(counted_days):
    for unit in ("day", "month"):
        assert counted_days(unit, RECEIVED, RECEIVED + 40 * DAY) == (40, 40)
        assert counted_days(unit, RECEIVED, RECEIVED - DAY) == (0, 0)
    assert counted_days("hour", RECEIVED, RECEIVED - 5 * DAY) == (0, 0)


def test_a_day_that_the_province_marks_counts_as_it_is_marked(dossier):
    case = dossier(days=5)  # Friday, Saturday, Sunday, Monday, Tuesday: three working days
    words = {"calendar": None, "name": "Hoán đổi", "source": "Thông báo"}
    CalendarDay.objects.create(day=date(2024, 2, 3), kind=CalendarDay.Kind.WORK, **words)  # Saturday
    assert [row.spent for row in handling_time.timed_cases()] == [4]
    CalendarDay.objects.create(day=date(2024, 2, 5), kind=CalendarDay.Kind.OFF, **words)  # Monday
    CalendarDay.objects.create(day=date(2024, 2, 4), kind=CalendarDay.Kind.OFF, **words)  # Sunday: off anyway
    assert [(row.pk, row.spent) for row in handling_time.timed_cases()] == [(case.pk, 3)]


def test_the_time_is_in_the_unit_of_the_limit_without_waits(dossier):
    plain, waited = dossier(), dossier(waits=[(RECEIVED + DAY, RECEIVED + 5 * DAY)])
    calendar, running = dossier(unit="month"), dossier(days=None)
    found = {case.pk: (case.spent, case.counted_in) for case in handling_time.timed_cases()}
    # 02/02 to 21/02: fourteen weekdays without the five of Tết; the wait took the 5th and 6th of February.
    assert found[plain.pk] == (9, "working_day")
    assert found[waited.pk] == (7, "working_day")
    assert found[calendar.pk] == (20, "day")
    assert running.pk not in found


def test_a_service_counts_once_in_every_span(dossier):
    for day in (RECEIVED, RECEIVED + DAY, RECEIVED + 30 * DAY, RECEIVED + 70 * DAY, RECEIVED + 170 * DAY):
        dossier(received=day, source="own_portal")
    dossier(received=RECEIVED - 20 * DAY)  # at the counter
    words = list(counted.first_online().order_by("accepted_at").values_list("first", flat=True))
    assert words == ["year", "month", "quarter", "half"]
    ref = MeasureRef("onestop.first_online", (("first", ("period",)),))
    ends = [
        dict(ref_and_period(ref, Period.parse(code))[0].where)["first"]
        for code in ("2024", "2024Q1", "2024-03-08")
    ]
    assert ends == [("year",), ("year", "half", "quarter"), ("year",)]


def test_only_what_the_portal_confirmed_whole_is_synchronised(dossier):
    for number, (state, service) in enumerate(
        (("confirmed", "DongBoHoSoMC"), ("waiting", "DongBoHoSoMC"), ("confirmed", "CapNhatTienDoHoSoMC"))
    ):
        given = {"number": 1, "event_id": number, "portal_state": 2, "label": "x", "at": RECEIVED}
        case = dossier()
        message = {"dossier": case.dossier, "state": state, "service": service, "next_try": RECEIVED}
        PortalMessage.objects.create(**given | message)
    assert counted.synchronised().count() == 1


@pytest.mark.parametrize(
    ("fees", "due", "word"),
    [
        ([], "", None),
        ([{"name": "Không thu", "amount": 0}], "accept", None),
        ([{"name": "Phí", "amount": 5000}], "accept", "online"),
        ([{"name": "Phí", "amount": None}], "", "desk"),
    ],
)
def test_a_procedure_with_a_fee_is_paid_here_or_at_the_desk(town, fees, due, word):
    make_version(town, fees=fees, fee_due=due)
    assert list(counted.fees().values_list("paid", flat=True)) == ([word] if word else [])


def test_a_dossier_with_a_paper_of_the_store_is_reused_and_one_whose_result_went_there_is_shared(
    dossier, town
):
    an = town.an.person
    source, later, plain = (dossier(received=RECEIVED + n * DAY, person=an) for n in range(3))
    file = make_file(town.actor("an"))
    words = {"title": "Giấy phép", "dossier": source.dossier, "kept_at": RECEIVED}
    store_entry = StoreEntry.objects.create(person=an, origin="result", file=file, **words)
    Attachment.objects.create(
        dossier=later.dossier, paper="a", file=file, entry=store_entry, added_at=RECEIVED
    )
    found = {case.pk: (case.reuse, case.shared) for case in counted.with_components(Case.objects.all())}
    expected = {source: ("none", "shared"), later: ("reused", "shared"), plain: ("none", "none")}
    assert found == {case.pk: words for case, words in expected.items()}
