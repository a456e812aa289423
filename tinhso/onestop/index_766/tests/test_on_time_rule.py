"""Rule 2.1 of the index QĐ 766, one test for each of its sentences."""

from datetime import datetime, timedelta

import pytest

from tinhso.casework.models import Clock
from tinhso.casework.tests.makers import make_case
from tinhso.indicators.cells.actions.refresh_cells import refresh_measure
from tinhso.indicators.cells.amounts import EVERYTHING, amount
from tinhso.indicators.cells.cells import measure_of
from tinhso.indicators.sources.rows import recount, rows_behind
from tinhso.kernel.site import clock
from tinhso.kernel.site.clock import HANOI
from tinhso.lib.expressions import MeasureRef
from tinhso.lib.periods import Period
from tinhso.onestop.index_766.on_time import on_time
from tinhso.onestop.models import Dossier, ProcedureVersion
from tinhso.onestop.tests.makers import make_version

RECEIVED = datetime(2024, 2, 1, 8, tzinfo=HANOI)  # a Thursday
PROMISED = datetime(2024, 2, 20, 17, tzinfo=HANOI)
FEBRUARY = Period.parse("202402")
DAY = timedelta(days=1)


@pytest.fixture
def dossier(town):
    """Makes an accepted dossier, promised for 20/02/2024 17:00 unless told, with waits (asked, completed)."""
    version = make_version(town)

    def make(*, promised=PROMISED, waits=(), clock="settle", **fields):
        given = {"kind": "dossier", "agency": town.agency_a, "accepted_at": RECEIVED, "state": "in_progress"}
        given |= {"step": "examine", "submitted_at": RECEIVED, "opened_at": RECEIVED, "settled_at": None}
        case = make_case(**given | fields)
        Dossier.objects.create(case=case, version=version, level="province", applicant_name="Lê Thị An")
        if promised:
            row = Clock.objects.create(
                case=case,
                name=clock,
                amount=10,
                unit="working_day",
                effect="pause",
                started_at=RECEIVED,
                due_at=promised,
                first_due_at=promised,
            )
            for asked, completed in waits:
                row.pauses.create(reason="BO_SUNG", started_at=asked, ended_at=completed)
        return case

    return make


def judged(case):
    return on_time().get(pk=case.pk)


def tally(period=FEBRUARY):
    """Ended on time, ended late, still within time, still running and late; cells and rows must agree."""
    refs = [
        MeasureRef("onestop.ended", (("verdict", ("on_time",)),)),
        MeasureRef("onestop.ended", (("verdict", ("late",)),)),
        MeasureRef("onestop.running"),
        MeasureRef("onestop.running_late"),
    ]
    found = []
    for ref in refs:
        measure = measure_of(ref.code)
        refresh_measure(measure=measure, event_id=0, now=RECEIVED)
        cells = amount(measure, ref, period)
        assert cells == recount(measure, rows_behind(measure, ref, period, EVERYTHING))
        found.append(int(cells.total))
    on_time, late, running, running_late = found
    return on_time, late, running - running_late, running_late


def test_the_end_is_the_moment_the_result_was_ready(dossier):
    case = dossier(settled_at=PROMISED - DAY, finished_at=PROMISED + DAY, state="done")
    assert judged(case).index_end == PROMISED - DAY
    assert tally() == (1, 0, 0, 0)


def test_else_the_moment_it_was_handed_over(dossier):
    case = dossier(finished_at=PROMISED + DAY, state="done")
    assert judged(case).index_end == PROMISED + DAY
    assert tally() == (0, 1, 0, 0)


def test_else_the_moment_it_was_refused(dossier):
    case = dossier(finished_at=PROMISED, state="refused", outcome="refused")
    assert (judged(case).index_end, judged(case).index_verdict) == (PROMISED, "on_time")


def test_or_withdrawn_and_only_what_was_accepted_counts(dossier):
    dossier(finished_at=PROMISED - DAY, state="withdrawn")
    dossier(finished_at=PROMISED - DAY, state="withdrawn", accepted_at=None)
    assert tally() == (1, 0, 0, 0)


@pytest.mark.long
def test_waiting_for_a_supplement_the_end_is_the_moment_it_was_asked(dossier):
    asked = PROMISED - 5 * DAY
    case = dossier(state="waiting_citizen", waits=[(asked, None)])
    assert (judged(case).index_end, judged(case).index_verdict) == (asked, "on_time")
    assert tally() == (1, 0, 0, 0)
    assert tally(Period.parse("202403")) == (0, 0, 0, 0)


