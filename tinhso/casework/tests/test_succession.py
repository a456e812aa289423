"""A dissolved agency's open cases go on at its successor, each with one event."""

from datetime import date

from django.db import transaction

from tinhso.casework.models import Case, Participant
from tinhso.casework.succession import WORD, succeed
from tinhso.casework.tests.makers import NOW, make_case
from tinhso.kernel.events.public import SYSTEM, timeline

DAY = date(2025, 7, 1)


def move(town, *, dry_run: bool) -> int:
    with transaction.atomic():
        return succeed(old=town.agency_a, new=town.agency_b, on=DAY, dry_run=dry_run, by=SYSTEM, now=NOW)[
            WORD
        ]


def open_case_of(agency, **fields) -> Case:
    case = make_case(agency=agency, **fields)
    Participant.objects.create(
        case=case, agency=agency, role="examiner", act="examine", open=True, due_at=NOW
    )
    return case


def test_a_dry_run_counts_and_changes_nothing(town):
    case = open_case_of(town.agency_a)
    assert move(town, dry_run=True) == 1
    case.refresh_from_db()
    assert (case.agency, case.ver, timeline(case.pk)) == (town.agency_a, 1, [])


def test_open_cases_their_desk_and_their_turns_move_once(town):
    case = open_case_of(town.agency_a)
    seen = open_case_of(town.agency_b, desk=town.agency_a)
    assert move(town, dry_run=False) == 2
    case.refresh_from_db()
    seen.refresh_from_db()
    assert (case.agency, case.ver, seen.desk) == (town.agency_b, 2, town.agency_b)
    assert Participant.objects.get(case=case).agency == town.agency_b
    assert [line.name for line in timeline(case.pk)] == ["casework.CaseMoved"]
    assert move(town, dry_run=False) == 0


def test_two_rows_of_one_role_become_one_that_keeps_the_turn(town):
    case = open_case_of(town.agency_a)
    Participant.objects.create(case=case, agency=town.agency_b, role="examiner")
    move(town, dry_run=False)
    row = Participant.objects.get(case=case)
    assert (row.agency, row.open, row.act) == (town.agency_b, True, "examine")


def test_what_is_finished_stays_where_it_was_settled(town):
    case = open_case_of(town.agency_a, state="done", finished_at=NOW)
    assert move(town, dry_run=False) == 0
    case.refresh_from_db()
    assert case.agency == town.agency_a