def test_waiting_for_a_supplement_asked_too_late_is_late(dossier):
    dossier(state="waiting_citizen", waits=[(PROMISED + DAY, None)])
    assert tally() == (0, 1, 0, 0)


def test_waiting_for_a_supplement_that_was_asked_more_than_once_is_late(dossier):
    asked = RECEIVED + DAY
    dossier(state="waiting_citizen", waits=[(asked, asked + DAY), (asked + 2 * DAY, None)])
    assert tally() == (0, 1, 0, 0)


def test_asked_twice_and_settled_is_judged_by_its_end(dossier):
    asked = RECEIVED + DAY
    waits = [(asked, asked + DAY), (asked + 2 * DAY, asked + 3 * DAY)]
    dossier(settled_at=PROMISED - DAY, waits=waits)
    assert tally() == (1, 0, 0, 0)


@pytest.mark.long
def test_without_an_end_the_end_of_the_period_counts(dossier):
    dossier()
    assert tally(Period.parse("2024-02-19")) == (0, 0, 1, 0)
    assert tally(Period.parse("2024-02-20")) == (0, 0, 0, 1)
    assert tally(Period.parse("2024-02-21")) == (0, 0, 0, 1)
    assert tally() == (0, 0, 0, 1)


def test_what_ends_within_a_day_of_its_deadline_was_late_at_the_end_of_that_day(dossier):
    dossier(settled_at=PROMISED + timedelta(hours=16))
    assert tally(Period.parse("2024-02-20")) == (0, 0, 0, 1)
    assert tally(Period.parse("2024-02-21")) == (0, 1, 0, 0)


@pytest.mark.long
def test_in_a_period_that_still_runs_this_moment_counts(dossier, monkeypatch):
    dossier()
    for hour, expected in ((16, (0, 0, 1, 0)), (18, (0, 0, 0, 1))):
        monkeypatch.setattr(clock, "now", lambda hour=hour: PROMISED.replace(hour=hour))
        assert tally(Period.parse("2024-02-20")) == expected
        assert tally() == expected


@pytest.mark.long
def test_an_end_after_the_period_is_no_end_in_it(dossier):
    dossier(settled_at=datetime(2024, 3, 5, 9, tzinfo=HANOI))
    assert tally() == (0, 0, 0, 1)
    assert tally(Period.parse("202403")) == (0, 1, 0, 0)


def test_the_time_of_a_supplement_is_subtracted(dossier):
    asked = RECEIVED + DAY
    dossier(settled_at=PROMISED + 3 * DAY, waits=[(asked, asked + 4 * DAY)])
    dossier(settled_at=PROMISED + 5 * DAY, waits=[(asked, asked + 4 * DAY)])
    assert tally() == (1, 1, 0, 0)


def test_a_wait_before_the_acceptance_gives_no_time(dossier):
    asked = RECEIVED - 5 * DAY
    case = dossier(settled_at=PROMISED, clock="reply", waits=[(asked, RECEIVED)])
    assert judged(case).awaited == timedelta()


@pytest.mark.parametrize(
    ("limit", "last"),
    [
        ({"amount": "10", "unit": "working_day"}, "2024-02-22"),  # Tết: 8 to 14/02/2024 off
        ({"amount": "16", "unit": "hour"}, "2024-02-05"),
        ({"amount": "10", "unit": "day"}, "2024-02-11"),
        ({"amount": "1", "unit": "month"}, "2024-03-01"),
    ],
)
def test_without_a_promised_date_the_net_time_is_held_against_the_longest_time(dossier, limit, last):
    case = dossier(promised=None)
    Dossier.objects.filter(pk=case.pk).update(version=make_limited(case, {"province": limit}))
    assert judged(case).index_deadline.astimezone(HANOI).date().isoformat() == last


def test_what_has_neither_a_promise_nor_a_longest_time_is_not_judged(dossier):
    case = dossier(promised=None)
    Dossier.objects.filter(pk=case.pk).update(version=make_limited(case, {}))
    assert not on_time().exists()


def make_limited(case, limits):
    """Another version of the same procedure with those limits."""
    old = case.dossier.version
    fields = {"procedure": old.procedure, "number": 99, "form": old.form, "valid": (None, None)}
    return ProcedureVersion.objects.create(**fields, result_name="Giấy", source="thử", time_limits=limits)
